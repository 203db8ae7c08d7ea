package msqlint.conformance;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.parser.SqlParser;

/** Druid's parser and planner, with a stand-in for the MSQ engine: stages parse, validate and plan. */
final class PlannerRecorder implements Recorder
{
  private final Settings settings;
  private final SqlParser.Config parserConfig;
  private final PlannerStart start;

  PlannerRecorder(Settings settings) throws Exception
  {
    this.settings = settings;
    this.parserConfig = (SqlParser.Config) Reflect.field(Class.forName(PlannerStart.SQL + "planner.PlannerFactory"), "PARSER_CONFIG");
    this.start = settings.parseOnly ? null : PlannerStart.of(settings);
  }

  @Override
  public Map<String, Object> judge(String sql, Map<String, Object> context)
  {
    Map<String, Object> row = new LinkedHashMap<>();
    boolean parsed = parse(sql, row);
    if (settings.parseOnly) {
      return row;
    }
    StandInEngine engine = new StandInEngine(settings);
    String stage = parsed ? "validate" : "parse";
    Object planner = null;
    try {
      planner = planner(engine.proxy(), sql, new LinkedHashMap<>(context));
      authenticate(planner);
      Reflect.call(planner, "validate");
      stage = "plan";
      authorize(planner);
      Reflect.call(Reflect.call(planner, "plan"), "run");
      accept(row, engine);
    }
    catch (Throwable t) {
      PlannerRejection.describe(row, stage, t, settings.trace);
      if (engine.refused()) {
        // The check is the stand-in's, not a class of Druid's.
        row.put("by", "stand-in-engine");
      }
    }
    finally {
      close(planner);
    }
    return row;
  }

  /** Where the parser alone refuses, the stage is settled; the words are then those that validation makes of it. */
  private boolean parse(String sql, Map<String, Object> row)
  {
    try {
      row.put("kind", SqlParser.create(sql, parserConfig).parseStmt().getKind().name());
      row.put("verdict", "accept");
      row.put("stage", "parse");
      return true;
    }
    catch (Throwable t) {
      PlannerRejection.describe(row, "parse", t, settings.trace);
      return false;
    }
  }

  private static void accept(Map<String, Object> row, StandInEngine engine)
  {
    row.put("verdict", "accept");
    row.put("stage", "plan");
    if (engine.columns() != null) {
      row.put("columns", engine.columns());
    }
    if (engine.nativeQueries() > 1) {
      row.put("nativeQueries", engine.nativeQueries());
    }
  }

  private Object planner(Object engine, String sql, Map<String, Object> context) throws Exception
  {
    Method create = declared(start.plannerFactory.getClass(), "createPlanner", -1);
    Class<?>[] types = create.getParameterTypes();
    Object[] args = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      args[i] = switch (types[i].getSimpleName()) {
        case "SqlEngine" -> engine;
        case "String" -> sql;
        case "Map" -> context;
        case "QueryContext" -> Reflect.construct(types[i], context);
        default -> null;
      };
    }
    return Reflect.unwrapped(() -> create.invoke(start.plannerFactory, args));
  }

  private static void authenticate(Object planner) throws Exception
  {
    Object escalator = Reflect.callStatic(Class.forName("org.apache.druid.server.security.NoopEscalator"), "getInstance");
    Object user = Reflect.call(escalator, "createEscalatedAuthenticationResult");
    Reflect.call(Reflect.call(planner, "getPlannerContext"), "setAuthenticationResult", user);
  }

  /** Everything is allowed; what stands for that differs by release. */
  private static void authorize(Object planner) throws Exception
  {
    Class<?> result = declared(Reflect.call(planner, "getPlannerContext").getClass(), "setAuthorizationResult", 1).getParameterTypes()[0];
    boolean named = result.getName().equals("org.apache.druid.server.security.AuthorizationResult");
    Object allowed = result.getField(named ? "ALLOW_NO_RESTRICTION" : "OK").get(null);
    Method authorize = declared(planner.getClass(), "authorize", 2);
    Object extraActions = authorize.getParameterTypes()[1] == Set.class ? new HashSet<>() : Boolean.FALSE;
    Function<Object, Object> allow = resources -> allowed;
    Reflect.unwrapped(() -> authorize.invoke(planner, allow, extraActions));
  }

  private static Method declared(Class<?> type, String name, int parameters) throws NoSuchMethodException
  {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && (parameters < 0 || method.getParameterCount() == parameters)) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  private static void close(Object planner)
  {
    try {
      if (planner != null) {
        Reflect.call(planner, "close");
      }
    }
    catch (Throwable t) {
      // nothing is held
    }
  }

  @Override
  public void writeFacts(Path folder) throws Exception
  {
    Files.createDirectories(folder);
    PlannerFacts facts = new PlannerFacts(settings.release, parserConfig, start);
    if (settings.sketches) {
      facts.write(folder.resolve("operators-with-datasketches.json"), facts.operators());
      return;
    }
    facts.write(folder.resolve("keywords.json"), facts.keywords());
    facts.write(folder.resolve("operators.json"), facts.operators());
    facts.write(folder.resolve("tables.json"), facts.tables());
  }
}
