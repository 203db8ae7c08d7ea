package msqlint.conformance;

import org.apache.druid.sql.DirectStatement;
import org.apache.druid.sql.SqlQueryPlus;
import org.apache.druid.sql.SqlToolbox;
import org.apache.druid.sql.calcite.planner.DruidPlanner;
import org.apache.druid.sql.calcite.planner.PlannerResult;

/** A statement as the server runs it, which says when validation is over and planning begins. */
final class WatchedStatement extends DirectStatement
{
  private final Progress progress;

  WatchedStatement(SqlToolbox toolbox, SqlQueryPlus query, Progress progress)
  {
    super(toolbox, query);
    this.progress = progress;
    setHook(progress);
  }

  @Override
  protected PlannerResult createPlan(DruidPlanner planner)
  {
    progress.at("plan", "prepare");
    prepareResult = planner.prepare();
    progress.step = "plan";
    return super.createPlan(planner);
  }
}
