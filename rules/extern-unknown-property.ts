import { externInput, isEditable, jsonTextInSql, membersOf, placeInJson, textProperty, type JsonArgument } from "../src/analysis/insight/extern-inputs.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { JsonMember, JsonNode } from "../src/analysis/extern/json.ts";
import { inputKind, type InputKind } from "../src/druid/inputs.ts";
import { within, type Release } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { ReportDescriptor, RuleContext } from "../src/linter/rule.ts";
import { didYouMean, nearest } from "../src/text/nearest.ts";

type Kinds = "inputSources" | "inputFormats";

function namesOf(kind: InputKind, release: Release): readonly string[] {
  return Object.keys(kind.properties).filter((name) => within(release, kind.properties[name] ?? {}));
}

/** What is to be said of one property; null where Druid reads it. */
function judge(member: JsonMember, kind: InputKind, what: string, release: Release): Pick<ReportDescriptor, "messageId" | "data"> | null {
  const property = Object.hasOwn(kind.properties, member.name) ? kind.properties[member.name] : undefined;
  const data = { property: member.name, what, type: kind.type };
  if (property === undefined) return { messageId: "unknown", data: { ...data, suggestion: didYouMean(member.name, namesOf(kind, release)) } };
  if (property.since !== undefined && release.major < property.since) return { messageId: "later", data: { ...data, release: property.since } };
  if (property.until !== undefined && release.major > property.until) {
    const instead = kind.properties["objectGlob"] === undefined ? "" : "; use `objectGlob`";
    return { messageId: "gone", data: { ...data, release: property.until + 1, instead } };
  }
  return null;
}

function check(context: RuleContext, argument: JsonArgument, node: JsonNode, kinds: Kinds, analysis: StatementAnalysis): void {
  const { text, release } = context.sourceCode;
  const kind = inputKind(kinds, textProperty(node, "type") ?? "");
  // Which properties an extension's stub reads in which release is not known.
  if (kind === null || kind.streaming !== undefined) return;
  const what = kinds === "inputSources" ? "input source" : "input format";
  for (const member of membersOf(node)) {
    if (kind.type === "combining" && member.name === "delegates" && member.value.kind === "array") {
      for (const delegate of member.value.items) check(context, argument, delegate, kinds, analysis);
    }
    const said = member.name === "type" ? null : judge(member, kind, what, release);
    if (said === null) continue;
    const at = placeInJson(text, argument, { start: member.nameStart, end: member.nameEnd });
    if (analysis.violations.some(({ rule, start }) => rule === "extern-missing-property" && start === at.start)) continue;
    const renames = said.messageId === "unknown" && isEditable(argument) ? nearest(member.name, namesOf(kind, release)) : [];
    context.report({ at, ...said, suggestions: renames.map((name) => ({ title: `write \`${name}\``, fix: (fixer) => fixer.replace(at, jsonTextInSql(name)) })) });
  }
}

export default defineRule({
  meta: {
    name: "extern-unknown-property",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    aliases: ["deprecated-filter-property"],
    docs: { description: "a property of an input source or format that this release does not have, and ignores" },
    sources: ["Druid: the @JsonCreator constructors of input sources and formats, 24 to 38", "recorded with 24 to 33: unknown properties pass without a word"],
    messages: {
      unknown: "`{{property}}` is no property of the {{what}} `{{type}}`, and Druid ignores it without a word{{suggestion}}",
      later: "`{{property}}` of the {{what}} `{{type}}` is read from Druid {{release}} on, earlier ones ignore it without a word",
      gone: "`{{property}}` of the {{what}} `{{type}}` is ignored without a word from Druid {{release}} on{{instead}}",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const input = externInput(table, context.sourceCode.release);
      const analysis = context.sourceCode.analysisAt(table);
      if (input?.source) check(context, input.source, input.source.node, "inputSources", analysis);
      if (input?.format) check(context, input.format, input.format.node, "inputFormats", analysis);
    },
  }),
});
