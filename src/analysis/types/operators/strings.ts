import { equatable, druidOperands, families } from "../operands.ts";
import { formatString, ipAddress, sameParameters, sameStrings } from "../particular-operands.ts";
import { cascading, leastRestrictiveOrFail, returns, returnsNullable, sameAs, sameAsNullable, uncastFirst, varyingText } from "../return-types.ts";
import { booleanType, charType } from "../sql-type.ts";
import { define, type OperatorTable } from "./definition.ts";

const oneText = druidOperands({ types: ["CHARACTER"] });
const twoTexts = druidOperands({ types: ["CHARACTER", "CHARACTER"] });
const textAndCount = druidOperands({ types: ["CHARACTER", "INTEGER"] });
const textAndLiteral = druidOperands({ types: ["CHARACTER", "CHARACTER"], literals: [1] });
const textPerhapsText = druidOperands({ types: ["CHARACTER", "CHARACTER"], required: 1 });
const padding = define(druidOperands({ types: ["CHARACTER", "INTEGER", "CHARACTER"], required: 2 }), cascading("VARCHAR"));
const length = define(families("CHARACTER"), cascading("INTEGER"));
const substring = define(druidOperands({ types: ["CHARACTER", "INTEGER", "INTEGER"], required: 2 }), sameAs(0));
const contains = [define(textAndLiteral, returns(booleanType), { until: 30 }), define(textAndLiteral, cascading("BOOLEAN"))];
const text = cascading("VARCHAR");

/** Text functions (SqlStdOperatorTable, SqlLibraryOperators, Druid's operator conversions). */
export const stringOperators: OperatorTable = {
  BTRIM: define(textPerhapsText, text),
  LTRIM: define(textPerhapsText, text),
  RTRIM: define(textPerhapsText, text),
  CHAR_LENGTH: length,
  CHARACTER_LENGTH: length,
  LENGTH: length,
  STRLEN: length,
  CONCAT: define(sameParameters, text),
  TEXTCAT: define(twoTexts, text),
  CONTAINS_STRING: contains,
  ICONTAINS_STRING: contains,
  DECODE_BASE64_UTF8: define(oneText, returnsNullable("VARCHAR")),
  LEFT: define(textAndCount, text),
  RIGHT: define(textAndCount, text),
  REPEAT: define(textAndCount, text),
  REVERSE: define(oneText, text),
  LOWER: define(families("CHARACTER"), sameAsNullable(0)),
  UPPER: define(families("CHARACTER"), sameAsNullable(0)),
  LPAD: padding,
  RPAD: padding,
  LOOKUP: [
    define(twoTexts, returnsNullable("VARCHAR"), { until: 27 }),
    define(druidOperands({ types: ["CHARACTER", "CHARACTER", "CHARACTER"], required: 2, literals: [2] }), returnsNullable("VARCHAR"), { until: 28 }),
    define(druidOperands({ types: ["CHARACTER", "CHARACTER", "CHARACTER"], required: 2, literals: [1, 2] }), returnsNullable("VARCHAR")),
  ],
  PARSE_LONG: define(druidOperands({ types: ["CHARACTER", "INTEGER"], required: 1 }), cascading("BIGINT")),
  POSITION: define(sameStrings, cascading("INTEGER")),
  STRPOS: define(twoTexts, cascading("INTEGER")),
  REGEXP_EXTRACT: define(druidOperands({ types: ["CHARACTER", "CHARACTER", "INTEGER"], required: 2, literals: [1, 2] }), returnsNullable("VARCHAR")),
  REGEXP_LIKE: contains,
  REGEXP_REPLACE: define(druidOperands({ types: ["CHARACTER", "CHARACTER", "CHARACTER"] }), returnsNullable("VARCHAR")),
  REPLACE: define(families("STRING", "STRING", "STRING"), varyingText(0)),
  STRING_FORMAT: define(formatString, text),
  SUBSTRING: substring,
  SUBSTR: substring,
  NVL: define(sameParameters, leastRestrictiveOrFail),
  IFNULL: define(sameParameters, leastRestrictiveOrFail),
  COALESCE: define(sameParameters, leastRestrictiveOrFail),
  NULLIF: define(equatable, uncastFirst),
  IPV4_MATCH: define(ipAddress("STRING", "INTEGER"), cascading("BOOLEAN")),
  IPV6_MATCH: define(families("STRING", "STRING"), returnsNullable("BOOLEAN")),
  IPV4_PARSE: define(families("STRING"), cascading("INTEGER")),
  IPV4_STRINGIFY: define(families("STRING"), returns({ ...charType(1), nullable: true })),
};
