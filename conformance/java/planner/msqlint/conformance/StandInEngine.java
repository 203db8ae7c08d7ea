package msqlint.conformance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Stands for the MSQ task engine in releases whose MSQ extension is not published: the same answers about features,
 * the same checks after planning (see {@link IngestionChecks}). It submits nothing.
 */
final class StandInEngine implements InvocationHandler
{
  private static final Set<String> ALWAYS = Set.of(
      "CAN_SELECT", "CAN_INSERT", "CAN_REPLACE", "READ_EXTERNAL_DATA", "SCAN_ORDER_BY_NON_TIME", "SCAN_NEEDS_SIGNATURE"
  );
  private static final Map<String, Integer> SINCE = Map.of(
      "UNNEST", 28, "WRITE_EXTERNAL_DATA", 29, "WINDOW_FUNCTIONS", 30, "WINDOW_LEAF_OPERATOR", 30
  );
  private static final Set<String> NEVER = Set.of(
      "ALLOW_BINDABLE_PLAN", "ALLOW_BROADCAST_RIGHTY_JOIN", "TIMESERIES_QUERY", "TOPN_QUERY", "TIME_BOUNDARY_QUERY",
      "GROUPING_SETS", "ALLOW_TOP_LEVEL_UNION_ALL", "GROUPBY_IMPLICITLY_SORTS"
  );

  private final Settings settings;
  private final IngestionChecks checks;
  private List<String> columns;
  private int nativeQueries;

  StandInEngine(Settings settings)
  {
    this.settings = settings;
    this.checks = new IngestionChecks(settings.major);
  }

  Object proxy() throws Exception
  {
    return proxy("org.apache.druid.sql.calcite.run.SqlEngine", this);
  }

  /** Output columns, once planning came to the query maker. */
  List<String> columns()
  {
    return columns;
  }

  /** More than one: a UNION ALL at the top that Druid would run as separate queries. */
  int nativeQueries()
  {
    return nativeQueries;
  }

  /** Whether a check of ours, not Druid's, refused the statement. */
  boolean refused()
  {
    return checks.refused;
  }

  @Override
  public Object invoke(Object self, Method method, Object[] args) throws Throwable
  {
    switch (method.getName()) {
      case "name":
        return "msq-task";
      case "feature", "featureAvailable":
        return available(((Enum<?>) args[0]).name());
      case "validateContext":
        validateContext(args[0]);
        return null;
      case "initContextMap":
        return null;
      case "resultTypeForSelect", "resultTypeForInsert":
        RelDataTypeFactory types = (RelDataTypeFactory) args[0];
        return types.createStructType(
            Collections.singletonList(types.createSqlType(SqlTypeName.VARCHAR)), Collections.singletonList("TASK")
        );
      case "buildQueryMakerForSelect":
        columns = names((RelRoot) args[0]);
        return queryMaker();
      case "buildQueryMakerForInsert":
        columns = names((RelRoot) args[1]);
        checks.run(args[0], (RelRoot) args[1], args[2]);
        return queryMaker();
      default:
        return identity(self, method, args);
    }
  }

  private boolean available(String feature)
  {
    if (settings.features.contains("+" + feature) || settings.features.contains("-" + feature)) {
      return settings.features.contains("+" + feature);
    }
    if (SINCE.containsKey(feature)) {
      return settings.major >= SINCE.get(feature);
    }
    if (!ALWAYS.contains(feature) && !NEVER.contains(feature)) {
      throw new IllegalStateException("a feature the stand-in does not know: " + feature);
    }
    return ALWAYS.contains(feature);
  }

  private Object queryMaker() throws Exception
  {
    return proxy("org.apache.druid.sql.calcite.run.QueryMaker", (self, method, args) -> {
      switch (method.getName()) {
        case "runQuery":
          Reflect.call(args[0], "getQuery");
          nativeQueries++;
          Object empty = Reflect.callStatic(Class.forName("org.apache.druid.java.util.common.guava.Sequences"), "empty");
          return method.getReturnType().getSimpleName().equals("QueryResponse")
                 ? Reflect.callStatic(method.getReturnType(), "withEmptyContext", empty)
                 : empty;
        case "feature", "featureAvailable":
          return available(((Enum<?>) args[0]).name());
        default:
          return identity(self, method, args);
      }
    });
  }

  /** Druid's own check, given the keys of its broker engine and those of MSQ. */
  private void validateContext(Object context) throws Exception
  {
    Set<String> forbidden = new LinkedHashSet<>();
    Class<?> broker = Class.forName("org.apache.druid.sql.calcite.run.NativeSqlEngine");
    for (Object key : (Collection<?>) Reflect.field(broker, "SYSTEM_CONTEXT_PARAMETERS")) {
      forbidden.add((String) key);
    }
    forbidden.add("__timeColumn");
    String exportFormat = IngestionChecks.exportFormatKey();
    if (settings.major >= 31 && exportFormat != null) {
      forbidden.add(exportFormat);
    }
    Reflect.callStatic(Class.forName("org.apache.druid.sql.calcite.run.SqlEngines"), "validateNoSpecialContextKeys", context, forbidden);
  }

  private static List<String> names(RelRoot root)
  {
    List<String> names = new ArrayList<>();
    root.fields.forEach(field -> names.add(field.getValue()));
    return names;
  }

  private static Object proxy(String type, InvocationHandler handler) throws Exception
  {
    Class<?> c = Class.forName(type);
    return Proxy.newProxyInstance(c.getClassLoader(), new Class<?>[]{c}, handler);
  }

  private static Object identity(Object self, Method method, Object[] args) throws Throwable
  {
    switch (method.getName()) {
      case "toString":
        return "stand-in for the MSQ task engine";
      case "hashCode":
        return System.identityHashCode(self);
      case "equals":
        return self == args[0];
      default:
        if (method.isDefault()) {
          return InvocationHandler.invokeDefault(self, method, args);
        }
        throw new UnsupportedOperationException(method.toString());
    }
  }
}
