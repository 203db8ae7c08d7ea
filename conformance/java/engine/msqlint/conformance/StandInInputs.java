package msqlint.conformance;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.druid.data.input.InputEntity;
import org.apache.druid.data.input.InputEntityReader;
import org.apache.druid.data.input.InputFormat;
import org.apache.druid.data.input.InputRowSchema;
import org.apache.druid.data.input.InputSource;
import org.apache.druid.data.input.InputSourceReader;

/**
 * Stands for the input sources and formats of extensions that are not on the class path.
 * They take every property: only the name of the type is really checked.
 */
public final class StandInInputs
{
  /** Types stood in for since the last clearing, on this thread. */
  static final ThreadLocal<List<String>> USED = ThreadLocal.withInitial(ArrayList::new);

  private StandInInputs()
  {
  }

  static Class<?>[] all()
  {
    return Arrays.stream(StandInInputs.class.getClasses()).filter(c -> c.isAnnotationPresent(JsonTypeName.class)).toArray(Class<?>[]::new);
  }

  /** Keeps whatever properties it is given. */
  public abstract static class Permissive
  {
    private final Map<String, Object> properties = new LinkedHashMap<>();

    Permissive(String kind)
    {
      USED.get().add(kind + ":" + typeName());
    }

    String typeName()
    {
      return getClass().getAnnotation(JsonTypeName.class).value();
    }

    @JsonAnySetter
    public void set(String name, Object value)
    {
      properties.put(name, value);
    }

    @JsonAnyGetter
    public Map<String, Object> properties()
    {
      return properties;
    }
  }

  public abstract static class Source extends Permissive implements InputSource
  {
    Source()
    {
      super("inputSource");
    }

    @Override
    @JsonIgnore
    public boolean isSplittable()
    {
      return true;
    }

    @Override
    public boolean needsFormat()
    {
      return true;
    }

    @Override
    public InputSourceReader reader(InputRowSchema schema, InputFormat format, File folder)
    {
      throw new UnsupportedOperationException();
    }

    @Override
    @JsonIgnore
    public Set<String> getTypes()
    {
      return Set.of(typeName());
    }
  }

  public abstract static class Format extends Permissive implements InputFormat
  {
    Format()
    {
      super("inputFormat");
    }

    @Override
    @JsonIgnore
    public boolean isSplittable()
    {
      return false;
    }

    @Override
    public InputEntityReader createReader(InputRowSchema schema, InputEntity entity, File folder)
    {
      throw new UnsupportedOperationException();
    }
  }

  @JsonTypeName("s3") public static class S3 extends Source {}
  @JsonTypeName("google") public static class Google extends Source {}
  @JsonTypeName("azure") public static class Azure extends Source {}
  @JsonTypeName("azureStorage") public static class AzureStorage extends Source {}
  @JsonTypeName("hdfs") public static class Hdfs extends Source {}
  @JsonTypeName("oss") public static class Oss extends Source {}
  @JsonTypeName("sql") public static class Sql extends Source {}
  @JsonTypeName("druid") public static class Druid extends Source {}

  @JsonTypeName("parquet") public static class Parquet extends Format {}
  @JsonTypeName("orc") public static class Orc extends Format {}
  @JsonTypeName("avro_ocf") public static class AvroOcf extends Format {}
  @JsonTypeName("avro_stream") public static class AvroStream extends Format {}
  @JsonTypeName("protobuf") public static class Protobuf extends Format {}
  @JsonTypeName("kafka") public static class Kafka extends Format {}
  @JsonTypeName("thrift") public static class Thrift extends Format {}
}
