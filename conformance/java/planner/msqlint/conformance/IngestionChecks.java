package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * What MSQ's engine checks of INSERT and REPLACE once they are planned, done again after its source
 * (MSQTaskSqlEngine.validateInsert and what it calls). Verdicts are meant to be exact; texts are exact for 27 and from 31 on.
 */
final class IngestionChecks
{
  private static final String TIME = "__time";
  private final int major;
  boolean refused;

  IngestionChecks(int major)
  {
    this.major = major;
  }

  void run(Object destination, RelRoot root, Object plannerContext) throws Exception
  {
    Map<String, Integer> indexOf = new LinkedHashMap<>();
    for (Map.Entry<Integer, String> field : root.fields) {
      if (indexOf.put(field.getValue(), field.getKey()) != null) {
        throw invalid("Duplicate field in SELECT: [" + field.getValue() + "]");
      }
    }
    List<RelDataTypeField> types = root.rel.getRowType().getFieldList();
    Integer time = indexOf.get(TIME);
    if (time != null) {
      timeType(types.get(time).getType().getSqlTypeName());
    }
    Map<String, Object> context = contextOf(plannerContext);
    exportFormat(destination, context);
    Object granularity = context.get("sqlInsertSegmentGranularity");
    boolean all = granularity == null || String.valueOf(granularity).replace(" ", "").equals("{\"type\":\"all\"}");
    if (major < 31) {
      limit(root.rel, all);
    }
    if (!all && time == null) {
      throw invalid("The granularity [" + printed(granularity, plannerContext) + "] specified in the PARTITIONED BY clause of the INSERT query is "
                    + "different from ALL. Therefore, the query must specify a time column (named __time).");
    }
    if (major >= 31) {
      limit(root.rel, all);
    }
    if (major >= 30) {
      typeChanges(destination, root, indexOf, plannerContext, context);
    }
    if (major >= 31) {
      sortOrder(root, context);
    }
  }

  private void timeType(SqlTypeName type) throws Exception
  {
    if (type == SqlTypeName.TIMESTAMP) {
      return;
    }
    if (major < 27) {
      throw invalid("Field \"__time\" must be of type TIMESTAMP");
    }
    String gap = major >= 31 ? "" : " ";
    throw invalid("Field" + gap + "[__time] was the wrong type" + gap + "[" + type + "], expected TIMESTAMP");
  }

  private void limit(RelNode top, boolean allowed) throws Exception
  {
    RelNode inner = top instanceof Project project && project.isMapping() ? project.getInput() : top;
    if (!(inner instanceof Sort sort)) {
      return;
    }
    if (sort.fetch != null && !allowed) {
      throw invalid("INSERT and REPLACE queries cannot have a LIMIT unless PARTITIONED BY is \"ALL\".");
    }
    if (sort.offset != null) {
      throw invalid("INSERT and REPLACE queries cannot have an OFFSET.");
    }
  }

  /** From 30 on a column of strings cannot be given arrays, nor a column of arrays strings. */
  private void typeChanges(Object destination, RelRoot root, Map<String, Integer> indexOf, Object plannerContext, Map<String, Object> context)
      throws Exception
  {
    RelDataType existing = existingType(destination, root.rel.getCluster().getTypeFactory(), plannerContext);
    if (existing == null) {
      return;
    }
    String mode = String.valueOf(context.getOrDefault("arrayIngestMode", major >= 31 ? "array" : "mvd")).toLowerCase(Locale.ROOT);
    Set<String> skipped = new HashSet<>();
    for (String name : String.valueOf(context.getOrDefault("skipTypeVerification", "")).replaceAll("[\\[\\]\"]", "").split(",")) {
      skipped.add(name.trim());
    }
    for (Map.Entry<String, Integer> field : indexOf.entrySet()) {
      RelDataTypeField old = existing.getField(field.getKey(), true, false);
      RelDataType type = root.rel.getRowType().getFieldList().get(field.getValue()).getType();
      if (old != null && !skipped.contains(field.getKey()) && changes(old.getType(), type, mode.equals("mvd"))) {
        throw invalid("Cannot write into field[" + field.getKey() + "] using type[" + type + "] and arrayIngestMode[" + mode
                      + "], since the existing type is[" + old.getType() + "]");
      }
    }
  }

