package msqlint.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.Map;

/** What a user of this release would be told about a refused statement. */
final class PlannerRejection
{
  private static final int TRACE_CHARACTERS = 900;

  private PlannerRejection()
  {
  }

  static void describe(Map<String, Object> row, String stage, Throwable raw, boolean trace)
  {
    Throwable seen = translated(raw);
    row.put("verdict", "reject");
    row.put("stage", stage);
    row.put("errorClass", seen.getClass().getName());
    String category = categorize(row, seen);
    row.put("category", category);
    row.put("message", seen.getMessage() == null ? seen.toString() : seen.getMessage());
    place(row, raw, seen.getMessage());
    boolean internal = raw instanceof NullPointerException || raw instanceof NoSuchMethodException || raw instanceof Error;
    if (internal || trace || "OTHER".equals(category)) {
      row.put("trace", stackTrace(raw, trace));
    }
  }

  /** From 27 on DruidPlanner turns what planning throws into a DruidException. */
  private static Throwable translated(Throwable raw)
  {
    if (!(raw instanceof Exception)) {
      return raw;
    }
    try {
      Method translate = Reflect.method(Reflect.type(PlannerStart.SQL + "planner.DruidPlanner"), "translateException", raw);
      return translate == null ? raw : (Throwable) translate.invoke(null, raw);
    }
    catch (Throwable t) {
      return raw;
    }
  }

  /** A DruidException's own category, or one made of the class of exception that 24 to 26 throw. */
  private static String categorize(Map<String, Object> row, Throwable seen)
  {
    try {
      String category = String.valueOf(Reflect.call(seen, "getCategory"));
      row.put("persona", String.valueOf(Reflect.call(seen, "getTargetPersona")));
      return category;
    }
    catch (Throwable t) {
      return switch (seen.getClass().getSimpleName()) {
        case "SqlParseException" -> "SQL_PARSE_ERROR";
        case "ValidationException" -> "VALIDATION_ERROR";
        case "UnsupportedSQLQueryException" -> "UNSUPPORTED_SQL_ERROR";
        default -> seen.getClass().getSimpleName().contains("CannotPlan") ? "UNSUPPORTED_SQL_ERROR" : "OTHER";
      };
    }
  }

  private static void place(Map<String, Object> row, Throwable raw, String message)
  {
    row.remove("line");
    row.remove("column");
    row.remove("endLine");
    row.remove("endColumn");
    for (Throwable t : Position.chain(raw)) {
      Position position = Position.carriedBy(t);
      if (position != null) {
        position.putInto(row);
        return;
      }
    }
    Position named = Position.namedIn(message);
    if (named != null) {
      named.putInto(row);
    }
  }

  private static String stackTrace(Throwable raw, boolean whole)
  {
    StringWriter writer = new StringWriter();
    raw.printStackTrace(new PrintWriter(writer));
    String text = writer.toString();
    return whole ? text : text.substring(0, Math.min(text.length(), TRACE_CHARACTERS));
  }
}
