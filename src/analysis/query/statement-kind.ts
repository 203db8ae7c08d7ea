import type { Statement } from "../../syntax/nodes.ts";
import type { AnalysisState, Step } from "../steps.ts";
import { violationAt } from "./query-state.ts";

/** Statements that Druid parses and then refuses by kind. */
export const statementKindStep: Step = {
  name: "statement-kind",
  stage: "validate",
  independent: true,
  run(state) {
    const kind = unsupportedKind(state.statement);
    if (kind !== null) state.report(violationAt("statement-unsupported", "unsupported", state.statement, { statement: kind }));
    else if (nestedExplain(state)) state.report(violationAt("statement-unsupported", "unsupported", state.parsed.node, { statement: "EXPLAIN" }));
  },
};

function unsupportedKind(statement: Statement): string | null {
  switch (statement.kind) {
    case "UpdateStatement":
      return "UPDATE";
    case "DeleteStatement":
      return "DELETE";
    case "MergeStatement":
      return "MERGE";
    case "SetStatement":
    case "ResetStatement":
      return "SET";
    case "CallStatement":
      return "CALL";
    case "DescribeStatement":
      return "DESCRIBE";
    default:
      return null;
  }
}

/** EXPLAIN of an EXPLAIN. */
function nestedExplain(state: AnalysisState): boolean {
  const { node } = state.parsed;
  return node.kind === "ExplainStatement" && node.statement.kind === "ExplainStatement";
}
