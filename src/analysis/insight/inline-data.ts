import { readRecords, type InputRecord } from "../dry-run/rows.ts";
import { UNKNOWN } from "../dry-run/values.ts";
import { createMemo } from "../memo.ts";
import { externInput, textProperty, type ExternInput } from "./extern-inputs.ts";
import { visitAll } from "./statements.ts";
import type { Release } from "../../druid/releases.ts";
import type { Node } from "../../syntax/nodes.ts";

const read = createMemo<ExternInput, readonly InputRecord[] | null>();

/** The records of an EXTERN whose data is in the text; null for other sources, and where the reading leaves anything undecided. */
export function inlineRecords(input: ExternInput): readonly InputRecord[] | null {
  let records = read.values.get(input);
  if (records === undefined) {
    records = recordsOf(input);
    read.values.set(input, records);
  }
  return records;
}

function recordsOf(input: ExternInput): readonly InputRecord[] | null {
  const { source, format } = input;
  if (source === null || format === null || textProperty(source.node, "type") !== "inline") return null;
  const data = textProperty(source.node, "data");
  const options = data === null ? null : parsed(format.literal.value);
  if (data === null || options === null) return null;
  const result = readRecords(options, data);
  return result === UNKNOWN || result.bad.length > 0 ? null : result.records;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The EXTERN calls below a node, in the order of the text. */
export function externInputs(node: Node, release: Release): readonly ExternInput[] {
  const inputs: ExternInput[] = [];
  visitAll(node, (each) => {
    const input = each.kind === "TableFunction" ? externInput(each, release) : null;
    if (input !== null) inputs.push(input);
    return true;
  });
  return inputs;
}
