/**
 * The syntax tree. Nodes are plain objects that begin with the same three fields; offsets are UTF-16 code units, 0-based,
 * `end` exclusive. Positions (line, column) are computed only when something is reported.
 */
interface NodeBase<Kind extends string> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

// Names

/** One part of a name; `name` is the value without quotes and with doubled quotes resolved. */
export interface Identifier extends NodeBase<"Identifier"> {
  readonly name: string;
  readonly quoted: boolean;
}

/** `a`, `a.b`, `a.b.c` where a table, function, type or target is named. */
export interface QualifiedName extends NodeBase<"QualifiedName"> {
  readonly parts: readonly Identifier[];
}

// Expressions

/** A column, perhaps qualified; whether it resolves is the analysis' business. */
export interface ColumnReference extends NodeBase<"ColumnReference"> {
  readonly parts: readonly Identifier[];
}

/** `*` or `t.*` (an item of SELECT, or the argument of COUNT). */
export interface Star extends NodeBase<"Star"> {
  readonly qualifier: readonly Identifier[];
}

export interface NumericLiteral extends NodeBase<"NumericLiteral"> {
  /** As written: `1`, `1.50`, `2e3`. */
  readonly text: string;
  readonly form: "integer" | "decimal" | "approximate";
}

export interface StringLiteral extends NodeBase<"StringLiteral"> {
  /** The value: doubled quotes and escapes resolved. */
  readonly value: string;
  /** `plain`: '…'; `escaped`: E'…' ; `unicode`: U&'…'; `charset`: _latin1'…' and N'…'; `adjacent`: several literals in a row. */
  readonly form: "plain" | "escaped" | "unicode" | "charset" | "adjacent";
}

/** X'0AFF' */
export interface BinaryLiteral extends NodeBase<"BinaryLiteral"> {
  readonly value: string;
}

/** TRUE, FALSE, UNKNOWN (value null). */
export interface BooleanLiteral extends NodeBase<"BooleanLiteral"> {
  readonly value: boolean | null;
}

export type NullLiteral = NodeBase<"NullLiteral">;

/** DATE '…', TIME '…', TIMESTAMP '…', also in the braces of JDBC: {ts '…'}. */
export interface DateTimeLiteral extends NodeBase<"DateTimeLiteral"> {
  readonly type: "DATE" | "TIME" | "TIMESTAMP" | "DATETIME";
  readonly value: string;
}

/** INTERVAL '1-2' YEAR TO MONTH; `value` is null where it is an expression (28 and later: INTERVAL 1 DAY). */
export interface IntervalLiteral extends NodeBase<"IntervalLiteral"> {
  readonly negative: boolean;
  readonly value: Expression;
  readonly qualifier: IntervalQualifier;
}

export interface IntervalQualifier extends NodeBase<"IntervalQualifier"> {
  /** Upper case, as written (DAY, DAYS …). */
  readonly from: string;
  readonly to: string | null;
  readonly precision: number | null;
  readonly fraction: number | null;
}

/** `?` */
export interface DynamicParameter extends NodeBase<"DynamicParameter"> {
  /** 0-based count in the statement. */
  readonly index: number;
}

export type UnaryOperator = "+" | "-" | "NOT" | "EXISTS" | "UNIQUE" | "PRIOR";

export interface UnaryExpression extends NodeBase<"UnaryExpression"> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/**
 * Infix operators in upper case as written: arithmetic, comparison (`=`, `<>`, `!=`, `<` …), `||`, AND, OR,
 * IS DISTINCT FROM, IS NOT DISTINCT FROM, MEMBER OF, CONTAINS, OVERLAPS, PRECEDES …, MULTISET UNION …
 */
