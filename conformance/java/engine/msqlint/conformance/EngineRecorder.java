package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.Futures;
import com.google.inject.Injector;
import com.google.inject.Module;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.druid.frame.processor.Bouncer;
import org.apache.druid.java.util.common.io.Closer;
import org.apache.druid.java.util.emitter.core.NoopEmitter;
import org.apache.druid.java.util.emitter.service.ServiceEmitter;
import org.apache.druid.msq.exec.ControllerContext;
import org.apache.druid.msq.exec.ControllerImpl;
import org.apache.druid.msq.exec.WorkerClient;
import org.apache.druid.msq.indexing.MSQControllerTask;
import org.apache.druid.msq.indexing.destination.DataSourceMSQDestination;
import org.apache.druid.msq.indexing.processor.SegmentGeneratorFrameProcessorFactory;
import org.apache.druid.msq.kernel.QueryDefinition;
import org.apache.druid.msq.kernel.StageDefinition;
import org.apache.druid.query.DefaultQueryConfig;
import org.apache.druid.rpc.indexing.OverlordClient;
import org.apache.druid.segment.indexing.DataSchema;
import org.apache.druid.segment.realtime.appenderator.AppenderatorsManager;
import org.apache.druid.server.DruidNode;
import org.apache.druid.server.QueryStackTests;
import org.apache.druid.server.log.NoopRequestLogger;
import org.apache.druid.sql.SqlLifecycleManager;
import org.apache.druid.sql.SqlQueryPlus;
import org.apache.druid.sql.SqlToolbox;
import org.apache.druid.sql.calcite.planner.ColumnMappings;
import org.apache.druid.sql.calcite.util.CalciteTests;

/** The whole of MSQ up to the point where data is needed: parse, validate, plan, submit and the controller's preparation. */
final class EngineRecorder implements Recorder
{
  private final Settings settings;
  private final EngineStart start;
  private final SqlToolbox toolbox;
  private final Injector controllerInjector;
  /** The task that planning submitted last, on this thread. */
  private final ThreadLocal<MSQControllerTask> submitted = new ThreadLocal<>();

  EngineRecorder(Settings settings) throws Exception
  {
    this.settings = settings;
    this.start = new EngineStart(settings, overlord());
    this.toolbox = new SqlToolbox(
        start.framework.engine(),
        start.fixture.plannerFactory(),
        new ServiceEmitter("recorder", "recorder", new NoopEmitter()),
        new NoopRequestLogger(),
        QueryStackTests.DEFAULT_NOOP_SCHEDULER,
        new DefaultQueryConfig(ImmutableMap.of()),
        new SqlLifecycleManager()
    );
    Module controllerModule = binder -> {
      binder.bind(AppenderatorsManager.class).toInstance(inert(AppenderatorsManager.class, Map.of()));
      binder.bind(Bouncer.class).toInstance(new Bouncer(1));
    };
    this.controllerInjector = start.framework.injector().createChildInjector(controllerModule);
  }

  @Override
  public Map<String, Object> judge(String sql, Map<String, Object> context)
  {
    Map<String, Object> row = new LinkedHashMap<>();
    Progress progress = new Progress();
    submitted.remove();
    StandInInputs.USED.get().clear();
    // Druid makes up an id where there is none, and messages quote it.
    context.putIfAbsent("sqlQueryId", "recorder");
    WatchedStatement statement = null;
    try {
      SqlQueryPlus query = new SqlQueryPlus(sql, context, Collections.emptyList(), CalciteTests.SUPER_USER_AUTH_RESULT);
      statement = new WatchedStatement(toolbox, query, progress);
      run(statement, progress, row);
    }
    catch (Throwable t) {
      row.clear();
      EngineRejection.describe(row, t, progress);
      if (settings.trace) {
        t.printStackTrace(System.err);
      }
    }
    finally {
      if (!StandInInputs.USED.get().isEmpty()) {
        row.put("stubbed", new ArrayList<>(new LinkedHashSet<>(StandInInputs.USED.get())));
      }
      close(statement);
    }
    return row;
  }

  private void run(WatchedStatement statement, Progress progress, Map<String, Object> row) throws Throwable
  {
    org.apache.druid.sql.DirectStatement.ResultSet planned = statement.plan();
    progress.at("submit", "submit");
    planned.run().getResults().toList();
    MSQControllerTask task = submitted.get();
    row.put("verdict", "accept");
    row.put("stage", task == null ? "submit" : "controller");
    RelDataType type = statement.prepareResult().getValidatedRowType();
    if (task == null) {
      // EXPLAIN makes no task
      row.put("resultType", columns(type, null));
      return;
    }
    progress.at("submit", "serialize");
    ObjectMapper mapper = start.framework.queryJsonMapper();
    byte[] bytes = mapper.writeValueAsBytes(task);
    progress.at("submit", "deserialize");
    task = mapper.readValue(bytes, MSQControllerTask.class);
    progress.at("controller", "initializeQueryDefAndState");
    QueryDefinition definition = prepare(task);
    row.put("resultType", columns(type, task.getNativeTypeNames()));
    row.put("stages", definition.getStageDefinitions().size());
    segmentSchema(definition, row);
    row.put("nativeQuery", task.getQuerySpec().getQuery().getType());
    row.put("destination", task.getQuerySpec().getDestination().getClass().getSimpleName());
    if (task.getQuerySpec().getDestination() instanceof DataSourceMSQDestination destination) {
      row.put("segments", segments(destination, definition, task.getQuerySpec().getColumnMappings()));
    }
  }

