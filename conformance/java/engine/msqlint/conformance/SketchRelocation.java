package msqlint.conformance;

import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Rewrites the sketch extension of Druid 26 to link with the sketch library of 27 (27's own is not published), which moved its
 * shared classes into the package "common". Arguments: extension jar, library jar, output jar.
 */
public final class SketchRelocation
{
  private static final String ROOT = "org/apache/datasketches/";

  public static void main(String[] args) throws Exception
  {
    Remapper remapper = remapper(classNames(args[1]));
    try (JarFile in = new JarFile(args[0]); JarOutputStream out = new JarOutputStream(new FileOutputStream(args[2]))) {
      for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream stream = in.getInputStream(entry)) {
          byte[] bytes = stream.readAllBytes();
          out.write(entry.getName().endsWith(".class") ? rewritten(bytes, remapper) : bytes);
        }
        out.closeEntry();
      }
    }
  }

  private static Set<String> classNames(String jar) throws Exception
  {
    Set<String> names = new HashSet<>();
    try (JarFile file = new JarFile(jar)) {
      file.stream().forEach(entry -> names.add(entry.getName().replace(".class", "")));
    }
    return names;
  }

  private static Remapper remapper(Set<String> known)
  {
    return new Remapper()
    {
      @Override
      public String map(String name)
      {
        String moved = name.startsWith(ROOT) ? ROOT + "common/" + name.substring(ROOT.length()) : name;
        return !known.contains(name) && known.contains(moved) ? moved : name;
      }

      @Override
      public String mapMethodName(String owner, String name, String descriptor)
      {
        return owner.equals(ROOT + "Util") && name.contains("PowerOf2") ? name.replace("PowerOf2", "IntPowerOf2") : name;
      }
    };
  }

  private static byte[] rewritten(byte[] bytes, Remapper remapper)
  {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(new ClassRemapper(writer, remapper), 0);
    return writer.toByteArray();
  }
}
