package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.msq.sql.MSQTaskSqlEngine;
import org.apache.druid.msq.util.MultiStageQueryContext;
import org.apache.druid.query.QueryContext;

/** Context parameters: MSQ's with default and outcome for many values, and the key constants of Druid's query machinery. */
final class ContextFacts
{
  private static final Object[] VALUES = {
      true, false, 0, 1, 2, 3, -1, 2.5, 3000000000L, "", "1", "2", "2.0", "2.5", " 2", "abc", "true", "TRUE", "yes", "max", "MAX",
      "auto", "AUTO", "sequential", "parallel", "taskReport", "TASKREPORT", "durableStorage", "strict", "nonStrict", "__time",
      "__time,dim1", "[\"__time\",\"dim1\"]", "[\"__time\"", "{\"bitmap\":{\"type\":\"roaring\"}}", List.of("__time"), Map.of("a", 1), Map.of()
  };

  /** Getter of MultiStageQueryContext to the key it reads. */
  private static final Map<String, String> GETTERS = Map.ofEntries(
      Map.entry("getMSQMode", "mode"),
      Map.entry("isDurableStorageEnabled", "durableShuffleStorage"),
      Map.entry("isFaultToleranceEnabled", "faultTolerance"),
      Map.entry("getMaxInputBytesPerWorker", "maxInputBytesPerWorker"),
      Map.entry("getClusterStatisticsMergeMode", "clusterStatisticsMergeMode"),
      Map.entry("isFinalizeAggregations", "finalizeAggregations"),
      Map.entry("getAssignmentStrategy", "taskAssignment"),
      Map.entry("getMaxNumTasks", "maxNumTasks"),
      Map.entry("getRowsPerSegment", "rowsPerSegment"),
      Map.entry("getSelectDestination", "selectDestination"),
      Map.entry("getSelectDestinationOrNull", "selectDestination"),
      Map.entry("getRowsInMemory", "rowsInMemory"),
      Map.entry("getSortOrder", "segmentSortOrder"),
      Map.entry("getIndexSpec", "indexSpec"),
      Map.entry("useAutoColumnSchemas", "useAutoColumnSchemas")
  );

  private static final List<String> HOLDERS = List.of(
      "org.apache.druid.query.QueryContexts",
      "org.apache.druid.sql.calcite.planner.PlannerContext",
      "org.apache.druid.sql.calcite.planner.PlannerConfig",
      "org.apache.druid.sql.calcite.run.SqlEngines",
      "org.apache.druid.sql.calcite.parser.DruidSqlInsert",
      "org.apache.druid.sql.calcite.parser.DruidSqlReplace",
      "org.apache.druid.sql.calcite.rel.DruidQuery",
      "org.apache.druid.query.groupby.GroupByQueryConfig",
      "org.apache.druid.query.groupby.GroupByQuery",
      "org.apache.druid.query.scan.ScanQuery",
      "org.apache.druid.msq.util.MultiStageQueryContext",
      "org.apache.druid.msq.indexing.error.MSQWarnings",
      "org.apache.druid.msq.querykit.QueryKitUtils",
      "org.apache.druid.indexing.common.task.Tasks"
  );

  private ContextFacts()
  {
  }

  static Object parameters(ObjectMapper mapper) throws Exception
  {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Field field : MultiStageQueryContext.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        constants.put(field.getName(), String.valueOf(field.get(null)));
      }
    }
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (Method getter : MultiStageQueryContext.class.getDeclaredMethods()) {
      if (Modifier.isPublic(getter.getModifiers()) && GETTERS.containsKey(getter.getName())) {
        parameters.add(parameter(getter, mapper));
      }
    }
    parameters.sort(Comparator.comparing(p -> (String) p.get("getter")));
    return Map.of("constants", constants, "parameters", parameters);
  }

  private static Map<String, Object> parameter(Method getter, ObjectMapper mapper) throws Exception
  {
    String key = GETTERS.get(getter.getName());
    Map<String, Object> probes = new LinkedHashMap<>();
    for (Object value : VALUES) {
      String text = Main.JSON.writeValueAsString(value);
      // as a request's body would bring it
      Object sent = Main.JSON.readValue(text, Object.class);
      probes.put(text, outcome(getter, QueryContext.of(Map.of(key, sent)), mapper));
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("key", key);
    out.put("getter", getter.getName());
    out.put("type", getter.getGenericReturnType().getTypeName());
    out.put("default", outcome(getter, QueryContext.empty(), mapper));
    out.put("probes", probes);
    return out;
  }

  /** "= value" where the getter takes it, "! exception" where it throws. */
  private static String outcome(Method getter, QueryContext context, ObjectMapper mapper) throws IllegalAccessException
  {
    try {
      return "= " + (getter.getParameterCount() == 2 ? getter.invoke(null, context, mapper) : getter.invoke(null, context));
    }
    catch (InvocationTargetException e) {
      return "! " + e.getCause().getClass().getSimpleName() + ": " + e.getCause().getMessage();
    }
  }

  static Object keys() throws Exception
  {
    Map<String, Object> out = new TreeMap<>();
    for (String holder : HOLDERS) {
      Map<String, Object> values = new TreeMap<>();
      for (Field field : Class.forName(holder).getDeclaredFields()) {
        boolean plain = field.getType() == String.class || field.getType().isPrimitive();
        if (Modifier.isStatic(field.getModifiers()) && plain && field.getName().matches(".*(CTX|KEY|DEFAULT|CONTEXT|PARAM).*|[A-Z0-9_]+")) {
          field.setAccessible(true);
          values.put(field.getName(), field.get(null));
        }
      }
      out.put(holder, values);
    }
    out.put("systemContextParameters", new ArrayList<>(MSQTaskSqlEngine.SYSTEM_CONTEXT_PARAMETERS));
    return out;
  }
}
