package msqlint.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlOperator;

/** Starts the planner of a release out of the test classes that druid-sql publishes. */
final class PlannerStart
{
  static final String SQL = "org.apache.druid.sql.calcite.";
  private static final String DML_TEST = SQL + "CalciteIngestionDmlTest";
  /** Up to this release the MSQ extension binds EXTERN only, while Druid's tests bind these as well. */
  private static final int LAST_WITHOUT_TABLE_FUNCTIONS = 27;

  Object plannerFactory;
  Object operatorTable;
  ObjectMapper jsonMapper;
  /** Which of the ways below this release was started by. */
  String how;

  static PlannerStart of(Settings settings) throws Exception
  {
    PlannerStart start = new PlannerStart();
    initializeNullHandling();
    Class<?> framework = Reflect.type(SQL + "util.SqlTestFramework");
    if (Reflect.type(SQL + "TempDirProducer") != null && Reflect.type(DML_TEST + "$IngestionDmlComponentSupplier") != null) {
      start.fromComponentSupplier();
    } else if (framework != null) {
      start.fromDmlTest();
    } else {
      start.fromMockSchema();
    }
    ServerSettings.inject(start.jsonMapper);
    if (settings.major <= LAST_WITHOUT_TABLE_FUNCTIONS && !settings.tableFunctions) {
      start.unbindTableFunctions();
    }
    if (settings.sketches) {
      System.err.println("extensions: " + SketchFunctions.addTo(start.operatorTable));
    }
    if (settings.tables != null) {
      start.addTables(settings.tables.toFile());
    }
    return start;
  }

  /** The release's own default, unless the property druid.generic.useDefaultValueForNull says otherwise. */
  private static void initializeNullHandling() throws Exception
  {
    Class<?> nulls = Reflect.type("org.apache.druid.common.config.NullHandling");
    if (nulls != null && Reflect.method(nulls, "initializeForTests") != null) {
      Reflect.callStatic(nulls, "initializeForTests");
    }
  }

  /** 31 and later. */
  private void fromComponentSupplier() throws Exception
  {
    how = "SqlTestFramework + IngestionDmlComponentSupplier";
    Object folders = Reflect.construct(Reflect.type(SQL + "TempDirProducer"), "recorder");
    Object supplier = Reflect.construct(Reflect.type(DML_TEST + "$IngestionDmlComponentSupplier"), folders);
    Object builder = Reflect.construct(Reflect.type(SQL + "util.SqlTestFramework$Builder"), supplier);
    Class<?> configType = Reflect.type(SQL + "SqlTestFrameworkConfig");
    if (configType != null) {
      Object config = Reflect.construct(configType, new ArrayList<>());
      if (Reflect.has(builder, "withConfig", config)) {
        Reflect.call(builder, "withConfig", config);
      }
      try {
        // binds the result cache and, from 32 on, EtagProvider
        Reflect.call(builder, "withOverrideModule", Reflect.call(Reflect.field(config, "resultCache"), "makeModule"));
      }
      catch (NoSuchFieldException | NoSuchMethodException e) {
        // not in this release
      }
    }
    fixture(Reflect.call(builder, "build"), null);
  }

  /** 25 to 29: the module that binds EXTERN belongs to the insert test in some of them, so that test is the supplier. */
  private void fromDmlTest() throws Exception
  {
    how = "SqlTestFramework + CalciteIngestionDmlTest";
    Object test = Reflect.construct(Reflect.type(DML_TEST));
    Object folder = Reflect.field(test, "temporaryFolder");
    Reflect.call(folder, "create");
    if (Reflect.type(SQL + "SqlTestFrameworkConfig$MethodRule") == null) {
      fixture(Reflect.call(test, "queryFramework"), test);
      return;
    }
    // 29: what its JUnit rule would do
    Object base = Reflect.construct(Reflect.type(SQL + "util.SqlTestFramework$StandardComponentSupplier"), Reflect.call(folder, "newFolder"));
    test.getClass().getField("baseComponentSupplier").set(test, base);
    fixture(Reflect.call(Reflect.construct(Reflect.type(SQL + "util.SqlTestFramework$Builder"), test), "build"), test);
  }

