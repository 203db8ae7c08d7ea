import { builtinRegistry } from "../../rules/index.ts";
import { contextParameters } from "../druid/context.ts";
import { faultsOf } from "../druid/faults.ts";
import { functionNames, operatorsNamed } from "../druid/functions.ts";
import { granularities } from "../druid/granularities.ts";
import { defaultRelease, type Release } from "../druid/releases.ts";
import { findTopic, rulesForFault, topicMarkdown, type Topic } from "../linter/explain/topic.ts";
import { didYouMean } from "../text/nearest.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { rulePage } from "./package-folder.ts";

export interface ExplainOptions {
  readonly format: "text" | "markdown" | "json";
  readonly druid: string | null;
}

/** Explains a rule, an MSQ fault code, a query context parameter, a function or a granularity, whichever bears the name. */
export function explain(name: string, options: ExplainOptions, io: Io): number {
  const release = options.druid === null ? defaultRelease() : requireNamedRelease(options.druid);
  const topic = findTopic(name, builtinRegistry, release);
  if (topic === null) throw new UsageError(`nothing is known of \`${name}\`${suggestion(name, knownNames(release))}`);
  io.out.write(options.format === "json" ? `${JSON.stringify(dataOf(topic, release), null, 2)}\n` : `${markdownOf(topic, release).trim()}\n`);
  return exitCode.clean;
}

/** What is known of the topic; of a rule its page too, below the line that says what it is. */
function markdownOf(topic: Topic, release: Release): string {
  const known = topicMarkdown(topic, builtinRegistry, release);
  if (topic.kind !== "rule") return known;
  const [, ...rest] = (rulePage(topic.entry.name) ?? "").split(/\r?\n/u);
  return [known, ...rest].join("\n");
}

function dataOf(topic: Topic, release: Release): Readonly<Record<string, unknown>> {
  switch (topic.kind) {
    case "rule":
      return { kind: topic.kind, ...topic.entry.load().meta, page: rulePage(topic.entry.name) };
    case "fault":
      return { kind: topic.kind, ...topic.fault, rules: rulesForFault(topic.fault.code, builtinRegistry) };
    case "context":
      return { kind: topic.kind, ...topic.parameter };
    case "function":
      return { kind: topic.kind, name: topic.fact.name, druid: release.name, forms: operatorsNamed(topic.fact.name, release) };
    case "granularity":
      return { kind: topic.kind, ...topic.granularity };
  }
}

/** The nearest name, else those that hold what was written. */
function suggestion(name: string, names: readonly string[]): string {
  const near = didYouMean(name, names);
  if (near !== "" || name.length < 3) return near;
  const holding = names.filter((each) => each.toLowerCase().includes(name.toLowerCase())).slice(0, 3);
  return holding.length === 0 ? "" : `; names with it: ${holding.map((each) => `\`${each}\``).join(", ")}`;
}

function knownNames(release: Release): readonly string[] {
  return [
    ...builtinRegistry.entries.map((entry) => entry.name),
    ...faultsOf(release).map((fault) => fault.code),
    ...contextParameters().map((parameter) => parameter.name),
    ...functionNames(release),
    ...granularities.map((granularity) => granularity.name),
  ];
}
