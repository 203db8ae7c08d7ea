import { externInput, placeInJson, propertyOf } from "../src/analysis/insight/extern-inputs.ts";
import { defineRule } from "../src/linter/rule.ts";

/** Hosts that are reached without leaving a network of one's own: no dot, loopback, private addresses. */
const ownHost = /^(?:[^.]+|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|.*\.(?:local|internal|svc|lan)(?:\..*)?)$/iu;

function isPlain(uri: string): boolean {
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/iu.exec(uri)?.[1];
  return host !== undefined && !host.startsWith("[") && !/[<>{}$]/u.test(host) && !ownHost.test(host);
}

export default defineRule({
  meta: {
    name: "extern-http-plain",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "inferred",
    fix: "suggestion",
    docs: { description: "data is fetched over plain HTTP from another network" },
    sources: ["Druid: HttpInputSource, HttpEntity", "our own judgement"],
    messages: {
      plain: "`{{uri}}` is fetched without encryption: anyone on the way can read or change the data; use https",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const source = externInput(table, release)?.source ?? null;
      const uris = source === null ? null : propertyOf(source.node, "uris");
      if (source === null || uris?.kind !== "array") return;
      const plain = uris.items.find((item) => item.kind === "string" && isPlain(item.value));
      if (plain?.kind !== "string") return;
      const at = placeInJson(text, source, plain);
      const scheme = { start: at.start + '"'.length, end: at.start + '"http'.length };
      const editable = text.slice(scheme.start, scheme.end).toLowerCase() === "http";
      context.report({
        at,
        messageId: "plain",
        data: { uri: plain.value },
        suggestions: editable ? [{ title: "use https", fix: (fixer) => fixer.replace(scheme, "https") }] : [],
      });
    },
  }),
});
