import { before } from "../../druid/releases.ts";
import type { BinaryLiteral, DateTimeLiteral } from "../../syntax/nodes.ts";
import { datetimeFault } from "../../syntax/datetime-literals.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { reportViolation } from "./violations.ts";

const formats = { DATE: "yyyy-MM-dd", TIME: "HH:mm:ss", TIMESTAMP: "yyyy-MM-dd HH:mm:ss", DATETIME: "yyyy-MM-dd HH:mm:ss" } as const;

/** Reports a text that is no date or time: from 28 on validation reads it, until 27 the parser did; and years beyond 9999. */
export function checkDatetime(literal: DateTimeLiteral, environment: TypeEnvironment): void {
  const { type, value } = literal;
  if (!before(environment.release, 28) && type === "DATETIME") {
    reportViolation(environment, literal, "datetime-literal-format", "datetime", {}, { placed: false });
  } else if (!before(environment.release, 28) && datetimeFault(type, value)) {
    reportViolation(environment, literal, "datetime-literal-format", "format", { type, value, format: formats[type] });
  } else if (!before(environment.release, 28) && Number(/^\s*(\d+)-/.exec(value)?.[1]) > 9999 && type === "DATE") {
    reportViolation(environment, literal, "datetime-literal-format", "range", { type, value }, { placed: false });
  } else if (type === "TIMESTAMP" && Number(/^\s*(\d+)-/.exec(value)?.[1]) % 10_000 === 0) {
    reportViolation(environment, literal, "datetime-literal-format", "range", { type, value });
  }
}

/** Reports an odd number of hexadecimal digits. */
export function checkBinary(literal: BinaryLiteral, environment: TypeEnvironment): void {
  if (literal.value.length % 2 !== 0) reportViolation(environment, literal, "binary-literal-odd", "odd", { value: literal.value });
}
