import { compareFindings, type Finding } from "../linter/finding.ts";
import type { Linter, TextSettings } from "../linter/lint-text.ts";
import type { Release } from "../druid/releases.ts";
import { parse } from "../syntax/parser.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { countBefore } from "../text/search.ts";
import type { Stretch } from "./documents/opaque.ts";
import { readingsOf, withBlanks, type TemplateReading } from "./documents/template-branches.ts";
import { withoutTemplateClaims, type MaskedText } from "./documents/templates.ts";

/** A reading of a template, and what is to be said of it. */
interface Judged {
  readonly reading: TemplateReading;
  readonly tree: SyntaxTree;
  readonly findings: readonly Finding[];
  readonly keys: ReadonlySet<string>;
}

/** The findings of a text with placeholders that hold however its branches are taken; nothing is claimed about a placeholder. */
export function lintTemplate(linter: Linter, masked: MaskedText, source: string, release: Release, textSettings: TextSettings): readonly Finding[] {
  const all = readingsOf(masked, source).map((reading): Judged => {
    const tree = parseReading(reading, release, textSettings.semicolons ?? "file");
    const findings = withoutTemplateClaims(linter.lintTree(tree, textSettings), reading.masks, (offset) => lastBefore(tree, offset));
    return { reading, tree, findings, keys: new Set(findings.map(keyOf)) };
  });
  const [first] = all;
  if (first !== undefined && all.length === 1) return first.findings;
  const lasting = all.flatMap((origin) => origin.findings.filter((finding) => all.every((other) => allows(other, finding, origin))));
  return [...new Map(lasting.reverse().map((finding) => [keyOf(finding), finding])).values()].sort(compareFindings);
}

function keyOf({ ruleId, start, end }: Finding): string {
  return `${ruleId} ${String(start)} ${String(end)}`;
}

/** False when a reading speaks against a finding of another one. */
function allows(other: Judged, finding: Finding, origin: Judged): boolean {
  if (other.keys.has(keyOf(finding))) return true;
  // What a branch says by itself holds where the branch is taken, unless the branch is what breaks the statement.
  if (isDropped(other.reading.dropped, finding)) return isSoundAt(origin.tree, finding.start);
  return stopsBefore(other.tree, finding.start);
}

function isDropped(dropped: readonly Stretch[], { start, end }: Finding): boolean {
  const index = countBefore(dropped.length, (each) => (dropped[each]?.[1] ?? 0) <= start);
  return (dropped[index]?.[0] ?? Infinity) < end;
}

function isSoundAt(tree: SyntaxTree, offset: number): boolean {
  return tree.statements[lastBefore(tree, offset)]?.sound !== false;
}

/** True when a statement breaks before a place, so that nothing is known of what follows. */
function stopsBefore(tree: SyntaxTree, offset: number): boolean {
  const statement = tree.statements[lastBefore(tree, offset)];
  return statement?.sound === false && statement.violations.some(({ start }) => start < offset);
}

/** The index of the last statement that begins at or before a place, -1 before the first: what stands between two may go on with the one before. */
function lastBefore({ statements }: SyntaxTree, offset: number): number {
  return countBefore(statements.length, (index) => (statements[index]?.start ?? Infinity) <= offset) - 1;
}

/** So many placeholders of a statement may turn out to stand where no name may. */
const mostRounds = 4;

/** Placeholders are names; where no name may stand, as behind a complete condition, whole clauses or nothing are filled in. */
function parseReading({ text, masks }: TemplateReading, release: Release, semicolons: "file" | "druid"): SyntaxTree {
  let tree = parse(text, { release, semicolons });
  for (let round = 0; round < mostRounds; round++) {
    const inTheWay = placeholdersInTheWay(tree, masks);
    if (inTheWay.length === 0) return tree;
    tree = parse(withBlanks(tree.text, inTheWay), { release, semicolons });
  }
  return tree;
}

/** Of each broken statement the placeholder at which it breaks, where that stands for SQL and is not blank already. */
function placeholdersInTheWay({ text, statements }: SyntaxTree, masks: TemplateReading["masks"]): readonly Stretch[] {
  return statements.flatMap(({ sound, violations }): readonly Stretch[] => {
    const broken = sound ? undefined : violations.at(-1);
    if (broken === undefined) return [];
    const mask = masks[countBefore(masks.length, (index) => (masks[index]?.start ?? Infinity) <= broken.start) - 1];
    if (mask?.place !== "sql" || text.slice(mask.start, mask.end).trim() === "") return [];
    return mask.end > broken.start || text.slice(mask.end, broken.start).trim() === "" ? [[mask.start, mask.end]] : [];
  });
}
