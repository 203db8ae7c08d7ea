package msqlint.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads statements as JSON Lines, has Druid judge each, writes what it said as JSON Lines in the same order. */
public final class Main
{
  static final ObjectMapper JSON = new ObjectMapper();
  private static final long STACK_BYTES = 64L << 20;

  public static void main(String[] args) throws Exception
  {
    // Druid's own chatter must not stand between the verdicts.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Settings settings = Settings.parse(args);
    long start = System.nanoTime();
    Recorder recorder = recorder(settings);
    System.err.printf("Druid %s ready in %.1f s%n", settings.release, (System.nanoTime() - start) / 1e9);
    if (settings.facts != null) {
      recorder.writeFacts(settings.facts);
    } else {
      judgeLines(recorder, settings, out);
    }
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** The MSQ engine's recorder is compiled only where that engine is published, hence by name. */
  private static Recorder recorder(Settings settings) throws Exception
  {
    return settings.engine
           ? (Recorder) Reflect.construct(Class.forName("msqlint.conformance.EngineRecorder"), settings)
           : new PlannerRecorder(settings);
  }

  private static void judgeLines(Recorder recorder, Settings settings, PrintStream out) throws Exception
  {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ExecutorService worker = worker();
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", number);
      try {
        JsonNode statement = JSON.readTree(line);
        if (statement.hasNonNull("id")) {
          row.put("id", statement.get("id"));
        }
        if (!statement.hasNonNull("sql")) {
          throw new IllegalArgumentException("a statement has a text `sql`");
        }
        Future<Map<String, Object>> future = worker.submit(() -> recorder.judge(statement.get("sql").asText(), context(statement)));
        row.putAll(future.get(settings.timeoutMillis, TimeUnit.MILLISECONDS));
      }
      catch (TimeoutException e) {
        worker.shutdownNow();
        worker = worker();
        failed(row, "timeout", e);
      }
      catch (Throwable e) {
        failed(row, "recorder", e);
      }
      out.println(JSON.writeValueAsString(row));
      if (!in.ready()) {
        out.flush();
      }
    }
    worker.shutdownNow();
  }

  private static Map<String, Object> context(JsonNode statement)
  {
    return statement.hasNonNull("context") ? JSON.convertValue(statement.get("context"), HashMap.class) : new HashMap<>();
  }

  /** The recorder itself gave up: neither accepted nor rejected. */
  private static void failed(Map<String, Object> row, String stage, Throwable e)
  {
    row.put("verdict", "error");
    row.put("stage", stage);
    row.put("errorClass", e.getClass().getName());
    row.put("message", e.getMessage());
  }

  /** Long chains of operators recurse deeply in Calcite. */
  private static ExecutorService worker()
  {
    return Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(null, task, "recorder", STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    });
  }
}
