package msqlint.conformance;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.util.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds the SQL functions of the DataSketches extension, where it is on the class path, to an operator table. */
final class SketchFunctions
{
  private static final String PACKAGE = "org.apache.druid.query.aggregation.datasketches.";
  private static final List<String> MODULES = List.of(
      "theta.SketchModule", "hll.HllSketchModule", "quantiles.DoublesSketchModule", "kll.KllSketchModule", "tuple.ArrayOfDoublesSketchModule"
  );

  private SketchFunctions()
  {
  }

  /** Returns the names of the modules that were loaded. */
  static List<String> addTo(Object operatorTable) throws Exception
  {
    List<String> loaded = new ArrayList<>();
    Object startup = Reflect.call(Reflect.construct(Reflect.type("org.apache.druid.guice.StartupInjectorBuilder")), "build");
    Object builder = Reflect.construct(Reflect.type("org.apache.druid.initialization.CoreInjectorBuilder"), startup);
    builder = Reflect.has(builder, "ignoreLoadScopes") ? Reflect.call(builder, "ignoreLoadScopes") : builder;
    for (String name : MODULES) {
      Class<?> module = Reflect.type(PACKAGE + name);
      if (module != null) {
        Reflect.call(builder, "addModule", (Module) Reflect.construct(module));
        loaded.add(name);
      }
    }
    if (loaded.isEmpty()) {
      return loaded;
    }
    Injector injector = (Injector) Reflect.call(builder, "build");
    Object fresh = Reflect.construct(
        operatorTable.getClass(), all(injector, "aggregation.SqlAggregator"), all(injector, "expression.SqlOperatorConversion")
    );
    for (String field : List.of("aggregators", "operatorConversions")) {
      @SuppressWarnings("unchecked")
      Map<Object, Object> known = (Map<Object, Object>) Reflect.field(operatorTable, field);
      ((Map<?, ?>) Reflect.field(fresh, field)).forEach(known::putIfAbsent);
    }
    return loaded;
  }

  private static Set<?> all(Injector injector, String type)
  {
    Key<?> key = Key.get(Types.setOf(Reflect.type(PlannerStart.SQL + type)));
    return injector.getExistingBinding(key) == null ? new HashSet<>() : (Set<?>) injector.getInstance(key);
  }
}
