import type { TypeFamily } from "../sql-type.ts";
import { booleanType, complexType, nullableType } from "../sql-type.ts";
import { anything, druidOperands, families, familyAlternatives } from "../operands.ts";
import { quantileRank, sequence } from "../particular-operands.ts";
import { arrayLike, cascading, elementOf, returns, returnsArrayOf, returnsCascading, returnsNullable } from "../return-types.ts";
import { define, type OperatorTable } from "./definition.ts";

const list: readonly TypeFamily[] = ["ARRAY", "STRING"];
const scalar: readonly TypeFamily[] = ["STRING", "NUMERIC"];
const any: readonly TypeFamily[] = ["ANY"];
const numeric: readonly TypeFamily[] = ["NUMERIC"];
const text: readonly TypeFamily[] = ["STRING"];

const length = define(familyAlternatives(["ARRAY"], ["STRING"]), cascading("INTEGER"));
const positionOf = define(sequence(list, any), returnsNullable("INTEGER"));
const ordinalOf = define(sequence(list, any), cascading("INTEGER"));
const elementAt = define(sequence(list, numeric), elementOf(0));
const contains = define(sequence(list, ["ARRAY", "STRING", "NUMERIC"]), returns(booleanType));
const overlaps = define(sequence(list, list), returns(booleanType));
const slice = sequence(list, numeric, numeric);
const joined = define(sequence(list, any), cascading("VARCHAR"));
const split = families("STRING", "STRING");
const string = returnsNullable("VARCHAR");
const filtered = define(families("STRING", "ARRAY"), cascading("VARCHAR"));

/** Arrays and multi-value strings (ArraySqlAggregator's neighbours: Array*OperatorConversion, MultiValueStringOperatorConversions). */
export const collectionOperators: OperatorTable = {
  ITEM: define(sequence(["ARRAY"], ["INTEGER"]), elementOf(0)),
  ARRAY_LENGTH: length,
  ARRAY_OFFSET: elementAt,
  ARRAY_ORDINAL: elementAt,
  ARRAY_CONTAINS: contains,
  ARRAY_OVERLAP: overlaps,
  ARRAY_OFFSET_OF: positionOf,
  ARRAY_ORDINAL_OF: ordinalOf,
  ARRAY_PREPEND: define(sequence(scalar, list), arrayLike(1)),
  ARRAY_APPEND: define(sequence(list, scalar), arrayLike(0)),
  ARRAY_CONCAT: define(sequence(list, list), arrayLike(0)),
  ARRAY_SLICE: define(slice, arrayLike(0)),
  ARRAY_TO_STRING: joined,
  STRING_TO_ARRAY: define(split, returnsArrayOf("VARCHAR")),
  ARRAY_QUANTILE: define(quantileRank, returnsNullable("DOUBLE")),
  ARRAY_TO_MV: define(familyAlternatives(["STRING"], ["ARRAY"]), string),
  SCALAR_IN_ARRAY: define(sequence(scalar, ["ARRAY"]), returnsNullable("BOOLEAN")),
  MV_LENGTH: length,
  MV_OFFSET: define(sequence(list, numeric), string),
  MV_ORDINAL: define(sequence(list, numeric), string),
  MV_CONTAINS: contains,
  MV_OVERLAP: [
    define(sequence(list, list), returns(booleanType), { until: 30 }),
    contains,
  ],
  MV_OFFSET_OF: positionOf,
  MV_ORDINAL_OF: ordinalOf,
  MV_PREPEND: define(sequence(text, list), string),
  MV_APPEND: define(sequence(list, text), string),
  MV_CONCAT: define(sequence(list, list), string),
  MV_SLICE: define(slice, string),
  MV_TO_STRING: joined,
  STRING_TO_MV: define(split, string),
  MV_FILTER_ONLY: filtered,
  MV_FILTER_NONE: filtered,
  MV_TO_ARRAY: define(familyAlternatives(["STRING"], ["ARRAY"]), returnsArrayOf("VARCHAR")),
};

/** Nested data called as plain functions (NestedDataOperatorConversions). JSON_VALUE and the like are in special-calls. */
export const nestedOperators: OperatorTable = {
  JSON_KEYS: [
    define(sequence(any, ["CHARACTER"], { literals: [1] }), returnsCascading({ ...arrayOfText() }), { until: 27 }),
    define(druidOperands({ types: ["ANY", "CHARACTER"], literals: [1] }), returnsCascading(arrayOfText())),
  ],
  JSON_PATHS: define(anything, returnsArrayOf("VARCHAR")),
  PARSE_JSON: define(druidOperands({ types: ["STRING"] }), returns(complexType("COMPLEX<json>"))),
  TRY_PARSE_JSON: define(druidOperands({ types: ["STRING"] }), returns(complexType("COMPLEX<json>"))),
  TO_JSON_STRING: define(anything, cascading("VARCHAR")),
  JSON_MERGE: define(anything, returns(complexType("COMPLEX<json>"))),
};

function arrayOfText() {
  return { name: "ARRAY", precision: null, scale: null, nullable: true, element: nullableType("VARCHAR"), complex: null, fields: null, qualifier: null } as const;
}
