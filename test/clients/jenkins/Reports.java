import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.Issue;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a report as Jenkins' warnings plugin does (arguments: parser, file) and prints a line for each issue: severity, file, line, column. */
public class Reports {
  public static void main(String[] arguments) {
    var parser = new ParserRegistry().get(arguments[0]).createParser();
    var report = parser.parse(new FileReaderFactory(Path.of(arguments[1]), StandardCharsets.UTF_8));
    for (Issue issue : report) {
      System.out.println(issue.getSeverity() + "\t" + issue.getFileName() + "\t" + issue.getLineStart() + "\t" + issue.getColumnStart());
    }
    if (report.hasErrors()) {
      report.getErrorMessages().forEach(System.err::println);
      System.exit(1);
    }
  }
}
