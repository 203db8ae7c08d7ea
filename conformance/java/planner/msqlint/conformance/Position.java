package msqlint.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A place in a statement: 1-based, in UTF-16 units, a tab counting one; the end is 0 where Druid gives none. */
record Position(int line, int column, int endLine, int endColumn)
{
  private static final Pattern IN_TEXT = Pattern.compile("[Ll]ine \\[?(\\d+)\\]?,\\s*column \\[?(\\d+)\\]?");

  /** The throwable and its causes, outermost first. */
  static List<Throwable> chain(Throwable thrown)
  {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && chain.size() < 30 && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  /** The place that one of Calcite's exceptions carries, or null. */
  static Position carriedBy(Throwable t)
  {
    if (t instanceof CalciteContextException e && e.getPosLine() > 0) {
      return new Position(e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    }
    if (t instanceof SqlParseException e && e.getPos() != null) {
      SqlParserPos p = e.getPos();
      return new Position(p.getLineNum(), p.getColumnNum(), p.getEndLineNum(), p.getEndColumnNum());
    }
    return null;
  }

  /** The first "line l, column c" of a message, or null. */
  static Position namedIn(String message)
  {
    Matcher m = message == null ? null : IN_TEXT.matcher(message);
    return m != null && m.find() ? new Position(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), 0, 0) : null;
  }

  void putInto(Map<String, Object> row)
  {
    row.put("line", line);
    row.put("column", column);
    if (endLine > 0) {
      row.put("endLine", endLine);
      row.put("endColumn", endColumn);
    }
  }
}
