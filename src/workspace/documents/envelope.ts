import { foreignType } from "../../druid/foreign-types.ts";
import { isPreview } from "../../druid/releases.ts";
import { kindOfParameterValue, parameterTypes } from "../../druid/parameters.ts";
import type { Finding } from "../../linter/finding.ts";
import { toFinding } from "../../linter/report.ts";
import type { ReportDescriptor } from "../../linter/rule.ts";
import { didYouMean, nearest } from "../../text/nearest.ts";
import { toHostRange } from "../../text/offset-map.ts";
import type { Settings } from "../configuration/resolve.ts";
import type { Block, Envelope, EnvelopeField } from "./block.ts";
import { payloadFields } from "./payload.ts";
import { mayHoldTemplates } from "./templates.ts";

/** Fields that the preview's API reads over. */
const ignoredByPreview: readonly string[] = ["resultFormat", "header", "typesHeader", "sqlTypesHeader"];

/** What is wrong with a payload around its query: rules `payload-parameters`, `payload-field-ignored`, and `context-value-type` of a context that is none. */
export function checkEnvelope(block: Block, settings: Settings): readonly Finding[] {
  const { envelope } = block;
  if (envelope === null) return [];
  return [...checkContext(envelope, settings), ...checkParameters(block, envelope, settings), ...checkIgnoredFields(envelope, settings)];
}

/** Jackson makes no map of a list, a number or a text; what a script fills in between quotes may be one. */
function checkContext({ fields }: Envelope, settings: Settings): readonly Finding[] {
  const field = fields.get("context");
  if (field === undefined || (typeof field.value === "object" && !Array.isArray(field.value))) return [];
  if (typeof field.value === "string" && (field.value === "" || mayHoldTemplates(field.value))) return [];
  return report("context-value-type", { at: field, messageId: "object" }, settings);
}

function checkParameters(block: Block, envelope: Envelope, settings: Settings): readonly Finding[] {
  const field = envelope.fields.get("parameters");
  const malformed = field === undefined ? null : malformedParameters(field);
  if (malformed !== null) return report("payload-parameters", malformed, settings);
  const wanted = placesOfParameters(block.map.text);
  const given = Array.isArray(field?.value) ? field.value.length : 0;
  const unbound = wanted[given];
  if (unbound !== undefined) {
    const at = toHostRange(block.map, unbound, unbound + 1);
    return report("payload-parameters", { at, messageId: "unbound", data: { position: given + 1, given, wanted: wanted.length } }, settings);
  }
  if (field === undefined || given <= wanted.length) return [];
  const descriptor: ReportDescriptor = { at: field, messageId: "unused", data: { given, wanted: wanted.length }, category: "risk", severity: "warn" };
  return report("payload-parameters", descriptor, settings);
}

/** Values of a form that Druid cannot read: it refuses the request before it looks at the query. */
function malformedParameters(field: EnvelopeField): ReportDescriptor | null {
  const { value } = field;
  if (value === null) return null;
  if (!Array.isArray(value)) return { at: field, messageId: "list" };
  const types = parameterTypes();
  for (const [index, each] of (value as readonly unknown[]).entries()) {
    if (each === null) continue;
    const type: unknown = typeof each === "object" && "type" in each ? each.type : undefined;
    // An index into the types, as Jackson reads it.
    if (typeof type === "number") continue;
    if (typeof type !== "string") return { at: field, messageId: "item", data: { position: index + 1 } };
    const wanted = kindOfParameterValue(type);
    const given = typeof each === "object" && "value" in each ? each.value : null;
    if (wanted !== null && given !== null && typeof given !== wanted && !(typeof given === "string" && mayHoldTemplates(given))) {
      return { at: field, messageId: "value", data: { position: index + 1, type, wanted: wantedWords[wanted] ?? wanted } };
    }
    if (!types.includes(type)) return { at: field, messageId: "type", data: { position: index + 1, type, suggestion: typeSuggestion(type, types) } };
  }
  return null;
}

const wantedWords: Readonly<Record<string, string>> = { number: "a number", string: "a text in quotes", boolean: "true or false" };

function typeSuggestion(type: string, types: readonly string[]): string {
  const upper = type.toUpperCase();
  const meant = types.includes(upper) ? upper : foreignType(type);
  return meant === null ? didYouMean(upper, types) || ", such as VARCHAR or BIGINT" : `: write \`${meant}\``;
}

/** Offsets of `?` outside of quoted texts and comments. */
function placesOfParameters(sql: string): readonly number[] {
  if (!sql.includes("?")) return [];
  const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/|\?/g;
  return [...sql.matchAll(tokens)].filter((match) => match[0] === "?").map((match) => match.index);
}

function checkIgnoredFields({ fields }: Envelope, settings: Settings): readonly Finding[] {
  return [...fields].flatMap(([name, field]) => {
    const descriptor = ignoredInPreview(name, field, settings) ?? misspeltField(name, field, fields);
    return descriptor === null ? [] : report("payload-field-ignored", descriptor, settings);
  });
}

function ignoredInPreview(name: string, field: EnvelopeField, { release }: Settings): ReportDescriptor | null {
  return ignoredByPreview.includes(name) && isPreview(release) ? { at: wholeOf(field), messageId: "ignored", data: { field: name } } : null;
}

/** Druid reads over a field that it does not know: that one was meant is only said where its own name is not there. */
function misspeltField(name: string, field: EnvelopeField, fields: Envelope["fields"]): ReportDescriptor | null {
  if (payloadFields.includes(name)) return null;
  // Collections of requests have `headers` of their own.
  const [meant] = nearest(name, payloadFields.filter((each) => each !== "header"));
  if (meant === undefined || fields.has(meant)) return null;
  const key = { start: field.propertyStart, end: field.propertyStart + name.length + 2 };
  return { at: key, messageId: "misspelt", data: { field: name, meant } };
}

function wholeOf(field: EnvelopeField): { readonly start: number; readonly end: number } {
  return { start: field.propertyStart, end: field.propertyEnd };
}

/** Nothing when the rule is off or does not speak for the release. */
function report(rule: string, descriptor: ReportDescriptor, settings: Settings): readonly Finding[] {
  const active = settings.rules.byName.get(rule);
  return active === undefined ? [] : [toFinding(active, active.entry.load().meta, descriptor, settings.release, 0)];
}
