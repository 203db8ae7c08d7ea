package msqlint.conformance;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.google.inject.Key;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** What a server binds from its properties and the test injector does not: defaults for HTTP sources and for export. */
final class ServerSettings
{
  private ServerSettings()
  {
  }

  static void inject(ObjectMapper queryMapper) throws Exception
  {
    Class<?> localExport = Reflect.type("org.apache.druid.storage.local.LocalFileExportStorageProvider");
    if (localExport != null) {
      queryMapper.registerSubtypes(new NamedType(localExport, "local"));
    }
    Map<Class<?>, Object> settings = settings();
    for (ObjectMapper mapper : mappers(queryMapper)) {
      InjectableValues before = (InjectableValues) Reflect.field(mapper, "_injectableValues");
      mapper.setInjectableValues(new InjectableValues()
      {
        @Override
        public Object findInjectableValue(Object id, DeserializationContext context, BeanProperty property, Object bean)
            throws JsonMappingException
        {
          Object ours = id instanceof Key<?> key ? settings.get(key.getTypeLiteral().getRawType()) : null;
          return ours != null ? ours : before.findInjectableValue(id, context, property, bean);
        }
      });
    }
  }

  private static Map<Class<?>, Object> settings() throws Exception
  {
    Map<Class<?>, Object> settings = new HashMap<>();
    Class<?> storage = Reflect.type("org.apache.druid.storage.StorageConfig");
    if (storage != null) {
      settings.put(storage, Reflect.construct(storage, "/tmp"));
    }
    Class<?> http = Reflect.type("org.apache.druid.data.input.impl.HttpInputSourceConfig");
    if (http != null) {
      for (Constructor<?> constructor : http.getConstructors()) {
        settings.put(http, constructor.newInstance(new Object[constructor.getParameterCount()]));
      }
    }
    return settings;
  }

  /** The framework's mapper and those of the older injector, by which 25 makes EXTERN. */
  private static Set<ObjectMapper> mappers(ObjectMapper queryMapper)
  {
    Set<ObjectMapper> mappers = Collections.newSetFromMap(new IdentityHashMap<>());
    mappers.add(queryMapper);
    try {
      Class<?> tests = Reflect.type(PlannerStart.SQL + "util.CalciteTests");
      mappers.add((ObjectMapper) Reflect.callStatic(tests, "getJsonMapper"));
      Object injector = Reflect.field(tests, "INJECTOR");
      mappers.add((ObjectMapper) Reflect.call(injector, "getInstance", ObjectMapper.class));
      @SuppressWarnings("unchecked")
      Class<? extends Annotation> json = (Class<? extends Annotation>) Reflect.type("org.apache.druid.guice.annotations.Json");
      mappers.add((ObjectMapper) Reflect.call(injector, "getInstance", Key.get(ObjectMapper.class, json)));
    }
    catch (Exception e) {
      // not in this release
    }
    return mappers;
  }
}