  private static boolean changes(RelDataType old, RelDataType type, boolean asMultiValue)
  {
    boolean array = type.getSqlTypeName() == SqlTypeName.ARRAY;
    boolean strings = array && type.getComponentType() != null && isText(type.getComponentType());
    boolean writesArray = array && !(asMultiValue && strings);
    boolean writesText = isText(type) || array && !writesArray;
    return writesArray && old.getSqlTypeName() == SqlTypeName.VARCHAR || writesText && old.getSqlTypeName() == SqlTypeName.ARRAY;
  }

  private static boolean isText(RelDataType type)
  {
    return type.getSqlTypeName() == SqlTypeName.VARCHAR || type.getSqlTypeName() == SqlTypeName.CHAR;
  }

  private static RelDataType existingType(Object destination, RelDataTypeFactory types, Object plannerContext) throws Exception
  {
    if (destination == null || !Reflect.has(destination, "getTableName")) {
      return null;
    }
    Object toolbox = Reflect.call(plannerContext, "getPlannerToolbox");
    Object schema = Reflect.call(Reflect.field(toolbox, "rootSchema"), "getSubSchema", "druid");
    Object table = Reflect.call(schema, "getTable", Reflect.call(destination, "getTableName"));
    return table == null ? null : (RelDataType) Reflect.call(table, "getRowType", types);
  }

  /** From 31 on `__time` comes first in CLUSTERED BY or not at all. */
  private void sortOrder(RelRoot root, Map<String, Object> context) throws Exception
  {
    if ("false".equalsIgnoreCase(String.valueOf(context.get("forceSegmentSortByTime")))) {
      return;
    }
    int time = -1;
    for (int i = 0; i < root.fields.size(); i++) {
      time = root.fields.get(i).getValue().equals(TIME) ? i : time;
    }
    for (int k = 1; k < root.collation.getFieldCollations().size(); k++) {
      if (root.collation.getFieldCollations().get(k).getFieldIndex() == time) {
        throw invalid("Sort order (CLUSTERED BY) cannot include[__time] in position[" + k
                      + "] unless context parameter[forceSegmentSortByTime] is set to[false]. ...");
      }
    }
  }

  /** The context key that carries the format word of an export, or null where there is no export. */
  static String exportFormatKey()
  {
    try {
      return (String) Reflect.field(Class.forName(PlannerStart.SQL + "parser.DruidSqlIngest"), "SQL_EXPORT_FILE_FORMAT");
    }
    catch (ReflectiveOperationException e) {
      return null;
    }
    catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void exportFormat(Object destination, Map<String, Object> context) throws Exception
  {
    if (destination == null || !destination.getClass().getSimpleName().equals("ExportDestination")) {
      return;
    }
    Object word = context.get(exportFormatKey());
    Class<?> formats = Reflect.type("org.apache.druid.sql.http.ResultFormat");
    if (word != null && Reflect.method(formats, "fromString", word) != null) {
      refused = true;
      Reflect.callStatic(formats, "fromString", word);
      refused = false;
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> contextOf(Object plannerContext) throws Exception
  {
    if (Reflect.has(plannerContext, "queryContextMap")) {
      return (Map<String, Object>) Reflect.call(plannerContext, "queryContextMap");
    }
    return (Map<String, Object>) Reflect.call(Reflect.call(plannerContext, "getQueryContext"), "getMergedParams");
  }

  private static Object printed(Object granularity, Object plannerContext)
  {
    try {
      ObjectMapper mapper = (ObjectMapper) Reflect.call(plannerContext, "getJsonMapper");
      return mapper.readValue(String.valueOf(granularity), Reflect.type("org.apache.druid.java.util.common.granularity.Granularity"));
    }
    catch (Exception e) {
      return granularity;
    }
  }

  private Exception invalid(String message) throws Exception
  {
    refused = true;
    Class<?> type = Reflect.type("org.apache.druid.error.InvalidSqlInput");
    return type == null
           ? new org.apache.calcite.tools.ValidationException(message)
           : (Exception) Reflect.callStatic(type, "exception", message.replace("%", "%%"), new Object[0]);
  }
}
