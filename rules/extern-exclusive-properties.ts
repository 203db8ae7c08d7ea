import type { JsonNode } from "../src/analysis/extern/json.ts";
import { externInput, membersOf, placeInJson, propertyOf, textProperty, type JsonArgument } from "../src/analysis/insight/extern-inputs.ts";
import { inputKind, type InputKind } from "../src/druid/inputs.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import { nearest } from "../src/text/nearest.ts";

/** A property counts when it holds something: Druid takes an empty list for none. */
function isGiven(node: JsonNode, name: string): boolean {
  const value = propertyOf(node, name);
  return value !== null && !(value.kind === "array" && value.items.length === 0);
}

/** True for a name that is none of the source's but close to one of these: a slip that is said as such. */
function isSlip(name: string, group: readonly string[], kind: InputKind): boolean {
  return !Object.hasOwn(kind.properties, name) && nearest(name, Object.keys(kind.properties)).some((near) => group.includes(near));
}

function check(context: RuleContext, argument: JsonArgument, node: JsonNode, kind: InputKind): void {
  const { text } = context.sourceCode;
  for (const group of kind.exactlyOneOf ?? []) {
    const given = group.filter((name) => isGiven(node, name));
    const data = { type: kind.type, properties: group.map((name) => `\`${name}\``).join(", "), given: given.map((name) => `\`${name}\``).join(" and ") };
    const second = membersOf(node).findLast((member) => given.includes(member.name));
    if (given.length === 0) {
      if (!membersOf(node).some(({ name }) => isSlip(name, group, kind))) context.report({ at: placeInJson(text, argument, node), messageId: "none", data });
    } else if (given.length > 1 && second !== undefined) context.report({ at: placeInJson(text, argument, { start: second.nameStart, end: second.nameEnd }), messageId: "several", data });
  }
  checkSchemes(context, argument, node, kind);
}

function checkSchemes(context: RuleContext, argument: JsonArgument, node: JsonNode, kind: InputKind): void {
  const [scheme] = kind.schemes ?? [];
  if (scheme === undefined) return;
  for (const name of ["uris", "prefixes"]) {
    const list = propertyOf(node, name);
    const wrong = list?.kind === "array" ? list.items.find((item) => item.kind === "string" && /^[a-z]\w*:\/\//iu.test(item.value) && !item.value.toLowerCase().startsWith(`${scheme.toLowerCase()}://`)) : undefined;
    if (wrong?.kind !== "string" || /[{}$<>]/u.test(wrong.value)) continue;
    context.report({ at: placeInJson(context.sourceCode.text, argument, wrong), messageId: "scheme", data: { type: kind.type, uri: wrong.value, scheme } });
    return;
  }
}

export default defineRule({
  meta: {
    name: "extern-exclusive-properties",
    category: "risk",
    stage: "validate",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "a cloud input source names its files in none or in several ways, or by URIs of another service" },
    sources: ["Druid: CloudObjectInputSource.illegalArgsChecker, CloudObjectLocation.validateUriScheme (24 to 38)"],
    messages: {
      none: "the input source `{{type}}` names no files: exactly one of {{properties}} is needed, and Druid refuses the statement",
      several: "the input source `{{type}}` names its files by {{given}}: Druid takes exactly one of {{properties}}, and refuses the statement",
      scheme: "the input source `{{type}}` takes URIs that begin with `{{scheme}}://`, and Druid refuses `{{uri}}`",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const source = externInput(table, context.sourceCode.release)?.source ?? null;
      const kind = source === null ? null : inputKind("inputSources", textProperty(source.node, "type") ?? "");
      if (source !== null && kind?.extension !== undefined) check(context, source, source.node, kind);
    },
  }),
});
