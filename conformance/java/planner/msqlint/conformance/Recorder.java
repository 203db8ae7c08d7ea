package msqlint.conformance;

import java.nio.file.Path;
import java.util.Map;

/** One Druid, asked about statements or about itself. */
interface Recorder
{
  /** Verdict, stage and all that Druid tells about the statement; never throws for a statement Druid refuses. */
  Map<String, Object> judge(String sql, Map<String, Object> context);

  /** Writes what this Druid knows (operators, keywords, tables …) as JSON files into the folder. */
  void writeFacts(Path folder) throws Exception;
}
