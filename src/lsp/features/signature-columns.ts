import { findNodeAtLocation, parseTree } from "jsonc-parser";
import type { Expression, FunctionCall, StringLiteral } from "../../syntax/nodes.ts";
import type { Span } from "./text-view.ts";

/** A column of EXTERN's signature; `place` is its name without the quotes, null where the text writes it in another way than JSON has it. */
export interface SignatureColumn {
  readonly name: string;
  readonly place: Span | null;
}

/** Null for a call without a readable signature. */
export function signatureColumns(call: Expression, text: string): readonly SignatureColumn[] | null {
  const literal = call.kind === "FunctionCall" && call.name.parts.at(-1)?.name.toUpperCase() === "EXTERN" ? signatureOf(call) : null;
  const root = literal === null ? undefined : parseTree(literal.value);
  if (literal === null || root?.type !== "array") return null;
  const written = text.slice(literal.start + 1, literal.end - 1) === literal.value;
  return (root.children ?? []).flatMap((column): SignatureColumn[] => {
    const node = findNodeAtLocation(column, ["name"]);
    if (node?.type !== "string") return [];
    const start = literal.start + 1 + node.offset + 1;
    return [{ name: String(node.value), place: written ? { start, end: start + node.length - 2 } : null }];
  });
}

function signatureOf(call: FunctionCall): StringLiteral | null {
  const named = call.arguments.find((argument) => argument.kind === "NamedArgument" && argument.name.name.toUpperCase() === "SIGNATURE");
  const argument = named?.kind === "NamedArgument" ? named.value : call.arguments[2];
  return argument?.kind === "StringLiteral" ? argument : null;
}
