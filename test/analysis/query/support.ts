import { analyze } from "../../../src/analysis/analyze.ts";
import type { StatementAnalysis } from "../../../src/analysis/model.ts";
import { readSchema } from "../../../src/analysis/schema.ts";
import { requireRelease } from "../../../src/druid/releases.ts";
import { parse } from "../../../src/syntax/parser.ts";

interface Asked {
  readonly druid?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** False: nothing is known of any table. */
  readonly schema?: boolean;
  readonly engine?: "msq" | "any";
  readonly mode?: "first" | "all";
}

const rides = { __time: "TIMESTAMP", city: "VARCHAR", zone: "VARCHAR", fare: "DOUBLE", trips: "BIGINT", users: "COMPLEX<hyperUnique>" };
const zones = { __time: "TIMESTAMP", zone: "VARCHAR", name: "VARCHAR" };
const { schema } = readSchema({ complete: true, lookups: ["places"], tables: { rides: { columns: rides }, zones: { columns: zones } } });

/** The analysis of one statement over the tables `rides` and `zones`, judged as a task. */
export function analysisOf(sql: string, asked: Asked = {}): StatementAnalysis {
  const release = requireRelease(asked.druid ?? "27");
  const tree = parse(sql, { release, semicolons: "druid" });
  const statement = tree.statements[0];
  if (statement === undefined) throw new Error("no statement");
  const context = Object.entries(asked.context ?? {}).map(([key, value]) => ({ key, value, keyRange: null, valueRange: null, origin: "payload" as const }));
  return analyze(tree, statement, { release, schema: asked.schema === false ? null : schema, context, engine: asked.engine ?? "msq", through: "controller" }, asked.mode ?? "first");
}

/** `rule/message` of what is refused and the text it is about; null when Druid takes the statement. */
export function refusal(sql: string, asked: Asked = {}): string | null {
  const [violation] = analysisOf(sql, asked).violations;
  return violation === undefined ? null : `${violation.stage} ${violation.rule}/${violation.message}: ${sql.slice(violation.start, violation.end)}`;
}

/** All violations, by rule. */
export function refusals(sql: string, asked: Asked = {}): readonly string[] {
  return analysisOf(sql, { ...asked, mode: "all" }).violations.map((violation) => violation.rule);
}

/** Names of the columns, null where they are not known. */
export function columnsOf(sql: string, asked: Asked = {}): readonly string[] | null {
  return analysisOf(sql, asked).output?.map((column) => column.name) ?? null;
}
