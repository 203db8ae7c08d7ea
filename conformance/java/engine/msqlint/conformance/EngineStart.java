package msqlint.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.google.inject.Binder;
import com.google.inject.Injector;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.druid.common.config.NullHandling;
import org.apache.druid.guice.DruidInjectorBuilder;
import org.apache.druid.guice.NestedDataModule;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.math.expr.ExpressionProcessing;
import org.apache.druid.metadata.input.InputSourceModule;
import org.apache.druid.msq.guice.MSQExternalDataSourceModule;
import org.apache.druid.msq.guice.MSQIndexingModule;
import org.apache.druid.msq.sql.MSQTaskSqlEngine;
import org.apache.druid.query.GlobalTableDataSource;
import org.apache.druid.query.QueryRunnerFactoryConglomerate;
import org.apache.druid.query.TableDataSource;
import org.apache.druid.rpc.indexing.OverlordClient;
import org.apache.druid.segment.SegmentWrangler;
import org.apache.druid.segment.column.ColumnType;
import org.apache.druid.segment.column.RowSignature;
import org.apache.druid.segment.join.JoinableFactoryWrapper;
import org.apache.druid.server.QueryLifecycleFactory;
import org.apache.druid.server.QueryStackTests;
import org.apache.druid.server.security.AuthConfig;
import org.apache.druid.sql.calcite.external.ExternalOperatorConversion;
import org.apache.druid.sql.calcite.external.HttpOperatorConversion;
import org.apache.druid.sql.calcite.external.InlineOperatorConversion;
import org.apache.druid.sql.calcite.external.LocalOperatorConversion;
import org.apache.druid.sql.calcite.planner.PlannerConfig;
import org.apache.druid.sql.calcite.run.SqlEngine;
import org.apache.druid.sql.calcite.schema.DruidSchemaManager;
import org.apache.druid.sql.calcite.table.DatasourceTable;
import org.apache.druid.sql.calcite.table.DruidTable;
import org.apache.druid.sql.calcite.util.SpecificSegmentsQuerySegmentWalker;
import org.apache.druid.sql.calcite.util.SqlTestFramework;
import org.apache.druid.sql.guice.SqlBindings;

/** Starts Druid's planner with the real MSQ task engine, out of Druid's own test framework, without any data. */
final class EngineStart
{
  private static final String SKETCHES = "org.apache.druid.query.aggregation.datasketches.";
  private static final List<String> SKETCH_MODULES = List.of(
      "hll.HllSketchModule", "theta.SketchModule", "quantiles.DoublesSketchModule", "kll.KllSketchModule", "tuple.ArrayOfDoublesSketchModule"
  );

  final SqlTestFramework framework;
  final SqlTestFramework.PlannerFixture fixture;
  final Map<String, DruidTable> tables = new TreeMap<>();

  EngineStart(Settings settings, OverlordClient overlord) throws Exception
  {
    NullHandling.initializeForTests();
    ExpressionProcessing.initializeForTests();
    NestedDataModule.registerHandlersAndSerde();
    File folder = Files.createTempDirectory("recorder").toFile();
    folder.deleteOnExit();
    framework = new SqlTestFramework.Builder(new Components(folder, settings, overlord)).build();
    readTables(settings);
    fixture = framework.plannerFixture(
        new SqlTestFramework.StandardPlannerComponentSupplier()
        {
          @Override
          public DruidSchemaManager createSchemaManager()
          {
            return () -> tables;
          }
        },
        new PlannerConfig(),
        new AuthConfig()
    );
  }

  /** The tables of Druid's test framework, from a dump: indexing them anew costs seconds and changes nothing. */
  private void readTables(Settings settings) throws Exception
  {
    try (InputStream in = EngineStart.class.getResourceAsStream("/test-tables-27.json")) {
      Main.JSON.readTree(in).fields().forEachRemaining(e -> {
        JsonNode t = e.getValue();
        tables.put(e.getKey(), table(e.getKey(), t.get("columns"), t.get("joinable").asBoolean(), t.get("broadcast").asBoolean()));
      });
    }
    if (settings.tables != null) {
      Main.JSON.readTree(settings.tables.toFile()).fields()
               .forEachRemaining(e -> tables.put(e.getKey(), table(e.getKey(), e.getValue(), false, false)));
    }
  }

