import { textArgument } from "../src/analysis/extern/arguments.ts";
import type { JsonNode } from "../src/analysis/extern/json.ts";
import { externInput, placeInJson, type JsonArgument } from "../src/analysis/insight/extern-inputs.ts";
import { tableFunction } from "../src/druid/inputs.ts";
import { isSecretProperty, isSigningParameter } from "../src/druid/secrets.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { FunctionCall } from "../src/syntax/nodes.ts";

/** `${PASSWORD}`, `<secret>`, `{{ secret }}`, `:secret`, `SECRET_KEY`, `***`: something else takes its place before it runs. */
const placeholders = [/^\s*$/u, /[<>{}]/u, /^[$:%@]/u, /^[A-Z_]+$/u, /^(?:\*+|x+|\.+|…)$/iu, /^(?:your|my|some)[-_ ]/iu];

function isPlaceholder(value: string): boolean {
  return placeholders.some((pattern) => pattern.test(value));
}

/** A URI with a password or a signature in it. */
function isSecretUri(text: string): boolean {
  const match = /^\w+:\/\/(?:([^/@?#]*)@)?[^?#]*(?:\?([^#]*))?/u.exec(text);
  if (match === null) return false;
  const [, user, query = ""] = match;
  const password = user?.split(":")[1];
  if (password !== undefined && !isPlaceholder(password)) return true;
  return query.split("&").some((parameter) => {
    const [name = "", value = ""] = parameter.split("=");
    return isSigningParameter(name) && !isPlaceholder(value);
  });
}

function checkJson(context: RuleContext, argument: JsonArgument, node: JsonNode): void {
  const at = (part: JsonNode): { readonly start: number; readonly end: number } => placeInJson(context.sourceCode.text, argument, part);
  if (node.kind === "string" && isSecretUri(node.value)) context.report({ at: at(node), messageId: "uri" });
  if (node.kind === "array") for (const item of node.items) checkJson(context, argument, item);
  if (node.kind !== "object") return;
  for (const { name, value } of node.members) {
    if (value.kind === "string" && isSecretProperty(name) && !isPlaceholder(value.value)) context.report({ at: at(value), messageId: "property", data: { name } });
    else checkJson(context, argument, value);
  }
}

/** TABLE(S3(secretAccessKey => '…')) */
function checkCall(context: RuleContext, call: FunctionCall): void {
  const known = tableFunction(call.name.parts.at(-1)?.name ?? "");
  for (const argument of call.arguments) {
    if (argument.kind !== "NamedArgument") continue;
    const text = textArgument(argument.value, context.sourceCode.release);
    if (text.kind !== "text") continue;
    const secret = known?.arguments[argument.name.name]?.secret === true && !isPlaceholder(text.literal.value);
    if (secret) context.report({ at: argument.value, messageId: "property", data: { name: argument.name.name } });
    else if (isSecretUri(text.literal.value)) context.report({ at: argument.value, messageId: "uri" });
  }
}

export default defineRule({
  meta: {
    name: "extern-inline-credentials",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "a password, key or signed URI stands in clear in the statement" },
    sources: ["Druid: MSQTaskQueryMakerUtils masks only object values", "Druid: PasswordProvider, EnvironmentVariablePasswordProvider"],
    messages: {
      property: "`{{name}}` stands in clear in the statement: whoever may see the file, the task's payload or the query log can read it; let Druid take it from its environment: `{\"type\": \"environment\", \"variable\": \"…\"}`",
      uri: "this URI carries a password or signature in clear: whoever may see the file, the task's payload or the query log can use it; let the cluster hold the credentials",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const input = externInput(table, context.sourceCode.release);
      if (input?.source) checkJson(context, input.source, input.source.node);
      else if (table.call.kind === "FunctionCall") checkCall(context, table.call);
    },
  }),
});
