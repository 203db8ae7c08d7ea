import { extendTakesArrays, extendType } from "../../druid/inputs.ts";
import { atLeast, before, type Release } from "../../druid/releases.ts";
import type { DataType, ExtendClause } from "../../syntax/nodes.ts";
import type { TableColumn } from "../steps.ts";
import { sqlTypeOfNative } from "../types/index.ts";
import { externColumn } from "./columns.ts";

export interface ExtendFault {
  readonly rule: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly node: { readonly start: number; readonly end: number };
}

export interface ExtendColumns {
  readonly columns: readonly TableColumn[];
  readonly faults: readonly ExtendFault[];
}

/** Columns that an EXTEND clause declares; every fault, in the order of the text. A name of several parts is one identifier with dots, not quoted. */
export function extendColumns(extend: ExtendClause, release: Release): ExtendColumns {
  const columns: TableColumn[] = [];
  const faults: ExtendFault[] = [];
  const types = new Map<string, string>();
  for (const declaration of extend.columns) {
    const { name, quoted } = declaration.name;
    if (!quoted && name.includes(".")) {
      faults.push({ rule: "signature-missing-name", message: "compound", data: { column: name }, node: declaration.name });
      continue;
    }
    const native = declaration.type === null ? null : nativeTypeOf(declaration.type, extendTakesArrays(release));
    if (native === null) {
      faults.push(typeFault(name, declaration.type, declaration));
      continue;
    }
    const earlier = types.get(name);
    const asTime = name === "__time" && atLeast(release, 29);
    if (earlier !== undefined && earlier !== native && !asTime) {
      faults.push({ rule: "signature-duplicate-column", message: "conflict", data: { column: name, first: earlier, second: native }, node: declaration });
      continue;
    }
    if (name === "__time" && native !== "LONG" && before(release, 29)) {
      faults.push({ rule: "signature-time-not-long", message: "extend", data: { type: native }, node: declaration.type ?? declaration });
      continue;
    }
    types.set(name, native);
    const column = externColumn(name, native);
    if (column !== null) columns.push(column);
  }
  return { columns, faults };
}

/** The signature, as JSON, that declares the columns of an EXTEND clause; null when a column has no type, or one of arrays. */
export function extendSignature(extend: ExtendClause): string | null {
  const columns = extend.columns.map(({ name: { name }, type }) => ({ name, type: type === null ? null : nativeTypeOf(type, false) }));
  if (columns.some(({ type }) => type === null)) return null;
  return `[${columns.map(({ name, type }) => `{"name": ${JSON.stringify(name)}, "type": ${JSON.stringify(type?.toLowerCase())}}`).join(", ")}]`;
}

/** Externals.convertType: plain character and integer types, FLOAT, DOUBLE, TYPE('COMPLEX<…>'), arrays of them from 29 on. */
function nativeTypeOf(type: DataType, takesArrays: boolean): string | null {
  if (type.complexType !== null) return complexType(type.complexType);
  if (type.modifier !== null && type.modifier !== "") return null;
  const plain = extendType(type.userType?.parts.length === 1 ? (type.userType.parts[0]?.name ?? type.name) : type.name);
  if (plain === null || type.fields.length > 0) return null;
  if (type.collections.length === 0) return plain;
  if (!takesArrays || type.collections.some((collection) => collection !== "ARRAY")) return null;
  const native = `ARRAY<${plain}>`;
  return sqlTypeOfNative(native) === null ? null : native;
}

function complexType(text: string): string | null {
  return /^COMPLEX</i.test(text) ? `COMPLEX<${text.slice("COMPLEX<".length, -1)}>` : null;
}

const SUGGESTIONS: Readonly<Record<string, string>> = {
  STRING: "VARCHAR", TEXT: "VARCHAR", LONG: "BIGINT", BOOLEAN: "VARCHAR", DECIMAL: "DOUBLE", JSON: "TYPE('COMPLEX<json>')",
  TIMESTAMP: "VARCHAR", DATE: "VARCHAR", TIME: "VARCHAR",
};

function typeFault(column: string, type: DataType | null, declaration: { readonly start: number; readonly end: number }): ExtendFault {
  const name = type?.name.toUpperCase() ?? "";
  const suggestion = type !== null && type.collections.length === 0 ? (SUGGESTIONS[name] ?? "") : "";
  return {
    rule: "extend-type-unsupported",
    message: suggestion === "" ? "unsupported" : "suggest",
    data: { column, type: name, suggestion },
    node: type ?? declaration,
  };
}
