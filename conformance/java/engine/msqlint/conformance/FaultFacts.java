package msqlint.conformance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.druid.java.util.common.Intervals;
import org.apache.druid.msq.guice.MSQIndexingModule;
import org.apache.druid.msq.indexing.error.CanceledFault;
import org.apache.druid.msq.indexing.error.MSQFault;
import org.apache.druid.segment.column.ColumnType;
import org.joda.time.Interval;

/** MSQ's faults: code, fields, and the message made with sample values. */
final class FaultFacts
{
  private static final int SAMPLE_NUMBER = 9000;

  private FaultFacts()
  {
  }

  static List<Object> all() throws Exception
  {
    List<Object> out = new ArrayList<>();
    for (Class<? extends MSQFault> type : MSQIndexingModule.FAULT_CLASSES) {
      out.add(describe(type));
    }
    out.sort(Comparator.comparing(o -> String.valueOf(((Map<?, ?>) o).get("code"))));
    return out;
  }

  private static Map<String, Object> describe(Class<? extends MSQFault> type) throws Exception
  {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("class", type.getSimpleName());
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    out.put("code", name == null ? null : name.value());
    Executable maker = maker(type);
    maker.setAccessible(true);
    Parameter[] parameters = maker.getParameters();
    Map<String, Object> fields = new LinkedHashMap<>();
    Object[] args = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      JsonProperty property = parameters[i].getAnnotation(JsonProperty.class);
      String field = property == null ? "arg" + i : property.value();
      fields.put(field, parameters[i].getParameterizedType().getTypeName());
      args[i] = sample(parameters[i].getType(), field, i);
    }
    out.put("fields", fields);
    try {
      MSQFault fault = (MSQFault) (maker instanceof Method m ? m.invoke(null, args) : ((Constructor<?>) maker).newInstance(args));
      out.put("code", fault.getErrorCode());
      out.put("sampleMessage", fault.getErrorMessage());
    }
    catch (InvocationTargetException e) {
      out.put("sampleMessage", "? " + e.getCause());
    }
    return out;
  }

  /** What Jackson would make the fault with, else the constructor with the most parameters. */
  private static Executable maker(Class<?> type)
  {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonCreator.class)) {
        return method;
      }
    }
    Constructor<?> chosen = null;
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.isAnnotationPresent(JsonCreator.class)) {
        return constructor;
      }
      chosen = chosen == null || constructor.getParameterCount() > chosen.getParameterCount() ? constructor : chosen;
    }
    return chosen;
  }

  private static Object sample(Class<?> type, String name, int index)
  {
    if (type == String.class) {
      return "<" + name + ">";
    } else if (type == int.class || type == Integer.class) {
      return SAMPLE_NUMBER + index;
    } else if (type == long.class || type == Long.class) {
      return (long) SAMPLE_NUMBER + index;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == List.class) {
      return new ArrayList<>();
    } else if (type == Interval.class) {
      return Intervals.of("2000-01-01/2000-01-02");
    } else if (type == ColumnType.class) {
      return ColumnType.UNKNOWN_COMPLEX;
    }
    return type == MSQFault.class ? CanceledFault.INSTANCE : null;
  }
}
