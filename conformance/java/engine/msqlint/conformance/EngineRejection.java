package msqlint.conformance;

import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.druid.error.DruidException;
import org.apache.druid.msq.indexing.error.MSQErrorReport;
import org.apache.druid.msq.indexing.error.MSQFault;
import org.apache.druid.query.QueryException;
import org.apache.druid.server.security.ForbiddenException;

/** What the server, or at stage controller the task's report, says of a refused statement. */
final class EngineRejection
{
  private static final int CAUSE_CHARACTERS = 400;

  private EngineRejection()
  {
  }

  static void describe(Map<String, Object> row, Throwable t, Progress progress)
  {
    List<Throwable> chain = Position.chain(t);
    boolean lost = losesItsMessage(t, progress);
    String stage = stage(chain, progress, lost);
    row.put("verdict", "reject");
    row.put("stage", stage);
    row.put("step", stage.equals("validate") && progress.step.equals("parse") ? "validate" : progress.step);
    row.put("errorClass", t.getClass().getName());
    putCodes(row, t);
    if (stage.equals("controller")) {
      MSQFault fault = MSQErrorReport.getFaultFromException(t);
      row.put("errorCode", fault.getErrorCode());
      row.put("faultMessage", fault.getErrorMessage());
    }
    row.put("message", unnumbered(t.getMessage()));
    if (lost) {
      putLostMessage(row, progress.sql);
    }
    Position position = position(chain);
    if (position != null) {
      position.putInto(row);
      row.put("positionInMessage", Position.namedIn(t.getMessage()) != null);
    }
    if (t instanceof DruidException e && !e.getContext().isEmpty()) {
      row.put("errorContext", e.getContext());
    }
    if (chain.size() > 1) {
      Throwable root = chain.get(chain.size() - 1);
      row.put("rootCause", root.getClass().getName() + ": " + unnumbered(firstLine(root.getMessage())));
    }
    if (!(t instanceof DruidException) && t.getStackTrace().length > 0) {
      row.put("thrownAt", t.getStackTrace()[0].toString());
    }
  }

  /** Druid 27 trips over its own translation of what the parser threw with a message only. */
  private static boolean losesItsMessage(Throwable t, Progress progress)
  {
    if (!progress.stage.equals("parse") || t instanceof DruidException) {
      return false;
    }
    for (StackTraceElement e : t.getStackTrace()) {
      if (e.getMethodName().equals("getUnexpectedTokenString")) {
        return true;
      }
    }
    return false;
  }

  /** Parsing and validation are one call to the planner; the stack tells them apart. */
  private static String stage(List<Throwable> chain, Progress progress, boolean lost)
  {
    if (!progress.stage.equals("parse") || lost && !progress.parsed) {
      return progress.stage;
    }
    return !progress.parsed && chain.stream().anyMatch(EngineRejection::comesFromParser) ? "parse" : "validate";
  }

  private static boolean comesFromParser(Throwable t)
  {
    if (t instanceof SqlParseException) {
      return true;
    }
    for (StackTraceElement e : t.getStackTrace()) {
      if (e.getClassName().endsWith("DruidSqlParserImpl") || e.getClassName().endsWith("CalcitePlanner") && e.getMethodName().equals("parse")) {
        return true;
      }
    }
    return false;
  }

  private static void putCodes(Map<String, Object> row, Throwable t)
  {
    if (t instanceof DruidException e) {
      row.put("persona", String.valueOf(e.getTargetPersona()));
      row.put("category", String.valueOf(e.getCategory()));
      row.put("errorCode", e.getErrorCode());
      row.put("httpStatus", e.getStatusCode());
    } else if (t instanceof QueryException e) {
      row.put("errorCode", e.getErrorCode());
    } else if (t instanceof ForbiddenException) {
      row.put("errorCode", "forbidden");
    }
  }

  private static void putLostMessage(Map<String, Object> row, String sql)
  {
    try {
      SqlParser.create(sql, EngineFacts.PARSER_CONFIG).parseStmt();
    }
    catch (SqlParseException e) {
      row.put("hiddenMessage", e.getMessage());
      if (e.getPos() != null) {
        row.put("hiddenLine", e.getPos().getLineNum());
        row.put("hiddenColumn", e.getPos().getColumnNum());
      }
    }
  }

  private static Position position(List<Throwable> chain)
  {
    for (Throwable t : chain) {
      Position carried = t instanceof DruidException e && e.getContextValue("line") != null ? ofContext(e) : Position.carriedBy(t);
      if (carried != null && (t instanceof DruidException || carried.line() > 0)) {
        return carried;
      }
    }
    return chain.stream().map(t -> Position.namedIn(t.getMessage())).filter(p -> p != null).findFirst().orElse(null);
  }

  private static Position ofContext(DruidException e)
  {
    return new Position(number(e, "line"), number(e, "column"), number(e, "endLine"), number(e, "endColumn"));
  }

  private static int number(DruidException e, String key)
  {
    String value = e.getContextValue(key);
    return value == null ? 0 : Integer.parseInt(value);
  }

  /** The numbers of relations count up over the life of the process. */
  private static String unnumbered(String message)
  {
    return message == null ? null : message.replaceAll("(rel|RelSubset|Subset)#\\d+", "$1#N");
  }

  private static String firstLine(String text)
  {
    String line = text == null ? "null" : text.split("\n", 2)[0];
    return line.substring(0, Math.min(line.length(), CAUSE_CHARACTERS));
  }
}
