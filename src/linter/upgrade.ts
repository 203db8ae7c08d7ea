import { analyze } from "../analysis/analyze.ts";
import { writtenContext } from "../analysis/context/written.ts";
import type { QueryContext, Schema, StatementAnalysis } from "../analysis/model.ts";
import { printType } from "../analysis/types/sql-type.ts";
import type { Release } from "../druid/releases.ts";
import { parse } from "../syntax/parser.ts";
import type { Violation } from "../syntax/violation.ts";
import { renderMessage } from "./message.ts";
import type { Registry } from "./registry.ts";

/** A difference that moving from one release to another makes for a statement. */
export interface UpgradeChange {
  /** Offset of the statement's first token, 0-based. */
  readonly start: number;
  readonly kind: "refused" | "accepted" | "fault" | "columns" | "storage" | "rollup";
  /** The rule behind it, where there is one. */
  readonly rule: string | null;
  readonly reason: string;
}

export interface UpgradeOptions {
  readonly from: Release;
  readonly to: Release;
  readonly schema: Schema | null;
  readonly context: QueryContext;
  readonly registry: Registry;
}

/** What changes for each statement of a text: verdict, result columns, how columns are stored, rollup. */
export function upgradeChanges(text: string, options: UpgradeOptions): readonly UpgradeChange[] {
  const before = analysesFor(text, options.from, options);
  const after = analysesFor(text, options.to, options);
  return before.flatMap((old, index) => {
    const fresh = after[index];
    return fresh === undefined ? [] : changesOf(old, fresh, options);
  });
}

function analysesFor(text: string, release: Release, { schema, context }: UpgradeOptions): readonly StatementAnalysis[] {
  const tree = parse(text, { release, semicolons: "file" });
  return tree.statements.map((statement, index) => {
    const all = [...context, ...writtenContext(tree, index, release)];
    return analyze(tree, statement, { release, schema, context: all, engine: "msq", through: "run" }, "first");
  });
}

function changesOf(old: StatementAnalysis, fresh: StatementAnalysis, options: UpgradeOptions): readonly UpgradeChange[] {
  const { start } = old.parsed;
  const [was, is] = [old.violations[0], fresh.violations[0]];
  if (was === undefined && is !== undefined) return [{ start, kind: is.stage === "run" ? "fault" : "refused", rule: is.rule, reason: say(is, options.registry) }];
  if (was !== undefined && is === undefined) return [{ start, kind: "accepted", rule: was.rule, reason: `${options.from.name} refuses it (${was.rule}), ${options.to.name} takes it` }];
  if (was !== undefined) return [];
  return [columnChange(old, fresh), storageChange(old, fresh), rollupChange(old, fresh)].filter((change) => change !== null).map((change) => ({ ...change, start }));
}

function say(violation: Violation, registry: Registry): string {
  const template = registry.find(violation.rule)?.load().meta.messages[violation.message];
  return template === undefined ? violation.rule : renderMessage(template, violation.data);
}

type Change = Omit<UpgradeChange, "start">;

function columnChange(old: StatementAnalysis, fresh: StatementAnalysis): Change | null {
  const columns = ({ output }: StatementAnalysis): readonly string[] | null => output?.map((column) => `${column.name} ${printType(column.type)}`) ?? null;
  const differing = firstDifference(columns(old), columns(fresh));
  return differing === null ? null : { kind: "columns", rule: null, reason: `a result column changes from \`${differing[0]}\` to \`${differing[1]}\`` };
}

function storageChange(old: StatementAnalysis, fresh: StatementAnalysis): Change | null {
  const stored = ({ ingestion }: StatementAnalysis): readonly string[] | null => ingestion?.stored?.map((column) => `${column.name} as ${column.role} ${column.storedType ?? "?"}`) ?? null;
  const differing = firstDifference(stored(old), stored(fresh));
  return differing === null ? null : { kind: "storage", rule: null, reason: `\`${differing[0]}\` becomes \`${differing[1]}\`` };
}

function rollupChange(old: StatementAnalysis, fresh: StatementAnalysis): Change | null {
  const [was, is] = [old.ingestion?.rollup?.recorded, fresh.ingestion?.rollup?.recorded];
  if (was === undefined || is === undefined || was === is) return null;
  return { kind: "rollup", rule: "rollup-not-recorded", reason: is ? "segments begin to carry rollup metadata" : "segments no longer carry rollup metadata" };
}

function firstDifference(old: readonly string[] | null, fresh: readonly string[] | null): readonly [string, string] | null {
  if (old === null || fresh === null) return null;
  for (let index = 0; index < Math.max(old.length, fresh.length); index++) {
    const [was, is] = [old[index] ?? "nothing", fresh[index] ?? "nothing"];
    if (was !== is) return [was, is];
  }
  return null;
}