  private void fixture(Object framework, Object components) throws Exception
  {
    Object planner = Reflect.construct(Reflect.type(SQL + "planner.PlannerConfig"));
    Object auth = Reflect.construct(Reflect.type("org.apache.druid.server.security.AuthConfig"));
    Object fixture = components == null
                     ? Reflect.call(framework, "plannerFixture", planner, auth)
                     : Reflect.call(framework, "plannerFixture", components, planner, auth);
    plannerFactory = Reflect.call(fixture, "plannerFactory");
    operatorTable = Reflect.call(framework, "operatorTable");
    jsonMapper = (ObjectMapper) Reflect.call(framework, "queryJsonMapper");
  }

  /** 24, which has no framework yet. */
  private void fromMockSchema() throws Exception
  {
    how = "CalciteTests.createMockRootSchema";
    Class<?> tests = Reflect.type(SQL + "util.CalciteTests");
    Object closer = Reflect.callStatic(Reflect.type("org.apache.druid.java.util.common.io.Closer"), "create");
    Object conglomerate = Reflect.callStatic(Reflect.type("org.apache.druid.server.QueryStackTests"), "createQueryRunnerFactoryConglomerate", closer);
    File folder = Files.createTempDirectory("recorder").toFile();
    Object walker = Reflect.callStatic(tests, "createMockWalker", conglomerate, folder);
    Object config = Reflect.construct(Reflect.type(SQL + "planner.PlannerConfig"));
    Object authorizer = tests.getField("TEST_AUTHORIZER_MAPPER").get(null);
    Object root = Reflect.callStatic(tests, "createMockRootSchema", conglomerate, walker, config, authorizer);
    jsonMapper = (ObjectMapper) Reflect.callStatic(tests, "getJsonMapper");
    operatorTable = Reflect.callStatic(tests, "createOperatorTable");
    Object macros = Reflect.callStatic(tests, "createExprMacroTable");
    Object rules = Reflect.construct(Reflect.type(SQL + "planner.CalciteRulesManager"), new HashSet<>());
    plannerFactory = Reflect.construct(
        Reflect.type(SQL + "planner.PlannerFactory"), root, operatorTable, macros, config, authorizer, jsonMapper, "druid", rules
    );
  }

  private void unbindTableFunctions() throws Exception
  {
    Field field = operatorTable.getClass().getDeclaredField("operatorConversions");
    field.setAccessible(true);
    ((Map<?, ?>) field.get(operatorTable)).values().removeIf(conversion -> {
      try {
        String name = ((SqlOperator) Reflect.call(conversion, "calciteOperator")).getName().toUpperCase(Locale.ROOT);
        return name.equals("HTTP") || name.equals("INLINE") || name.equals("LOCALFILES");
      }
      catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  Object druidSchema() throws Exception
  {
    return Reflect.call(Reflect.field(plannerFactory, "rootSchema"), "getSubSchema", "druid");
  }

  /** Puts the tables of a JSON file ({"table": {"column": "NATIVE TYPE"}}) over those of the test schema. */
  private void addTables(File file) throws Exception
  {
    Class<?> columnType = Class.forName("org.apache.druid.segment.column.ColumnType");
    Class<?> signatureType = Class.forName("org.apache.druid.segment.column.RowSignature");
    Class<?> metadataType = Class.forName(SQL + "table.DatasourceTable$PhysicalDatasourceMetadata");
    Class<?> tableType = Class.forName(SQL + "table.DatasourceTable");
    Class<?> dataSourceType = Class.forName("org.apache.druid.query.TableDataSource");
    Object schema = druidSchema();
    Map<String, Map<String, String>> tables = Main.JSON.readValue(file, Map.class);
    for (Map.Entry<String, Map<String, String>> table : tables.entrySet()) {
      Object signature = Reflect.callStatic(signatureType, "builder");
      for (Map.Entry<String, String> column : table.getValue().entrySet()) {
        Reflect.call(signature, "add", column.getKey(), Reflect.callStatic(columnType, "fromString", column.getValue()));
      }
      Object dataSource = Reflect.construct(dataSourceType, table.getKey());
      Object metadata = Reflect.construct(metadataType, dataSource, Reflect.call(signature, "build"), false, false);
      Reflect.call(schema, "add", table.getKey(), Reflect.construct(tableType, metadata));
    }
  }
}
