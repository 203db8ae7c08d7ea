package msqlint.conformance;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Command line of {@link Main}. */
final class Settings
{
  String release;
  int major;
  /** Run the real MSQ engine instead of the stand-in. */
  boolean engine;
  boolean parseOnly;
  boolean trace;
  /** Load the DataSketches extension, if it is on the class path. */
  boolean sketches;
  /** Bind HTTP, INLINE and LOCALFILES although this release's MSQ extension does not. */
  boolean tableFunctions;
  /** Tables to add: {"name": {"column": "NATIVE TYPE"}}. */
  Path tables;
  /** Write facts into this folder instead of judging. */
  Path facts;
  long timeoutMillis = 60_000;
  /** Engine features to switch, as +NAME or -NAME. */
  final Set<String> features = new HashSet<>();

  static Settings parse(String[] args)
  {
    Settings s = new Settings();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--release" -> s.release = args[++i];
        case "--engine" -> s.engine = true;
        case "--parse-only" -> s.parseOnly = true;
        case "--trace" -> s.trace = true;
        case "--sketches" -> s.sketches = true;
        case "--table-functions" -> s.tableFunctions = true;
        case "--tables" -> s.tables = Path.of(args[++i]);
        case "--facts" -> s.facts = Path.of(args[++i]);
        case "--timeout" -> s.timeoutMillis = Long.parseLong(args[++i]);
        case "--feature" -> s.features.add(args[++i]);
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    s.major = Integer.parseInt(s.release.substring(0, s.release.indexOf('.')));
    return s;
  }
}
