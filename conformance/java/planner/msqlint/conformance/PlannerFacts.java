package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;

/** Operators, keywords and tables as this release's planner and parser know them. */
final class PlannerFacts
{
  private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  /** Where a word may stand unquoted; each is parsed with the word in place of %s. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("column", "SELECT %s FROM t");
    PLACES.put("aliasAs", "SELECT x AS %s FROM t");
    PLACES.put("aliasBare", "SELECT x %s FROM t");
    PLACES.put("table", "SELECT x FROM %s");
    PLACES.put("insertTarget", "INSERT INTO %s SELECT x FROM t PARTITIONED BY ALL");
    PLACES.put("qualified", "SELECT t.%s FROM t");
    PLACES.put("function", "SELECT %s(x) FROM t");
  }

  private final String release;
  private final SqlParser.Config parserConfig;
  private final PlannerStart start;

  PlannerFacts(String release, SqlParser.Config parserConfig, PlannerStart start)
  {
    this.release = release;
    this.parserConfig = parserConfig;
    this.start = start;
  }

  void write(Path file, Object value) throws Exception
  {
    PRETTY.writeValue(file.toFile(), value);
    System.err.println("wrote " + file);
  }

  Object keywords() throws Exception
  {
    SqlAbstractParserImpl.Metadata metadata = SqlParser.create("", parserConfig).getMetadata();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String list : List.of("reserved", "nonReserved", "reservedFunctionNames", "contextVariables", "otherTokens")) {
      lists.put(list, new ArrayList<>());
    }
    Map<String, Object> probe = new TreeMap<>();
    for (String token : metadata.getTokens()) {
      if (!metadata.isKeyword(token)) {
        lists.get("otherTokens").add(token);
        continue;
      }
      boolean reserved = metadata.isReservedWord(token);
      lists.get(reserved ? "reserved" : "nonReserved").add(token);
      if (metadata.isReservedFunctionName(token)) {
        lists.get("reservedFunctionNames").add(token);
      }
      if (metadata.isContextVariableName(token)) {
        lists.get("contextVariables").add(token);
      }
      Map<String, Object> places = new LinkedHashMap<>();
      places.put("declared", reserved ? "reserved" : "non-reserved");
      PLACES.forEach((place, sql) -> places.put(place, parses(String.format(sql, token))));
      probe.put(token, places);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("version", release);
    lists.values().forEach(Collections::sort);
    out.putAll(lists);
    out.put("probe", probe);
    return out;
  }

  private boolean parses(String sql)
  {
    try {
      SqlParser.create(sql, parserConfig).parseStmt();
      return true;
    }
    catch (Throwable t) {
      return false;
    }
  }

  Object tables() throws Exception
  {
    Object schema = start.druidSchema();
    Map<String, Object> out = new TreeMap<>();
    for (Object name : (Collection<?>) Reflect.call(schema, "getTableNames")) {
      out.put((String) name, String.valueOf(Reflect.call(Reflect.call(schema, "getTable", name), "getRowSignature")));
    }
    return out;
  }

  Object operators() throws Exception
  {
    @SuppressWarnings("unchecked")
    List<SqlOperator> operators = new ArrayList<>((Collection<SqlOperator>) Reflect.call(start.operatorTable, "getOperatorList"));
    operators.sort(Comparator.comparing((SqlOperator o) -> o.getName())
                             .thenComparing(o -> o.getSyntax().name())
                             .thenComparing(o -> o.getKind().name())
                             .thenComparing(o -> o.getClass().getName()));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("version", release);
    out.put("boot", start.how);
    out.put("count", operators.size());
    out.put("operators", operators.stream().map(PlannerFacts::operator).toList());
    return out;
  }

  private static Map<String, Object> operator(SqlOperator operator)
  {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", operator.getName());
    out.put("syntax", operator.getSyntax().name());
    out.put("kind", operator.getKind().name());
    out.put("class", className(operator));
    if (operator instanceof SqlFunction function && function.getFunctionType() != null) {
      out.put("functionType", function.getFunctionType().name());
    }
    out.put("aggregator", operator.isAggregator());
    if (operator instanceof SqlAggFunction aggregate) {
      out.put("requiresOver", aggregate.requiresOver());
      Object filter = orNull(aggregate::allowsFilter);
      if (filter != null) {
        out.put("allowsFilter", filter);
      }
    }
    putCounts(out, operator);
    Object checker = orNull(operator::getOperandTypeChecker);
    if (checker != null) {
      out.put("checker", className(checker));
    }
    out.put("signatures", orNull(operator::getAllowedSignatures));
    out.put("deterministic", operator.isDeterministic());
    out.put("returnType", className(operator.getReturnTypeInference()));
    return out;
  }

  private static void putCounts(Map<String, Object> out, SqlOperator operator)
  {
    try {
      SqlOperandCountRange range = operator.getOperandCountRange();
      out.put("minOperands", range.getMin());
      out.put("maxOperands", range.getMax());
    }
    catch (Throwable t) {
      out.put("operandCountError", t.getClass().getSimpleName());
    }
  }

  /** Lambdas are numbered anew in every run. */
  static String className(Object value)
  {
    return value == null ? null : value.getClass().getName().replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda");
  }

  /** Some operators cannot say. */
  private static Object orNull(Supplier<?> answer)
  {
    try {
      return answer.get();
    }
    catch (Throwable t) {
      return null;
    }
  }
}
