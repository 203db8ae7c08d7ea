import type { Ingestion } from "../src/analysis/model.ts";
import { printType } from "../src/analysis/types/index.ts";
import { atLeast, type Release } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

type Key = Ingestion["clusterKeys"][number];

function isString(key: Key): boolean {
  return key.column?.nativeType === "STRING";
}

/** The first key that is known to be no string; `__time` has a rule of its own. */
function firstOther(keys: readonly Key[]): Key | undefined {
  return keys.find((key) => key.column !== null && key.column.nativeType !== null && !isString(key) && key.column.name !== "__time");
}

/** What pruning loses by a key: all of it, what stands behind the key, or nothing. */
function loss(keys: readonly Key[], key: Key, release: Release): "all" | "rest" | "none" {
  const index = keys.indexOf(key);
  const strings = keys.filter(isString).length;
  if (!atLeast(release, 31)) return strings > 0 ? "all" : "none";
  return keys.slice(index).some(isString) ? (index === 0 ? "all" : "rest") : "none";
}

export default defineRule({
  meta: {
    name: "clustered-non-string-key",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "a CLUSTERED BY key that is no string keeps queries from skipping segments by the string keys" },
    sources: ["Druid: ControllerImpl.computeShardColumns (24 to 39)", "documentation: multi-stage-query/concepts, Clustering"],
    messages: {
      all: "`{{key}}` is {{type}}, and Druid {{release}} prunes segments {{condition}}: with this key here, queries that filter by {{strings}} read every segment; {{remedy}}",
      rest: "`{{key}}` is {{type}}: Druid prunes segments by the string keys in front only, so queries that filter by {{strings}} read every segment; put the string keys first",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const { ingestion } = analysis;
      if (ingestion?.verb !== "REPLACE") return;
      const keys = ingestion.clusterKeys;
      const key = firstOther(keys);
      const { release } = analysis.options;
      const lost = key === undefined ? "none" : loss(keys, key, release);
      if (key?.column == null || lost === "none") return;
      const strings = (atLeast(release, 31) ? keys.slice(keys.indexOf(key)) : keys).filter(isString).map((each) => `\`${each.column?.name ?? ""}\``);
      context.report({
        at: key.node,
        messageId: lost,
        data: {
          key: key.column.name,
          type: printType(key.column.type),
          release: release.name,
          condition: atLeast(release, 31) ? "by the string keys in front only" : "only where every key is a single-valued string",
          strings: strings.join(", "),
          remedy: atLeast(release, 31) ? "put the string keys first" : "leave it out, or store it as a string",
        },
      });
    },
  }),
});
