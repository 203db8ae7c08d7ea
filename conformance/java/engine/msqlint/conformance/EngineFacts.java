package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.druid.sql.calcite.planner.DruidOperatorTable;
import org.apache.druid.sql.calcite.table.DruidTable;

/** What the planner, the parser and the MSQ engine know, more closely than {@link PlannerFacts} can say it of every release. */
final class EngineFacts
{
  static final SqlParser.Config PARSER_CONFIG = parserConfig();

  private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper SORTED = PRETTY.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  /** Where a keyword may stand unquoted; each is parsed with the word in place of %s. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("asAlias", "SELECT 1 AS %s");
    PLACES.put("bareAlias", "SELECT 1 %s");
    PLACES.put("column", "SELECT %s FROM t");
    PLACES.put("columnInList", "SELECT a, %s, b FROM t");
    PLACES.put("qualifiedColumn", "SELECT t.%s FROM t");
    PLACES.put("table", "SELECT a FROM %s");
    PLACES.put("tableAlias", "SELECT a FROM t AS %s");
    PLACES.put("bareTableAlias", "SELECT a FROM t %s");
    PLACES.put("insertTarget", "INSERT INTO %s SELECT a FROM t PARTITIONED BY ALL");
    PLACES.put("function", "SELECT %s(a) FROM t");
    PLACES.put("clusteredBy", "INSERT INTO d SELECT a FROM t PARTITIONED BY ALL CLUSTERED BY %s");
  }

  private final EngineStart start;

  EngineFacts(EngineStart start)
  {
    this.start = start;
  }

  void writeAll(Path folder) throws Exception
  {
    write(folder.resolve("functions.json"), functions());
    write(folder.resolve("context-parameters.json"), ContextFacts.parameters(start.framework.queryJsonMapper()));
    write(folder.resolve("query-context-keys.json"), ContextFacts.keys());
    write(folder.resolve("faults.json"), FaultFacts.all());
    write(folder.resolve("keywords.json"), keywords());
    // the order of columns means something
    write(PRETTY, folder.resolve("tables.json"), tables());
  }

  private static void write(Path file, Object value) throws Exception
  {
    write(SORTED, file, value);
  }

  private static void write(ObjectMapper mapper, Path file, Object value) throws Exception
  {
    mapper.writeValue(file.toFile(), value);
    System.err.println("wrote " + file);
  }

  private static SqlParser.Config parserConfig()
  {
    try {
      return (SqlParser.Config) Reflect.field(org.apache.druid.sql.calcite.planner.PlannerFactory.class, "PARSER_CONFIG");
    }
    catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Object> functions() throws Exception
  {
    Map<Object, String> names = constants(ReturnTypes.class, OperandTypes.class, InferTypes.class);
    List<SqlOperator> operators = new ArrayList<>(start.framework.operatorTable().getOperatorList());
    operators.sort(Comparator.comparing((SqlOperator o) -> o.getName()).thenComparing(o -> o.getSyntax().name()));
    List<Object> out = new ArrayList<>();
    for (SqlOperator operator : operators) {
      out.add(function(operator, names));
    }
    return out;
  }

  private static Map<String, Object> function(SqlOperator operator, Map<Object, String> names)
  {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", operator.getName());
    out.put("syntax", operator.getSyntax().name());
    out.put("kind", operator.getKind().name());
    out.put("class", operator.getClass().getName());
    out.put("functionSyntax", DruidOperatorTable.isFunctionSyntax(operator.getSyntax()));
    if (operator instanceof SqlFunction function) {
      out.put("category", String.valueOf(function.getFunctionType()));
    }
    out.put("aggregate", operator instanceof SqlAggFunction || operator.isAggregator());
    out.put("deterministic", operator.isDeterministic());
    if (operator instanceof SqlAggFunction aggregate) {
      out.put("requiresOver", aggregate.requiresOver());
      out.put("allowsFilter", aggregate.allowsFilter());
    }
    try {
      SqlOperandCountRange range = operator.getOperandCountRange();
      out.put("minOperands", range.getMin());
      out.put("maxOperands", range.getMax());
    }
    catch (Throwable t) {
      out.put("operandCount", "unknown: " + t.getClass().getSimpleName());
    }
    SqlOperandTypeChecker checker = operator.getOperandTypeChecker();
    out.put("operandTypes", checker == null ? null : names.getOrDefault(checker, PlannerFacts.className(checker)));
    out.put("signatures", signatures(operator));
    Object returns = operator.getReturnTypeInference();
    out.put("returnType", returns == null ? null : names.getOrDefault(returns, PlannerFacts.className(returns)));
    return out;
  }

  private static String signatures(SqlOperator operator)
  {
    try {
      return operator.getAllowedSignatures();
    }
    catch (Throwable t) {
      return null;
    }
  }

  /** The public constants of Calcite's classes by identity, so that a checker can be called by its name there. */
  private static Map<Object, String> constants(Class<?>... types) throws Exception
  {
    Map<Object, String> names = new IdentityHashMap<>();
    for (Class<?> type : types) {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          names.put(field.get(null), type.getSimpleName() + "." + field.getName());
        }
      }
    }
    return names;
  }

  private static Object keywords() throws Exception
  {
    SqlAbstractParserImpl.Metadata metadata = SqlParser.create("", PARSER_CONFIG).getMetadata();
    List<Object> tokens = new ArrayList<>();
    List<String> reserved = new ArrayList<>();
    List<String> nonReserved = new ArrayList<>();
    for (String token : metadata.getTokens()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("token", token);
      entry.put("keyword", metadata.isKeyword(token));
      entry.put("reserved", metadata.isReservedWord(token));
      entry.put("nonReserved", metadata.isNonReservedKeyword(token));
      entry.put("reservedFunctionName", metadata.isReservedFunctionName(token));
      entry.put("contextVariableName", metadata.isContextVariableName(token));
      entry.put("sql92Reserved", metadata.isSql92ReservedWord(token));
      if (metadata.isKeyword(token)) {
        PLACES.forEach((place, sql) -> entry.put(place, parses(String.format(sql, token))));
      }
      tokens.add(entry);
      if (metadata.isReservedWord(token)) {
        reserved.add(token);
      }
      if (metadata.isNonReservedKeyword(token)) {
        nonReserved.add(token);
      }
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("reserved", reserved);
    out.put("nonReserved", nonReserved);
    out.put("tokens", tokens);
    return out;
  }

  private static boolean parses(String sql)
  {
    try {
      SqlParser.create(sql, PARSER_CONFIG).parseStmt();
      return true;
    }
    catch (Throwable t) {
      return false;
    }
  }

  private Object tables()
  {
    Map<String, Object> out = new TreeMap<>();
    for (Map.Entry<String, DruidTable> entry : start.tables.entrySet()) {
      DruidTable table = entry.getValue();
      Map<String, String> columns = new LinkedHashMap<>();
      for (String name : table.getRowSignature().getColumnNames()) {
        columns.put(name, String.valueOf(table.getRowSignature().getColumnType(name).orElse(null)));
      }
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("columns", columns);
      description.put("joinable", table.isJoinable());
      description.put("broadcast", table.isBroadcast());
      out.put(entry.getKey(), description);
    }
    return out;
  }
}
