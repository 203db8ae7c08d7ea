import type { Expression, InsertStatement, Query, ReplaceStatement, Select, Statement } from "../syntax/nodes.ts";
import { selectOf } from "./insight/statements.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";
import { contextByName } from "./context/names.ts";
import { contextPlanningSteps, contextQuerySteps } from "./context/planning-steps.ts";
import { contextControllerSteps, contextSteps, contextSubmitSteps } from "./context/steps.ts";
import { foretellFaults } from "./dry-run/foretell.ts";
import { ingestionAfterQuerySteps, ingestionBeforeQuerySteps, ingestionControllerSteps, ingestionPlanSteps } from "./ingestion/steps.ts";
import { summarize } from "./ingestion/summary.ts";
import { forgetStatement } from "./memo.ts";
import type { AnalysisOptions, StatementAnalysis } from "./model.ts";
import { queryControllerSteps, queryPlanSteps, queryShapeStep, querySubmitSteps } from "./query/plan-steps.ts";
import { statementKindStep } from "./query/statement-kind.ts";
import { unboundParametersStep } from "./query/unbound-parameters.ts";
import { queryValidationStep } from "./query/validation-step.ts";
import type { AnalysisState, Step } from "./steps.ts";

/** The order of the stages. */
const ranks: Readonly<Record<Stage, number>> = { parse: 0, validate: 1, plan: 2, submit: 3, controller: 4, run: 5 };

/** Gives the steps of a list that have something to look at in a statement, chosen once for all statements of its sort. */
function chooser(list: readonly Step[]): (state: AnalysisState) => readonly Step[] {
  const chosen: (readonly Step[] | undefined)[] = [];
  return (state) => {
    const sort = ranks[state.options.through] * 4 + (state.ingest === null ? 0 : 2) + (state.context.size === 0 ? 0 : 1);
    return (chosen[sort] ??= list.filter((step) => reaches(state.options.through, step.stage) && findsWork(step, state)));
  };
}

function findsWork({ looksAt }: Step, { ingest, context }: AnalysisState): boolean {
  return looksAt === undefined || (looksAt === "ingestion" ? ingest !== null : context.size > 0);
}

const settingSteps = chooser(contextSteps);

/** Druid's checks after the parser's, in its order. What is checked where differs little between releases; the steps know. */
const steps = chooser([
  statementKindStep,
  ...ingestionBeforeQuerySteps,
  queryValidationStep,
  unboundParametersStep,
  ...contextQuerySteps,
  ...ingestionAfterQuerySteps,
  queryShapeStep,
  ...ingestionPlanSteps,
  ...queryPlanSteps,
  ...contextPlanningSteps,
  ...contextSubmitSteps,
  ...querySubmitSteps,
  ...contextControllerSteps,
  ...ingestionControllerSteps,
  ...queryControllerSteps,
]);

/**
 * What Druid makes of one statement: its checks in its order, and what the statement means as far as it is known. Mode `all` goes on
 * after a violation with every check whose input is known; `first` stops there, as Druid does.
 */
export function analyze(tree: SyntaxTree, parsed: ParsedStatement, options: AnalysisOptions, mode: "first" | "all" = "all"): StatementAnalysis {
  forgetStatement();
  const state = createState(tree, parsed, options, mode);
  runSteps(settingSteps(state), state);
  reportParsing(state);
  if (parsed.sound) runSteps(steps(state), state);
  const analysis: StatementAnalysis = {
    tree, parsed, options,
    violations: state.violations,
    output: state.output,
    ingestion: parsed.sound && reaches(options.through, "plan") ? summarize(state) : null,
    context: state.context,
    typeOf: (expression: Expression) => state.types.get(expression) ?? null,
    scopeOf: (of: Query | Select) => {
      const select = of.kind === "Select" ? of : selectOf(of);
      return select === null ? null : (state.scopes.get(select) ?? null);
    },
  };
  // What a task is bound to end in is only of interest where Druid takes the statement.
  if (options.through === "run" && state.violations.length === 0) state.violations.push(...foretellFaults(analysis, state.shape));
  return analysis;
}

function runSteps(list: readonly Step[], state: AnalysisState): void {
  for (const step of list) {
    if (state.stopped) return;
    if (step.independent || !state.queryFailed) step.run(state);
  }
}

function reaches(through: Stage, stage: Stage): boolean {
  return ranks[stage] <= ranks[through];
}

function reportParsing(state: AnalysisState): void {
  for (const violation of state.parsed.violations) {
    if (!state.stopped) state.report(violation);
  }
  if (!state.parsed.sound) state.stopped = true;
}

function createState(tree: SyntaxTree, parsed: ParsedStatement, options: AnalysisOptions, mode: "first" | "all"): AnalysisState {
  const { statement, explain } = withoutExplain(parsed.node);
  const ingest = statement.kind === "InsertStatement" || statement.kind === "ReplaceStatement" ? statement : null;
  const state: AnalysisState = {
    tree, parsed, options, mode, statement, explain, ingest,
    release: options.release,
    query: queryOf(statement, ingest),
    context: contextByName(options.context, options.release),
    violations: [],
    stopped: false, output: null, queryFailed: false,
    shape: { outermostLimit: null, outermostOffset: null, limitedScan: null, grouped: false, native: null, groupKeys: null, systemTables: [], unplannable: [] },
    session: null, relation: null, overwritten: null, tableFunctions: new Set(),
    scopes: new Map(), types: new Map(),
    report(violation: Violation) {
      state.violations.push(violation);
      if (mode === "first") state.stopped = true;
    },
  };
  return state;
}

function withoutExplain(node: Statement): { statement: Statement; explain: boolean } {
  let statement = node;
  while (statement.kind === "ExplainStatement") statement = statement.statement;
  return { statement, explain: statement !== node };
}

function queryOf(statement: Statement, ingest: InsertStatement | ReplaceStatement | null): Query | null {
  if (ingest !== null) return ingest.source;
  return statement.kind === "QueryStatement" ? statement.query : null;
}