  private static DruidTable table(String name, JsonNode columns, boolean joinable, boolean broadcast)
  {
    RowSignature.Builder signature = RowSignature.builder();
    columns.fields().forEachRemaining(c -> signature.add(c.getKey(), ColumnType.fromString(c.getValue().asText())));
    TableDataSource source = broadcast ? new GlobalTableDataSource(name) : new TableDataSource(name);
    return new DatasourceTable(new DatasourceTable.PhysicalDatasourceMetadata(source, signature.build(), joinable, broadcast));
  }

  private static final class Components extends SqlTestFramework.StandardComponentSupplier
  {
    private final Settings settings;
    private final OverlordClient overlord;

    Components(File folder, Settings settings, OverlordClient overlord)
    {
      super(folder);
      this.settings = settings;
      this.overlord = overlord;
    }

    @Override
    public void configureGuice(DruidInjectorBuilder builder)
    {
      builder.addModule(new NestedDataModule());
      builder.addModule(new MSQExternalDataSourceModule());
      builder.addModule(jacksonOnly(new MSQIndexingModule()));
      builder.addModule(new ExternalInputs(settings.tableFunctions));
      SKETCH_MODULES.forEach(name -> addExtension(builder, SKETCHES + name));
    }

    /** No segments: planning needs none. */
    @Override
    public SpecificSegmentsQuerySegmentWalker createQuerySegmentWalker(
        QueryRunnerFactoryConglomerate conglomerate,
        JoinableFactoryWrapper joinables,
        Injector injector
    )
    {
      return new SpecificSegmentsQuerySegmentWalker(
          conglomerate, injector.getInstance(SegmentWrangler.class), joinables, QueryStackTests.DEFAULT_NOOP_SCHEDULER
      );
    }

    @Override
    public SqlEngine createEngine(QueryLifecycleFactory lifecycles, ObjectMapper mapper, Injector injector)
    {
      return new MSQTaskSqlEngine(overlord, mapper);
    }
  }

  private static void addExtension(DruidInjectorBuilder builder, String name)
  {
    try {
      builder.addModule((DruidModule) Class.forName(name).getDeclaredConstructor().newInstance());
    }
    catch (ReflectiveOperationException | LinkageError e) {
      System.err.println("extension not loaded: " + name + ": " + e);
    }
  }

  /** EXTERN, Druid's own input sources and formats, and stand-ins for those of extensions. */
  private static final class ExternalInputs implements DruidModule
  {
    private final boolean tableFunctions;

    ExternalInputs(boolean tableFunctions)
    {
      this.tableFunctions = tableFunctions;
    }

    @Override
    public List<? extends Module> getJacksonModules()
    {
      List<Module> modules = new ArrayList<>(new InputSourceModule().getJacksonModules());
      SimpleModule standIns = new SimpleModule("stand-ins");
      standIns.registerSubtypes(StandInInputs.all());
      modules.add(standIns);
      return modules;
    }

    @Override
    public void configure(Binder binder)
    {
      binder.install(new InputSourceModule());
      SqlBindings.addOperatorConversion(binder, ExternalOperatorConversion.class);
      if (tableFunctions) {
        SqlBindings.addOperatorConversion(binder, HttpOperatorConversion.class);
        SqlBindings.addOperatorConversion(binder, InlineOperatorConversion.class);
        SqlBindings.addOperatorConversion(binder, LocalOperatorConversion.class);
      }
    }
  }

  /** The module's JSON types without the services it binds. */
  private static DruidModule jacksonOnly(DruidModule module)
  {
    return new DruidModule()
    {
      @Override
      public List<? extends Module> getJacksonModules()
      {
        return module.getJacksonModules();
      }

      @Override
      public void configure(Binder binder)
      {
      }
    };
  }
}
