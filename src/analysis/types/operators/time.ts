import { anything, druidOperands } from "../operands.ts";
import { intervalLiteral } from "../particular-operands.ts";
import { cascading, returns, returnsTimestamp } from "../return-types.ts";
import { sqlType, timestampType, withNullability } from "../sql-type.ts";
import { define, type OperatorTable } from "./definition.ts";

const bucket = define(druidOperands({ types: ["TIMESTAMP", "CHARACTER", "TIMESTAMP", "CHARACTER"], required: 2 }), returnsTimestamp);

/** Date and time functions (Druid's operator conversions). FLOOR, CEIL, EXTRACT, TIMESTAMPADD are in special-calls. */
export const timeOperators: OperatorTable = {
  DATE_TRUNC: [
    define(druidOperands({ types: ["CHARACTER", "TIMESTAMP"] }), returnsTimestamp, { until: 28 }),
    define(druidOperands({ types: ["CHARACTER", "TIMESTAMP"], literals: [0] }), returnsTimestamp),
  ],
  TIME_FLOOR: bucket,
  TIME_CEIL: bucket,
  TIME_SHIFT: define(druidOperands({ types: ["TIMESTAMP", "CHARACTER", "INTEGER", "CHARACTER"], required: 3 }), returnsTimestamp),
  TIME_EXTRACT: define(druidOperands({ types: ["TIMESTAMP", "CHARACTER", "CHARACTER"], required: 2 }), cascading("BIGINT")),
  TIME_PARSE: define(druidOperands({ types: ["CHARACTER", "CHARACTER", "CHARACTER"], required: 1 }), returns(withNullability(timestampType, true))),
  TIME_FORMAT: define(druidOperands({ types: ["TIMESTAMP", "CHARACTER", "CHARACTER"], required: 1 }), cascading("VARCHAR")),
  TIME_IN_INTERVAL: [
    define(intervalLiteral, cascading("BOOLEAN"), { until: 27 }),
    define(druidOperands({ types: ["TIMESTAMP", "CHARACTER"], literals: [1] }), cascading("BOOLEAN")),
  ],
  MILLIS_TO_TIMESTAMP: define(druidOperands({ types: ["EXACT_NUMERIC"] }), returnsTimestamp),
  TIMESTAMP_TO_MILLIS: define(druidOperands({ types: ["TIMESTAMP"] }), cascading("BIGINT")),
  CURRENT_DATE: define(anything, returns(sqlType("DATE"))),
  CURRENT_TIME: define(anything, returns(sqlType("TIME", { precision: 0 }))),
  LOCALTIME: define(anything, returns(sqlType("TIME", { precision: 0 }))),
  CURRENT_TIMESTAMP: define(anything, returns(timestampType)),
  LOCALTIMESTAMP: define(anything, returns(timestampType)),
};
