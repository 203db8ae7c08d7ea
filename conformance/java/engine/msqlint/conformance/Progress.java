package msqlint.conformance;

import org.apache.calcite.interpreter.BindableRel;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlInsert;
import org.apache.druid.sql.calcite.planner.PlannerHook;
import org.apache.druid.sql.calcite.rel.DruidRel;

/** How far a statement got, told by the planner's own hooks. */
final class Progress implements PlannerHook
{
  String stage = "validate";
  /** Finer than the stage: context, parse, validate, prepare, plan, submit, serialize, deserialize or the controller's method. */
  String step = "context";
  String sql;
  boolean parsed;

  void at(String stage, String step)
  {
    this.stage = stage;
    this.step = step;
  }

  @Override
  public void captureSql(String sql)
  {
    this.sql = sql;
    at("parse", "parse");
  }

  @Override
  public void captureInsert(SqlInsert insert)
  {
    parsed = true;
  }

  @Override
  public void captureQueryRel(RelRoot rootQueryRel)
  {
  }

  @Override
  public void captureDruidRel(DruidRel<?> druidRel)
  {
  }

  @Override
  public void captureBindableRel(BindableRel bindableRel)
  {
  }

  @Override
  public void captureParameterTypes(RelDataType parameterTypes)
  {
  }
}
