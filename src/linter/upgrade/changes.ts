import type { StatementAnalysis } from "../../analysis/model.ts";
import { printType } from "../../analysis/types/sql-type.ts";
import type { Release } from "../../druid/releases.ts";
import type { Finding } from "../finding.ts";
import type { RuleSet } from "../rule-set.ts";
import type { JudgedStatement, ReleaseView, StatementChange, UpgradeChange } from "./change.ts";
import { contextChanges } from "./context.ts";
import { nullHandlingChange } from "./null-handling.ts";
import { storageChanges } from "./storage.ts";

/** What changes for each statement of a document, by place: verdict, meaning, result columns, how columns are stored, rollup. */
export function upgradeChanges(before: ReleaseView, after: ReleaseView): readonly UpgradeChange[] {
  const was = byStatement(before);
  const is = byStatement(after);
  const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap((statement) => changesOf(was.get(statement) ?? nothing, is.get(statement) ?? nothing, before.release, after.release));
  return changes.sort((a, b) => a.start - b.start || a.end - b.end || compare(a.rule ?? a.kind, b.rule ?? b.kind));
}

interface Judgement {
  readonly refusals: readonly Finding[];
  readonly others: readonly Finding[];
  readonly judged: JudgedStatement | null;
}

const nothing: Judgement = { refusals: [], others: [], judged: null };

function byStatement(view: ReleaseView): ReadonlyMap<number, Judgement> {
  const groups = new Map<number, Judgement>();
  for (const judged of view.statements) groups.set(judged.index, { ...nothing, judged });
  for (const finding of view.findings) {
    if (finding.statement < 0) continue;
    const group = groups.get(finding.statement) ?? nothing;
    const added = isRefusal(finding, view.rules) ? { ...group, refusals: [...group.refusals, finding] } : { ...group, others: [...group.others, finding] };
    groups.set(finding.statement, added);
  }
  return groups;
}

/** A finding about a release that nobody asked is at most a warning, whatever it says. */
function isRefusal({ category, severity, inferred, ruleId }: Finding, rules: RuleSet): boolean {
  if (category !== "rejected" && category !== "fails") return false;
  return severity === "error" || (inferred && rules.byName.get(ruleId)?.severity === "error");
}

function changesOf(was: Judgement, is: Judgement, from: Release, to: Release): readonly UpgradeChange[] {
  if (was.refusals[0] !== undefined) return is.refusals.length > 0 ? [] : [accepted(was.refusals[0], from, to)];
  const known = new Set(was.others.map(keyOf));
  const fresh = is.others.filter((finding) => finding.category !== "style" && !known.has(keyOf(finding)));
  // What a refused statement means is of interest as well: it will be mended.
  const said = [...is.refusals.map((finding) => fromFinding(finding, finding.stage === "run" ? "fault" : "refused")), ...fresh.map((finding) => fromFinding(finding, kindOf(finding)))];
  return withoutDoubles(said, meaningChanges(was.judged, is.judged));
}

function kindOf({ category }: Finding): UpgradeChange["kind"] {
  return category === "deprecated" ? "deprecated" : "meaning";
}

/** Where a rule warns of what the comparison shows, the comparison knows more; the rule lends its name. */
function withoutDoubles(said: readonly UpgradeChange[], compared: readonly UpgradeChange[]): readonly UpgradeChange[] {
  const warnings = (change: UpgradeChange): readonly UpgradeChange[] =>
    change.kind === "storage" ? said.filter((each) => each.kind === "meaning" && each.start >= change.start && each.end <= change.end) : [];
  const told = new Set(compared.flatMap(warnings));
  return [...said.filter((each) => !told.has(each)), ...compared.map((change) => ({ ...change, rule: warnings(change)[0]?.rule ?? change.rule }))];
}

function keyOf({ ruleId, start, end }: Finding): string {
  return `${ruleId} ${String(start)} ${String(end)}`;
}

function accepted(refusal: Finding, from: Release, to: Release): UpgradeChange {
  const { start, end, statement, ruleId } = refusal;
  return { start, end, statement, kind: "accepted", rule: ruleId, reason: `${from.name} refuses it (${ruleId}), ${to.name} takes it`, rewrite: null };
}

function fromFinding({ start, end, statement, ruleId, message, fix, suggestions }: Finding, kind: UpgradeChange["kind"]): UpgradeChange {
  const mend = fix ?? suggestions[0];
  return { start, end, statement, kind, rule: ruleId, reason: message, rewrite: mend === undefined ? null : { title: mend.title, edits: mend.edits } };
}

function meaningChanges(was: JudgedStatement | null, is: JudgedStatement | null): readonly UpgradeChange[] {
  if (was === null || is === null) return [];
  const changes = [
    ...columnChanges(was.analysis, is.analysis),
    ...storageChanges(was.analysis, is.analysis),
    ...rollupChange(was.analysis, is.analysis),
    ...contextChanges(was.analysis, is.analysis),
    ...nullHandlingChange(was.analysis, is.analysis),
  ];
  return changes.map((change) => ({
    ...change,
    ...is.place(change),
    statement: is.index,
    rule: null,
    rewrite: change.rewrite === null ? null : { ...change.rewrite, edits: change.rewrite.edits.map(is.toHost) },
  }));
}

function columnChanges(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  // What is stored is said of the stored column.
  if (fresh.ingestion !== null || old.output === null || fresh.output?.length !== old.output.length) return [];
  return fresh.output.flatMap((column, index): readonly StatementChange[] => {
    const earlier = old.output?.[index];
    if (earlier === undefined || printType(earlier.type) === printType(column.type)) return [];
    const { start, end } = column.item ?? fresh.parsed.node;
    return [{ start, end, kind: "columns", reason: `the result column \`${column.name}\` is ${printType(column.type)}, before it was ${printType(earlier.type)}`, rewrite: null }];
  });
}

function rollupChange(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  const [was, is] = [old.ingestion?.rollup?.recorded, fresh.ingestion?.rollup?.recorded];
  if (was === undefined || is === undefined || was === is) return [];
  const { start, end } = fresh.parsed;
  return [{ start, end, kind: "rollup", reason: is ? "segments begin to carry rollup metadata" : "segments no longer carry rollup metadata", rewrite: null }];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