  private QueryDefinition prepare(MSQControllerTask task) throws Throwable
  {
    ControllerImpl controller = new ControllerImpl(task, controllerContext());
    try (Closer closer = Closer.create()) {
      return (QueryDefinition) Reflect.call(controller, "initializeQueryDefAndState", closer);
    }
  }

  private static List<Map<String, Object>> columns(RelDataType type, List<?> nativeTypes)
  {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (RelDataTypeField field : type.getFieldList()) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", field.getName());
      column.put("sqlType", field.getType().toString());
      column.put("nullable", field.getType().isNullable());
      if (nativeTypes != null && nativeTypes.size() == type.getFieldCount()) {
        column.put("nativeType", String.valueOf(nativeTypes.get(field.getIndex())));
      }
      columns.add(column);
    }
    return columns;
  }

  /** What is replaced, how long a segment is, and by what its rows are sorted before they are cut into segments. */
  private static Map<String, Object> segments(DataSourceMSQDestination destination, QueryDefinition definition, ColumnMappings mappings)
  {
    Map<String, Object> segments = new LinkedHashMap<>();
    segments.put("granularity", String.valueOf(destination.getSegmentGranularity()));
    segments.put("replaces", destination.isReplaceTimeChunks() ? destination.getReplaceTimeChunks().stream().map(String::valueOf).toList() : null);
    segments.put("sortOrder", destination.getSegmentSortOrder());
    for (StageDefinition stage : definition.getStageDefinitions()) {
      if (stage.getProcessorFactory() instanceof SegmentGeneratorFrameProcessorFactory) {
        int input = stage.getStageNumber() - 1;
        segments.put("clusterBy", definition.getStageDefinition(input).getClusterBy().getColumns().stream().map(column -> outputName(column.columnName(), mappings)).toList());
      }
    }
    return segments;
  }

  /** The output column that a column of the native query becomes, or its own name where it becomes none. */
  private static String outputName(String column, ColumnMappings mappings)
  {
    var outputs = mappings.getOutputColumnsForQueryColumn(column);
    return outputs.isEmpty() ? column : mappings.getOutputColumnName(outputs.getInt(0));
  }

  private static void segmentSchema(QueryDefinition definition, Map<String, Object> row)
  {
    for (StageDefinition stage : definition.getStageDefinitions()) {
      if (stage.getProcessorFactory() instanceof SegmentGeneratorFrameProcessorFactory factory) {
        DataSchema schema = factory.getDataSchema();
        Map<String, String> dimensions = new LinkedHashMap<>();
        schema.getDimensionsSpec().getDimensions().forEach(d -> dimensions.put(d.getName(), d.getTypeName() + "/" + d.getColumnType()));
        Map<String, String> metrics = new LinkedHashMap<>();
        for (org.apache.druid.query.aggregation.AggregatorFactory a : schema.getAggregators()) {
          metrics.put(a.getName(), String.valueOf(a.getIntermediateType()));
        }
        row.put("dimensions", dimensions);
        row.put("metrics", metrics);
        row.put("rollup", schema.getGranularitySpec().isRollup());
        row.put("queryGranularity", String.valueOf(schema.getGranularitySpec().getQueryGranularity()));
      }
    }
  }

  private OverlordClient overlord()
  {
    OverlordClient[] self = new OverlordClient[1];
    self[0] = inert(OverlordClient.class, Map.of(
        "runTask", (proxy, method, args) -> {
          submitted.set((MSQControllerTask) args[1]);
          return Futures.immediateFuture(null);
        },
        "withRetryPolicy", (proxy, method, args) -> self[0]
    ));
    return self[0];
  }

  private ControllerContext controllerContext()
  {
    return inert(ControllerContext.class, Map.of(
        "jsonMapper", (proxy, method, args) -> start.framework.queryJsonMapper(),
        "injector", (proxy, method, args) -> controllerInjector,
        "selfNode", (proxy, method, args) -> new DruidNode("recorder", "localhost", false, 8100, -1, true, false),
        "registerController", (proxy, method, args) -> null,
        "taskClientFor", (proxy, method, args) -> inert(WorkerClient.class, Map.of())
    ));
  }

  /** An instance that answers the given methods and throws at all others. */
  private static <T> T inert(Class<T> type, Map<String, InvocationHandler> answers)
  {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, args) -> {
      InvocationHandler answer = answers.get(method.getName());
      if (answer != null) {
        return answer.invoke(proxy, method, args);
      }
      return switch (method.getName()) {
        case "toString" -> "inert " + type.getSimpleName();
        case "hashCode" -> System.identityHashCode(proxy);
        case "equals" -> proxy == args[0];
        case "close" -> null;
        default -> throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
      };
    }));
  }

  private static void close(WatchedStatement statement)
  {
    try {
      if (statement != null) {
        statement.closeQuietly();
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
    new EngineFacts(start).writeAll(folder);
  }
}
