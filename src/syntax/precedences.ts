// Precedences of Calcite's SqlStdOperatorTable; all infix operators associate to the left.
export const MULTIPLY = 60;
export const ADD = 40;
export const PREFIX_SIGN = 80;
export const PREFIX_QUERY = 40;
export const IN = 32;
export const COMPARE = 30;
export const IS = 28;
export const NOT = 26;
export const AND = 24;
export const OR = 22;
export const MULTISET_INTERSECT = 18;
export const MULTISET_UNION = 14;
