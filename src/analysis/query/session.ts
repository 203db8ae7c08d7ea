import type { ColumnReference, Expression, Node, Query, Select } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { TypeEnvironment } from "../types/index.ts";
import type { Scope } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { externColumns } from "../extern/resolve.ts";
import { isAggregate, withoutParentheses } from "./expressions.ts";
import type { NameScope, QuerySession, ResolvedColumn } from "./query-state.ts";

/** The state of one statement's query: shared by validation and planning. */
export function createSession(state: AnalysisState): QuerySession {
  let failed = false;
  const fail = (): void => {
    failed = environment.stopped = state.queryFailed = true;
  };
  const report = (violation: Violation): void => {
    if (failed) return;
    fail();
    state.report(violation);
  };
  const attempt = (part: (first: never, second: never) => void, first?: unknown, second?: unknown): boolean => {
    const before = failed;
    failed = false;
    environment.stopped = state.stopped;
    part(first as never, second as never);
    failed = environment.stopped = before || state.stopped;
    return !failed;
  };
  const resolved: QuerySession["resolved"] = new Map();
  const selects: QuerySession["selects"] = new Map();
  const aliases: QuerySession["aliases"] = new Map();
  const environment = new SessionEnvironment(state, report, { resolved, selects, aliases });
  return {
    text: state.tree.text,
    release: state.release,
    schema: state.options.schema,
    anyEngine: state.options.engine === "any" && state.ingest === null,
    environment, resolved,
    rows: new Map(),
    selects,
    aliases,
    tableNumbers: new Map(),
    derivedTables: new Map(),
    tableUnions: new Map(),
    groupedNulls: [],
    groupedTimes: [],
    commonNames: new Set(),
    unplannable: state.shape.unplannable,
    stopped: () => failed || state.stopped,
    report, attempt,
    tableFunction(table) {
      if (table.kind === "TableFunction") state.tableFunctions.add(table);
      const before = state.violations.length;
      const columns = externColumns(state, table);
      if (state.violations.length > before) fail();
      return columns;
    },
    noteSystemTable(name: string, node: Node, recursive = false) {
      state.shape.systemTables.push({ name, node, recursive });
    },
    noteScope(select: Select, query: Query, scope: NameScope) {
      state.scopes.set(select, publicScope(query, scope));
    },
  };
}

/** Follows a name through the subqueries that only pass its column on. */
function isStored(reference: ColumnReference, resolved: QuerySession["resolved"]): boolean {
  let found = resolved.get(reference);
  for (let steps = 0; steps < mostSteps; steps++) {
    const expression = found?.column?.expression;
    if (expression === undefined) return false;
    if (expression === null) return found?.table.query === null && found.table.node !== null;
    const inner = withoutParentheses(expression);
    found = inner.kind === "ColumnReference" ? resolved.get(inner) : undefined;
  }
  return false;
}

/** Longer ways are given up. */
const mostSteps = 20;

/** What the names of the query were found to be. */
type Names = Pick<QuerySession, "resolved" | "selects" | "aliases">;

/** A class, as each object literal with a getter has a hidden class of its own, which keeps the whole statement alive. */
class SessionEnvironment implements TypeEnvironment {
  readonly release: TypeEnvironment["release"];
  readonly extensions: TypeEnvironment["extensions"];
  readonly lookups: TypeEnvironment["lookups"];
  readonly approximateCountDistinct: boolean;
  readonly parameters: TypeEnvironment["parameters"];
  readonly inUtc: boolean;
  readonly types: TypeEnvironment["types"];
  readonly coercions: TypeEnvironment["coercions"] = new Map();
  readonly report: TypeEnvironment["report"];
  /** Kept by the session. */
  stopped = false;
  readonly #resolved: QuerySession["resolved"];
  readonly #names: Names;
  readonly text: string;

  constructor(state: AnalysisState, report: (violation: Violation) => void, names: Names) {
    const { schema, parameters } = state.options;
    this.release = state.release;
    this.extensions = schema?.extensions ?? null;
    this.lookups = schema?.lookups ?? null;
    this.approximateCountDistinct = contextBoolean(state, "useApproximateCountDistinct", true);
    this.parameters = parameters;
    this.inUtc = !state.context.has("sqlTimeZone");
    this.types = state.types;
    this.report = report;
    this.#resolved = names.resolved;
    this.#names = names;
    this.text = state.tree.text;
  }

  isStored(reference: ColumnReference): boolean {
    return isStored(reference, this.#resolved);
  }

  isCoalesced(reference: ColumnReference): boolean {
    if (this.release.major !== 28) return false;
    const found = this.#resolved.get(reference);
    return found?.merged === true && found.column?.type.nullable === true;
  }

  sourceOf(column: ColumnReference): Expression | null {
    return this.#resolved.get(column)?.column?.expression ?? null;
  }

  inlined(column: ColumnReference): Expression {
    let inner: Expression = column;
    for (let steps = 0; steps < mostSteps && inner.kind === "ColumnReference"; steps++) {
      const made = this.#names.aliases.get(inner) ?? this.#madeOf(this.#resolved.get(inner) ?? null);
      if (made === null) return inner;
      inner = withoutParentheses(made);
    }
    return inner;
  }

  /** What the SELECT below computes for the column; null for what is a column there, too: of a star, of groups, of a set operation. */
  #madeOf(found: ResolvedColumn | null): Expression | null {
    const expression = found?.column?.expression ?? null;
    const body = found?.table.query?.body;
    if (expression === null || body?.kind !== "Select" || body.quantifier === "DISTINCT") return null;
    const inner = withoutParentheses(expression);
    const facts = this.#names.selects.get(body);
    if (facts?.aggregating !== true) return inner;
    const textOf = ({ start, end }: Node): string => this.text.slice(start, end);
    const isKey = facts.groupItems.some(({ expressions }) => expressions.some((key) => textOf(key) === textOf(inner)));
    return isKey || isAggregate(inner, this.release) ? null : inner;
  }
}

/** A boolean of the query context as Druid reads it: strings other than `true` are false. */
export function contextBoolean(state: AnalysisState, key: string, fallback: boolean): boolean {
  const value = state.context.get(key)?.value;
  if (typeof value === "boolean") return value;
  return typeof value === "string" ? value.toLowerCase() === "true" : fallback;
}

function publicScope(query: Query, scope: NameScope): Scope {
  const tables = scope.tables.flatMap(({ name, node, columns }) => (node === null ? [] : [{ alias: name, node, columns }]));
  return { query, tables, commonTables: query.with?.tables ?? [], parent: null };
}
