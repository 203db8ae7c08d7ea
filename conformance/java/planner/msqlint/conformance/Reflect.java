package msqlint.conformance;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/**
 * Calls by name and fit of arguments. Druid's inner classes change from release to release; reached this way,
 * one source compiles against all of them.
 */
final class Reflect
{
  private Reflect()
  {
  }

  /** The class, or null where this release has none of that name. */
  static Class<?> type(String name)
  {
    try {
      return Class.forName(name);
    }
    catch (ClassNotFoundException e) {
      return null;
    }
  }

  static Object construct(Class<?> type, Object... args) throws Exception
  {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (fits(constructor.getParameterTypes(), args)) {
        constructor.setAccessible(true);
        return unwrapped(() -> constructor.newInstance(args));
      }
    }
    throw new NoSuchMethodException(type + " constructor for " + Arrays.toString(args));
  }

  static boolean has(Object target, String name, Object... args)
  {
    return method(target.getClass(), name, args) != null;
  }

  static Object call(Object target, String name, Object... args) throws Exception
  {
    Method method = method(target.getClass(), name, args);
    if (method == null) {
      throw new NoSuchMethodException(target.getClass() + "." + name + Arrays.toString(args));
    }
    return unwrapped(() -> method.invoke(target, args));
  }

  static Object callStatic(Class<?> type, String name, Object... args) throws Exception
  {
    Method method = method(type, name, args);
    if (method == null) {
      throw new NoSuchMethodException(type + "." + name + Arrays.toString(args));
    }
    return unwrapped(() -> method.invoke(null, args));
  }

  /** Value of an instance's or (given a class) a type's own or inherited field, whatever its visibility. */
  static Object field(Object target, String name) throws Exception
  {
    for (Class<?> c = target instanceof Class ? (Class<?>) target : target.getClass(); c != null; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(Modifier.isStatic(field.getModifiers()) ? null : target);
      }
      catch (NoSuchFieldException e) {
        // the superclass may have it
      }
    }
    throw new NoSuchFieldException(target + "." + name);
  }

  /** The most derived method that takes these arguments, or null. */
  static Method method(Class<?> type, String name, Object... args)
  {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(name) && !method.isBridge() && fits(method.getParameterTypes(), args)) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && fits(method.getParameterTypes(), args)) {
        method.setAccessible(true);
        return method;
      }
    }
    return null;
  }

  interface Body
  {
    Object run() throws Exception;
  }

  /** Runs the body; what the called method threw comes out bare. */
  static Object unwrapped(Body body) throws Exception
  {
    try {
      return body.run();
    }
    catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw (Error) e.getCause();
    }
  }

  private static boolean fits(Class<?>[] types, Object[] args)
  {
    if (types.length != args.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!fits(types[i], args[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Class<?> type, Object arg)
  {
    if (arg == null) {
      return !type.isPrimitive();
    }
    if (type == boolean.class) {
      return arg instanceof Boolean;
    }
    return type == int.class ? arg instanceof Integer : type.isInstance(arg);
  }
}
