import { families, comparable, equatable, orderable, familyAlternatives } from "../operands.ts";
import { logical } from "../particular-operands.ts";
import { cascading, returns } from "../return-types.ts";
import { booleanType } from "../sql-type.ts";
import { aggregateOperators, sketchOperators } from "./aggregates.ts";
import { collectionOperators, nestedOperators } from "./collections.ts";
import { define, type OperatorTable } from "./definition.ts";
import { numericOperators } from "./numeric.ts";
import { stringOperators } from "./strings.ts";
import { timeOperators } from "./time.ts";

const boolean = cascading("BOOLEAN");
const pattern = define(familyAlternatives(["STRING", "STRING"], ["STRING", "STRING", "STRING"]), boolean);

/** Comparison and logic. */
const predicates: OperatorTable = {
  "=": define(equatable, boolean),
  "<>": define(equatable, boolean),
  "<": define(orderable, boolean),
  "<=": define(orderable, boolean),
  ">": define(orderable, boolean),
  ">=": define(orderable, boolean),
  "IS DISTINCT FROM": define(comparable, returns(booleanType), { since: 28 }),
  "IS NOT DISTINCT FROM": define(comparable, returns(booleanType), { since: 28 }),
  AND: define(logical, boolean),
  OR: define(logical, boolean),
  NOT: define(families("BOOLEAN"), boolean),
  LIKE: pattern,
};

/** What Druid can call, by name (upper case); operators by their sign. */
export const operators: OperatorTable = {
  ...predicates,
  ...numericOperators,
  ...stringOperators,
  ...timeOperators,
  ...collectionOperators,
  ...nestedOperators,
  ...aggregateOperators,
  ...sketchOperators,
};