export interface BinaryExpression extends NodeBase<"BinaryExpression"> {
  readonly operator: string;
  /** Offset of the operator's first token. */
  readonly operatorStart: number;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN | A SET | EMPTY | JSON …`; `test` upper case. */
export interface IsExpression extends NodeBase<"IsExpression"> {
  readonly operand: Expression;
  readonly negated: boolean;
  readonly test: string;
  readonly operatorStart: number;
}

export interface BetweenExpression extends NodeBase<"BetweenExpression"> {
  readonly operand: Expression;
  readonly negated: boolean;
  readonly mode: "SYMMETRIC" | "ASYMMETRIC" | null;
  readonly low: Expression;
  readonly high: Expression;
  readonly operatorStart: number;
}

export interface InExpression extends NodeBase<"InExpression"> {
  readonly operand: Expression;
  readonly negated: boolean;
  /** The list, or a single SubqueryExpression when `query` is true. */
  readonly values: readonly Expression[];
  readonly query: boolean;
  readonly operatorStart: number;
}

/** LIKE, SIMILAR TO, and from 28 ILIKE, RLIKE. */
export interface LikeExpression extends NodeBase<"LikeExpression"> {
  readonly operator: "LIKE" | "SIMILAR TO" | "ILIKE" | "RLIKE";
  readonly negated: boolean;
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape: Expression | null;
  readonly operatorStart: number;
}

/** `x > ALL (…)`, `x = SOME (…)`. */
export interface QuantifiedComparison extends NodeBase<"QuantifiedComparison"> {
  readonly operator: string;
  readonly operatorStart: number;
  readonly quantifier: "SOME" | "ANY" | "ALL";
  readonly left: Expression;
  readonly values: readonly Expression[];
  readonly query: boolean;
}

export interface CaseExpression extends NodeBase<"CaseExpression"> {
  readonly operand: Expression | null;
  readonly branches: readonly CaseBranch[];
  readonly otherwise: Expression | null;
}

export interface CaseBranch extends NodeBase<"CaseBranch"> {
  /** More than one only in `CASE x WHEN a, b THEN`. */
  readonly conditions: readonly Expression[];
  readonly result: Expression;
}

export interface CastExpression extends NodeBase<"CastExpression"> {
  /** `CONVERT` of SQL Server's kind, type first, from 28 on. */
  readonly function: "CAST" | "SAFE_CAST" | "TRY_CAST" | "CONVERT" | "::";
  readonly operand: Expression;
  readonly type: DataType;
}

/**
 * VARCHAR(20), DECIMAL(10, 2), TIMESTAMP(3) WITH LOCAL TIME ZONE, INTEGER ARRAY, ROW(a INTEGER), INTERVAL YEAR TO MONTH,
 * a user type by name, `TYPE('COMPLEX<json>')` in EXTEND.
 */
export interface DataType extends NodeBase<"DataType"> {
  /** Upper case of a built-in (`DOUBLE PRECISION` is `DOUBLE`), the plain text of a user type. */
  readonly name: string;
  readonly precision: number | null;
  readonly scale: number | null;
  /** ARRAY, MULTISET suffixes, in order. */
  readonly collections: readonly ("ARRAY" | "MULTISET")[];
  /** Fields of ROW(…). */
  readonly fields: readonly FieldDeclaration[];
  /** WITH LOCAL TIME ZONE and the like; charset; null when none. */
  readonly modifier: string | null;
  /** The user type's name when it is no built-in. */
  readonly userType: QualifiedName | null;
  /** The text within TYPE('…'). */
  readonly complexType: string | null;
}

/** `name TYPE [NULL | NOT NULL]` of EXTEND clauses and ROW types. */
export interface FieldDeclaration extends NodeBase<"FieldDeclaration"> {
  readonly name: Identifier;
  readonly type: DataType | null;
  readonly nullable: boolean | null;
}

/** `inputSource => '…'` */
export interface NamedArgument extends NodeBase<"NamedArgument"> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** A unit of time as argument: FLOOR(t TO DAY), EXTRACT(YEAR FROM t), TIMESTAMPADD(HOUR, 1, t). */
export interface TimeUnit extends NodeBase<"TimeUnit"> {
  /** Upper case. */
  readonly unit: string;
}

/** A bare word with meaning to one function: LEADING in TRIM, the encoding of JSON_OBJECT …; upper case. */
export interface ArgumentKeyword extends NodeBase<"ArgumentKeyword"> {
  readonly word: string;
}

/**
 * A call in any syntax: f(a, b), f(*), f(DISTINCT a), CURRENT_TIMESTAMP, FLOOR(a TO DAY), EXTRACT(u FROM a), TRIM(BOTH a FROM b),
 * SUBSTRING(a FROM b FOR c), POSITION(a IN b), {fn f(a)}. Arguments stand in the order of the text.
 */
export interface FunctionCall extends NodeBase<"FunctionCall"> {
  readonly name: QualifiedName;
  /** `plain`: f(…); `bare`: no parentheses; `special`: words between the arguments; `jdbc`: {fn …}. */
  readonly form: "plain" | "bare" | "special" | "jdbc";
  readonly quantifier: "DISTINCT" | "ALL" | null;
  readonly arguments: readonly Argument[];
  /** f(a ORDER BY b) of LISTAGG, ARRAY_AGG … */
  readonly orderBy: OrderByClause | null;
  readonly nullTreatment: "RESPECT NULLS" | "IGNORE NULLS" | null;
  readonly withinDistinct: readonly Expression[] | null;
  readonly withinGroup: OrderByClause | null;
  readonly filter: Expression | null;
  readonly over: WindowSpecification | Identifier | null;
}

export type Argument = Expression | Star | NamedArgument | TimeUnit | ArgumentKeyword | Query | DefaultArgument | TableArgument;

/** DEFAULT as an argument. */
export type DefaultArgument = NodeBase<"DefaultArgument">;

/** `TABLE t`, `TABLE(query) PARTITION BY …`, DESCRIPTOR and the like as arguments of table functions. */
export interface TableArgument extends NodeBase<"TableArgument"> {
  readonly table: QualifiedName | Query;
}

/** JSON_VALUE, JSON_QUERY, JSON_EXISTS, JSON_OBJECT, JSON_ARRAY … with their own clauses. */
export interface JsonFunctionCall extends NodeBase<"JsonFunctionCall"> {
  /** Upper case. */
  readonly function: string;
  readonly name: QualifiedName;
  /** Context item and path, or values of JSON_ARRAY, or alternating names and values of JSON_OBJECT. */
  readonly arguments: readonly Expression[];
  readonly returning: DataType | null;
  /** `NULL`, `ERROR`, `EMPTY ARRAY`, `DEFAULT` (then `onEmptyDefault`) … upper case. */
  readonly onEmpty: string | null;
  readonly onEmptyDefault: Expression | null;
  readonly onError: string | null;
  readonly onErrorDefault: Expression | null;
  /** Any other clause in upper case: WITH WRAPPER, ABSENT ON NULL, FORMAT JSON … */
  readonly modifiers: readonly string[];
  readonly filter: Expression | null;
  readonly over: WindowSpecification | Identifier | null;
}

/** `(a, b)` or `ROW(a, b)`. */
export interface RowConstructor extends NodeBase<"RowConstructor"> {
  readonly explicit: boolean;
  readonly items: readonly Expression[];
}

/** ARRAY[…], MULTISET[…], MAP[…], or of a query: ARRAY(SELECT …). */
export interface CollectionConstructor extends NodeBase<"CollectionConstructor"> {
  readonly collection: "ARRAY" | "MULTISET" | "MAP";
  readonly elements: readonly Expression[];
  readonly query: Query | null;
}

export interface PeriodConstructor extends NodeBase<"PeriodConstructor"> {
  readonly from: Expression;
  readonly to: Expression;
}

export interface ParenthesizedExpression extends NodeBase<"ParenthesizedExpression"> {
  readonly expression: Expression;
}

/** `(SELECT …)` as a value, `CURSOR(SELECT …)`. */
export interface SubqueryExpression extends NodeBase<"SubqueryExpression"> {
  readonly query: Query;
  readonly cursor: boolean;
}

/** `a[1]` */
export interface ItemAccess extends NodeBase<"ItemAccess"> {
  readonly operand: Expression;
  readonly index: Expression;
}

/** `(a).b` */
export interface FieldAccess extends NodeBase<"FieldAccess"> {
  readonly operand: Expression;
  readonly field: Identifier;
}

/** NEXT VALUE FOR s, NEW t(…), x COLLATE c and other rarities that Druid parses and never plans; `words` upper case. */
export interface OtherExpression extends NodeBase<"OtherExpression"> {
  readonly words: string;
  readonly operands: readonly Expression[];
}

/** What could not be understood; covers the tokens skipped. */
export type ErrorExpression = NodeBase<"ErrorExpression">;

export type Literal =
  | NumericLiteral
  | StringLiteral
  | BinaryLiteral
  | BooleanLiteral
  | NullLiteral
  | DateTimeLiteral
  | IntervalLiteral;

export type Expression =
  | Literal
  | ColumnReference
  | DynamicParameter
  | UnaryExpression
  | BinaryExpression
  | IsExpression
  | BetweenExpression
  | InExpression
  | LikeExpression
  | QuantifiedComparison
  | CaseExpression
  | CastExpression
  | FunctionCall
  | JsonFunctionCall
  | RowConstructor
  | CollectionConstructor
  | PeriodConstructor
  | ParenthesizedExpression
  | SubqueryExpression
  | ItemAccess
  | FieldAccess
  | OtherExpression
  | ErrorExpression;

// Windows

export interface WindowSpecification extends NodeBase<"WindowSpecification"> {
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: OrderByClause | null;
  readonly frame: WindowFrame | null;
  readonly partial: "ALLOW PARTIAL" | "DISALLOW PARTIAL" | null;
}

export interface WindowFrame extends NodeBase<"WindowFrame"> {
  readonly unit: "ROWS" | "RANGE";
  readonly low: WindowBound;
  readonly high: WindowBound | null;
  /** From 36 on; upper case: CURRENT ROW, GROUP, TIES, NO OTHERS. */
  readonly exclude: string | null;
}

export interface WindowBound extends NodeBase<"WindowBound"> {
  readonly bound: "CURRENT ROW" | "UNBOUNDED PRECEDING" | "UNBOUNDED FOLLOWING" | "PRECEDING" | "FOLLOWING";
  readonly offset: Expression | null;
}

export interface NamedWindow extends NodeBase<"NamedWindow"> {
  readonly name: Identifier;
  readonly specification: WindowSpecification;
}

// Queries

/** A query with its outer clauses. `INSERT … SELECT`'s source, a subquery, the body of a CTE. */
export interface Query extends NodeBase<"Query"> {
  readonly with: WithClause | null;
  readonly body: QueryBody;
  readonly orderBy: OrderByClause | null;
  readonly limit: LimitClause | null;
  readonly offset: OffsetClause | null;
  readonly fetch: FetchClause | null;
}

export type QueryBody = Select | SetOperation | Values | ExplicitTable | ParenthesizedQuery | ErrorQuery;

export interface WithClause extends NodeBase<"WithClause"> {
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
}

/** `name (columns) AS (query)` */
export interface CommonTable extends NodeBase<"CommonTable"> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly query: Query;
}

export interface SetOperation extends NodeBase<"SetOperation"> {
  readonly operator: "UNION" | "INTERSECT" | "EXCEPT" | "MINUS";
  readonly operatorStart: number;
  readonly quantifier: "ALL" | "DISTINCT" | null;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** VALUES (1, 2), (3, 4); a row without parentheses is a RowConstructor of one item that spans just the item. */
export interface Values extends NodeBase<"Values"> {
  readonly rows: readonly RowConstructor[];
}

/** `TABLE t` as a query. */
export interface ExplicitTable extends NodeBase<"ExplicitTable"> {
  readonly name: QualifiedName;
}

export interface ParenthesizedQuery extends NodeBase<"ParenthesizedQuery"> {
  readonly query: Query;
}

/** Stands where a query was expected and not found. */
export type ErrorQuery = NodeBase<"ErrorQuery">;

export interface Select extends NodeBase<"Select"> {
  readonly hints: readonly Hint[];
  readonly stream: boolean;
  readonly quantifier: "DISTINCT" | "ALL" | null;
  readonly items: readonly SelectItem[];
  readonly from: TableReference | null;
  readonly where: Expression | null;
  readonly groupBy: GroupByClause | null;
  readonly having: Expression | null;
  readonly windows: readonly NamedWindow[];
  readonly qualify: Expression | null;
}

export interface Hint extends NodeBase<"Hint"> {
  readonly name: string;
}

export interface SelectItem extends NodeBase<"SelectItem"> {
  readonly expression: Expression | Star;
  readonly alias: Identifier | null;
}

export interface GroupByClause extends NodeBase<"GroupByClause"> {
  readonly quantifier: "ALL" | "DISTINCT" | null;
  readonly items: readonly GroupingItem[];
}

export type GroupingItem = Expression | Rollup | Cube | GroupingSets | EmptyGroup;

export interface Rollup extends NodeBase<"Rollup"> {
  readonly items: readonly Expression[];
}

export interface Cube extends NodeBase<"Cube"> {
  readonly items: readonly Expression[];
}

export interface GroupingSets extends NodeBase<"GroupingSets"> {
  readonly sets: readonly GroupingItem[];
}

/** `()` in GROUP BY. */
export type EmptyGroup = NodeBase<"EmptyGroup">;

export interface OrderByClause extends NodeBase<"OrderByClause"> {
  readonly items: readonly OrderItem[];
}

/** An item of ORDER BY or CLUSTERED BY. */
export interface OrderItem extends NodeBase<"OrderItem"> {
  readonly expression: Expression;
  readonly direction: "ASC" | "DESC" | null;
  readonly nulls: "FIRST" | "LAST" | null;
}

/** LIMIT n, LIMIT ALL (count null), LIMIT start, count (MySQL's form: `skip` set, never accepted by Druid). */
export interface LimitClause extends NodeBase<"LimitClause"> {
  readonly count: Expression | null;
  readonly skip: Expression | null;
}

export interface OffsetClause extends NodeBase<"OffsetClause"> {
  readonly count: Expression;
}

export interface FetchClause extends NodeBase<"FetchClause"> {
  readonly count: Expression;
}

// Tables

export type TableReference =
  | NamedTable
  | TableFunction
  | DerivedTable
  | UnnestTable
  | ParenthesizedTable
  | Join
  | Pivot
  | Unpivot
  | MatchRecognize
  | ErrorTable;

/** `t [AS] x (a, b)` */
export interface TableAlias extends NodeBase<"TableAlias"> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
}

export interface NamedTable extends NodeBase<"NamedTable"> {
  readonly name: QualifiedName;
  readonly hints: readonly Hint[];
  readonly extend: ExtendClause | null;
  readonly sample: TableSample | null;
  /** FOR SYSTEM_TIME AS OF … */
  readonly snapshot: Expression | null;
  readonly alias: TableAlias | null;
}

/** TABLE(f(…)), and where a release takes it f(…) without TABLE (`wrapped` false). */
export interface TableFunction extends NodeBase<"TableFunction"> {
  readonly wrapped: boolean;
  readonly lateral: boolean;
  /** A FunctionCall, or what else stood in the parentheses. */
  readonly call: Expression;
  readonly extend: ExtendClause | null;
  readonly sample: TableSample | null;
  readonly alias: TableAlias | null;
}

export interface ExtendClause extends NodeBase<"ExtendClause"> {
  readonly keyword: boolean;
  readonly columns: readonly FieldDeclaration[];
}

export interface TableSample extends NodeBase<"TableSample"> {
  readonly method: string;
  readonly arguments: readonly Expression[];
}

export interface DerivedTable extends NodeBase<"DerivedTable"> {
  readonly lateral: boolean;
  readonly query: Query;
  readonly sample: TableSample | null;
  readonly alias: TableAlias | null;
}

export interface UnnestTable extends NodeBase<"UnnestTable"> {
  readonly expressions: readonly Expression[];
  readonly ordinality: boolean;
  readonly lateral: boolean;
  readonly sample: TableSample | null;
  readonly alias: TableAlias | null;
}

/** A table or join in parentheses (28 and later take a join so). */
export interface ParenthesizedTable extends NodeBase<"ParenthesizedTable"> {
  readonly table: TableReference;
  readonly alias: TableAlias | null;
}

export interface Join extends NodeBase<"Join"> {
  readonly left: TableReference;
  readonly right: TableReference;
  /** `COMMA` and `CROSS APPLY`/`OUTER APPLY` included. */
  readonly type: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS" | "COMMA" | "CROSS APPLY" | "OUTER APPLY" | "ASOF" | "LEFT ASOF";
  readonly natural: boolean;
  readonly operatorStart: number;
  readonly on: Expression | null;
  readonly using: readonly Identifier[] | null;
}

export interface Pivot extends NodeBase<"Pivot"> {
  readonly table: TableReference;
  readonly aggregates: readonly SelectItem[];
  readonly axes: readonly Identifier[];
  readonly values: readonly SelectItem[];
  readonly alias: TableAlias | null;
}

export interface Unpivot extends NodeBase<"Unpivot"> {
  readonly table: TableReference;
  readonly includeNulls: boolean | null;
  readonly measures: readonly Identifier[];
  readonly axes: readonly Identifier[];
  readonly values: readonly SelectItem[];
  readonly alias: TableAlias | null;
}

export interface MatchRecognize extends NodeBase<"MatchRecognize"> {
  readonly table: TableReference;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: OrderByClause | null;
  readonly measures: readonly SelectItem[];
  readonly defines: readonly SelectItem[];
  readonly alias: TableAlias | null;
}

export type ErrorTable = NodeBase<"ErrorTable">;

// Statements

export interface QueryStatement extends NodeBase<"QueryStatement"> {
  readonly query: Query;
}

/** EXPLAIN PLAN … FOR statement; DESCRIBE STATEMENT query is one too. */
export interface ExplainStatement extends NodeBase<"ExplainStatement"> {
  /** Upper-case words between EXPLAIN PLAN and FOR: `AS JSON`, `WITH TYPE`, `EXCLUDING ATTRIBUTES` … */
  readonly options: readonly string[];
  readonly statement: Statement;
}

/** INSERT, and UPSERT, which Druid parses only to refuse it. */
export interface InsertStatement extends NodeBase<"InsertStatement"> {
  readonly upsert: boolean;
  readonly target: IngestTarget | null;
  readonly columns: TargetColumns | null;
  /** Only for the message: Druid refuses OVERWRITE in an INSERT. */
  readonly overwrite: OverwriteClause | null;
  readonly exportFormat: ExportFormat | null;
  readonly source: Query;
  readonly partitionedBy: PartitionedByClause | null;
  readonly clusteredBy: ClusteredByClause | null;
}

export interface ReplaceStatement extends NodeBase<"ReplaceStatement"> {
  readonly target: IngestTarget | null;
  readonly columns: TargetColumns | null;
  /** Null: no OVERWRITE at all; its `where` null and `all` false: nothing follows the word. */
  readonly overwrite: OverwriteClause | null;
  readonly exportFormat: ExportFormat | null;
  readonly source: Query;
  readonly partitionedBy: PartitionedByClause | null;
  readonly clusteredBy: ClusteredByClause | null;
}

export type IngestTarget = TargetTable | TargetExtern;

export interface TargetTable extends NodeBase<"TargetTable"> {
  readonly name: QualifiedName;
}

/** INSERT INTO EXTERN(s3(bucket => '…')) */
export interface TargetExtern extends NodeBase<"TargetExtern"> {
  readonly destination: FunctionCall | null;
}

export interface TargetColumns extends NodeBase<"TargetColumns"> {
  readonly columns: readonly FieldDeclaration[];
}

/** AS CSV */
export interface ExportFormat extends NodeBase<"ExportFormat"> {
  readonly format: Identifier;
}

export interface OverwriteClause extends NodeBase<"OverwriteClause"> {
  readonly all: boolean;
  readonly where: Expression | null;
}

export interface PartitionedByClause extends NodeBase<"PartitionedByClause"> {
  readonly granularity: Granularity;
}

/** ALL, ALL TIME, a bare word (DAY, P1D), or any expression: FLOOR(__time TO DAY), TIME_FLOOR(__time, 'P1D'), 'P1D', "P1D". */
export type Granularity = AllGranularity | UnitGranularity | Expression;

export interface AllGranularity extends NodeBase<"AllGranularity"> {
  readonly time: boolean;
}

/** HOUR, DAY, MONTH, YEAR as keywords, or another bare word taken for one; upper case of what stands there. */
export interface UnitGranularity extends NodeBase<"UnitGranularity"> {
  readonly unit: string;
}

export interface ClusteredByClause extends NodeBase<"ClusteredByClause"> {
  readonly items: readonly OrderItem[];
}

/** SET key = value; `scope` is SYSTEM or SESSION in ALTER … SET. */
export interface SetStatement extends NodeBase<"SetStatement"> {
  readonly scope: string | null;
  readonly name: QualifiedName;
  /** A literal, a bare word (ColumnReference), ON (null) or an expression. */
  readonly value: Expression | null;
}

export interface ResetStatement extends NodeBase<"ResetStatement"> {
  readonly scope: string | null;
  readonly name: QualifiedName | null;
}

export interface UpdateStatement extends NodeBase<"UpdateStatement"> {
  readonly table: QualifiedName;
  readonly alias: Identifier | null;
  readonly assignments: readonly Assignment[];
  readonly where: Expression | null;
}

export interface Assignment extends NodeBase<"Assignment"> {
  readonly column: QualifiedName;
  readonly value: Expression;
}

export interface DeleteStatement extends NodeBase<"DeleteStatement"> {
  readonly table: QualifiedName;
  readonly alias: Identifier | null;
  readonly where: Expression | null;
}

export interface MergeStatement extends NodeBase<"MergeStatement"> {
  readonly table: QualifiedName;
  readonly alias: Identifier | null;
  readonly source: TableReference;
  readonly on: Expression;
  readonly assignments: readonly Assignment[];
  readonly insertColumns: readonly Identifier[];
  readonly insertRows: readonly RowConstructor[];
}

export interface CallStatement extends NodeBase<"CallStatement"> {
  readonly call: Expression;
}

/** DESCRIBE [TABLE] t [column], DESCRIBE DATABASE … */
export interface DescribeStatement extends NodeBase<"DescribeStatement"> {
  readonly what: "TABLE" | "SCHEMA" | "DATABASE" | "CATALOG";
  readonly name: QualifiedName;
  readonly column: Identifier | null;
}

/** Starts as no statement of Druid's does (CREATE, DROP, hello world): covers the tokens up to the next statement. */
export type ErrorStatement = NodeBase<"ErrorStatement">;

export type Statement =
  | QueryStatement
  | ExplainStatement
  | InsertStatement
  | ReplaceStatement
  | SetStatement
  | ResetStatement
  | UpdateStatement
  | DeleteStatement
  | MergeStatement
  | CallStatement
  | DescribeStatement
  | ErrorStatement;

export type Node =
  | Identifier
  | QualifiedName
  | Star
  | Expression
  | CaseBranch
  | DataType
  | FieldDeclaration
  | IntervalQualifier
  | NamedArgument
  | TimeUnit
  | ArgumentKeyword
  | DefaultArgument
  | TableArgument
  | WindowSpecification
  | WindowFrame
  | WindowBound
  | NamedWindow
  | Query
  | QueryBody
  | WithClause
  | CommonTable
  | Hint
  | SelectItem
  | GroupByClause
  | GroupingItem
  | OrderByClause
  | OrderItem
  | LimitClause
  | OffsetClause
  | FetchClause
  | TableReference
  | TableAlias
  | ExtendClause
  | TableSample
  | Statement
  | IngestTarget
  | TargetColumns
  | ExportFormat
  | OverwriteClause
  | PartitionedByClause
  | AllGranularity
  | UnitGranularity
  | ClusteredByClause
  | Assignment;

export type NodeKind = Node["kind"];
export type NodeOfKind<Kind extends NodeKind> = Extract<Node, { kind: Kind }>;
