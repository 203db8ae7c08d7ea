/**
 * Statements over the whole grammar of Druid's parser, most of which mean nothing, and near misses of them.
 *
 * `rules` are templates by name: `{x}` stands for any template of x, `{x?}` for one or nothing, `{x,}` for a list with commas,
 * `{x*}` for none or several, `{A|B|}` for one of the words. A template further down a list is as likely as the first.
 */

const rules = {
  statement: [
    "{query}", "{query}", "{query}", "{query}", "{ingestion}", "{ingestion}", "{ingestion}", "EXPLAIN {explain} {statement}", "{rare}",
  ],
  explain: ["PLAN FOR", "PLAN FOR", "PLAN {EXCLUDING ATTRIBUTES|INCLUDING ATTRIBUTES|INCLUDING ALL ATTRIBUTES|} {WITH TYPE|WITH IMPLEMENTATION|WITHOUT IMPLEMENTATION|} {AS JSON|AS XML|AS DOT|} FOR", "", "PLAN", "FOR"],
  rare: [
    "UPDATE {table} {alias?} SET {assignment,} {where?}", "DELETE FROM {table} {alias?} {where?}", "UPSERT INTO {table} {nameList?} {query}",
    "MERGE INTO {table} {alias?} USING {source} ON {expr} {mergeUpdate?} {mergeInsert?}", "CALL {qualified}({argument,})", "CALL {qualified}()",
    "DESCRIBE {describe}", "SET {qualified} = {setValue}", "ALTER {SYSTEM|SESSION} SET {qualified} = {setValue}", "RESET {ALL|x|a.b}",
    "ALTER {SYSTEM|SESSION} RESET {ALL|x}", "CREATE TABLE {name} AS {query}", "DROP TABLE {name}", "SET {name} = {setValue}; {query}", "CREATE VIEW {name} AS {query}", "TRUNCATE TABLE {name}",
    "BEGIN", "COMMIT", "SHOW TABLES", "USE druid", "{query}; {query}", "{query};", "ANALYZE {name}", "CREATE FUNCTION f AS 'x'",
  ],
  describe: ["{qualified}", "TABLE {qualified}", "TABLE {qualified} {name}", "{qualified} {name}", "STATEMENT {query}", "{query}", "SCHEMA {qualified}", "DATABASE {name}", "CATALOG {name}", "STATEMENT {ingestion}", "SCHEMA", "{rare}"],
  mergeUpdate: ["WHEN MATCHED THEN UPDATE SET {assignment,}"],
  mergeInsert: ["WHEN NOT MATCHED THEN INSERT {nameList?} VALUES ({expr,})", "WHEN NOT MATCHED THEN INSERT (VALUES ({expr,}))", "WHEN NOT MATCHED THEN INSERT {nameList} (VALUES {row})", "WHEN NOT MATCHED THEN INSERT VALUES {row}"],
  assignment: ["{name} = {expr}", "{name} = {expr}", "{name} = DEFAULT"],
  setValue: ["'x'", "1", "-1", "1.5e3", "TRUE", "NULL", "ON", "abc", "a.b", "DATE '2000-01-01'", "+2", "{expr}", "ROW", "X'0f'", "INTERVAL '1' DAY"],

  ingestion: [
    "INSERT INTO {target} {nameList?} {query} {partitioned?} {clustered?}", "REPLACE INTO {target} {nameList?} {overwrite?} {query} {partitioned?} {clustered?}",
    "REPLACE INTO {target} {overwrite} {query} {partitioned} {clustered?}", "INSERT INTO {target} {query} {partitioned} {clustered?}",
    "INSERT INTO EXTERN({exportTo}) {exportAs?} {query} {partitioned?} {clustered?}", "REPLACE INTO EXTERN({exportTo}) {exportAs?} {overwrite?} {query} {partitioned?}",
    "INSERT INTO {target} {partitioned} {query} {clustered?}", "INSERT INTO {target} {query} {clustered} {partitioned}", "INSERT {hints} INTO {target} {query} {partitioned}",
    "WITH {cte,} INSERT INTO {target} {query} {partitioned}", "INSERT INTO {target} {overwrite} {query} {partitioned}", "INSERT INTO {target} {alias} {query} {partitioned}",
    "INSERT INTO {target} {hints} {query} {partitioned}", "INSERT INTO {target} EXTEND {columns} {query} {partitioned}", "INSERT INTO {target} ({query}) {partitioned} {clustered?}",
    "INSERT INTO {target} VALUES {row,} {partitioned}", "INSERT INTO {target} {columns} {query} {partitioned}", "REPLACE INTO {target} OVERWRITE {partitioned} {query}", "INSERT INTO {target} {EXPLICIT|TABLE|DEFAULT VALUES|} {query} {partitioned}",
  ],
  target: ["{qualified}", "{qualified}", "{qualified}", "'quoted'", "TABLE {name}", "EXTERN"],
  exportTo: ["S3(bucket => 'b', prefix => 'p')", "local(exportPath => '/x')", "{qualified}({argument,})", "S3()", "S3", "'s3'", "local('a')", "LOCAL(exportPath={literal})", "google(\"bucket\" => 'b')", "local(exportPath => {expr})"],
  exportAs: ["AS CSV", "AS JSON", "AS {name}", "AS 'csv'", "AS \"csv\"", "AS"],
  overwrite: ["OVERWRITE ALL", "OVERWRITE ALL", "OVERWRITE WHERE {expr}", "OVERWRITE WHERE __time >= TIMESTAMP '2000-01-01' AND __time < TIMESTAMP '2000-01-02'", "OVERWRITE", "OVERWRITE {literal}", "OVERWRITE ALL TIME"],
  partitioned: [
    "PARTITIONED BY {granularity}", "PARTITIONED BY {granularity}", "PARTITIONED BY DAY", "PARTITIONED BY ALL", "PARTITIONED BY {expr}", "PARTITIONED {granularity}", "PARTITIONED BY",
  ],
  granularity: [
    "{HOUR|DAY|MONTH|YEAR|ALL|ALL TIME|all|dAy}", "{WEEK|QUARTER|MINUTE|SECOND|DECADE|DAYS|NONE|EPOCH|DOY|MILLISECOND}", "{period}", "FLOOR({name} TO {unit})", "FLOOR(__time TO {unit})",
    "TIME_FLOOR({name}, {period})", "TIME_FLOOR(__time, {period})", "TIME_FLOOR({argument,})", "FLOOR({expr})", "(DAY)", "('P1D')", "(FLOOR(__time TO DAY))", "{name}", "\"{DAY|P1D|day}\"", "{P1D|PT1H|P1W|PT5M}", "TIME_FLOOR((__time), ('P1D'))",
    "CEIL(__time TO DAY)", "TIME_FLOOR(__time, 'P1D', NULL, 'UTC')", "DATE_TRUNC('day', __time)", "{literal}", "?", "N'P1D'", "U&'P1D'", "E'P1D'", "'P1' 'D'", "time_floor(\"__time\", 'P1D')", "floor(__TIME to day)", "\"TIME_FLOOR\"(__time, 'P1D')", "druid.TIME_FLOOR(__time, 'P1D')",
  ],
  period: ["'{P1D|PT1H|P1M|P1Y|P1W|PT6H|PT15M|P3M|p1d|P7D|PT24H|P0D|P|PT|day|DAY|ALL|all time|none|NONE|week| P1D|P1DT|FIFTEEN_MINUTE|PT1.5S|P1Y1M|-P1D|}'"],
  clustered: ["CLUSTERED BY {order,}", "CLUSTERED BY {expr,}", "CLUSTERED BY ({expr,})", "CLUSTERED {expr,}", "CLUSTERED BY", "CLUSTERED BY {name} {name}"],

  query: ["{select} {orderBy?} {limit?}", "{select}", "{select}", "WITH {RECURSIVE|RECURSIVE||||} {cte,} {query}", "{queryTerm} {setOperator} {queryTerm} {orderBy?} {limit?}", "({query}) {orderBy?} {limit?}", "VALUES {row,} {orderBy?}", "TABLE {qualified}", "{queryTerm} {setOperator} {queryTerm} {setOperator} {query}", "VALUE {row,}", "VALUES {expr,}"],
  queryTerm: ["{select}", "{select}", "({query})", "VALUES {row,}", "TABLE {name}"],
  setOperator: ["{UNION|INTERSECT|EXCEPT|MINUS|} {ALL|DISTINCT|}", "UNION ALL", "UNION BY NAME"],
  cte: ["{name} AS ({query})", "{name} {nameList?} AS ({query})", "{name} ({query})", "{qualified} AS ({query})", "{name} AS {query}", "{name} AS MATERIALIZED ({query})"],
  select: [
    "SELECT {hints?} {STREAM|} {DISTINCT|ALL||||} {item,} FROM {from} {where?} {groupBy?} {having?} {window?} {qualify?}", "SELECT {item,} FROM {from} {where?} {groupBy?} {having?}",
    "SELECT {item,} FROM {from}", "SELECT {item,}", "SELECT * FROM {from} {where?} {qualify?}", "SELECT {TOP 3|*,|} {item,} FROM {from} {where?} {having?} {groupBy?} {limit?} {where?}", "SELECT {item,} {where?} {groupBy?} {having?}", "FROM {from} SELECT {item,}",
  ],
  hints: ["/*+ {hint,} */", "/*+ {hint} */", "/*+ */", "/*+ {hint} {hint} */", "/* + a */"],
  hint: ["{name}", "{name}({hintOption,})", "{name}()", "sort_merge", "broadcast"],
  hintOption: ["{name}", "{name} = {literal}", "{literal}", "'k' = 'v'", "-1", "a = b", "'k' = 1", "{name} = 'v'"],
  item: ["{expr}", "{expr}", "{expr} AS {name}", "{expr} {name}", "*", "{name}.*", "{qualified}.*", "{expr} AS {string}", "{expr} MEASURE", "* EXCEPT ({name})", "{expr} {string}", "{name} = {expr}", "* EXCLUDE ({name,})", "* REPLACE ({expr} AS {name})"],
  where: ["WHERE {expr}"],
  having: ["HAVING {expr}"],
  qualify: ["QUALIFY {expr}"],
  groupBy: ["GROUP BY {group,}", "GROUP BY {group,}", "GROUP BY {ALL|DISTINCT} {group,}", "GROUP BY ()", "GROUP BY ALL", "GROUP {group,}", "GROUP BY {group,} WITH ROLLUP"],
  group: ["{expr}", "{expr}", "{name}", "ROLLUP({expr,})", "CUBE({expr,})", "GROUPING SETS({group,})", "({expr,})", "()", "ROLLUP(({expr,}), {expr})", "GROUPING SETS(({expr,}), ())", "ROLLUP {expr}", "ROLLUP()"],
  window: ["WINDOW {name} AS ({windowSpec}), {name} AS ({windowSpec})", "WINDOW {name} AS ({windowSpec})", "WINDOW {name} AS {name}"],
  windowSpec: ["{name?} {partitionBy?} {orderBy?} {frame?}", "{partitionBy?} {orderBy?}", "{orderBy?} {frame?}", "{partitionBy?} {orderBy?} {frame?} {ALLOW PARTIAL|DISALLOW PARTIAL|}", "{orderBy} {partitionBy}"],
  partitionBy: ["PARTITION BY {expr,}", "PARTITION BY {expr}", "PARTITION {expr}", "PARTITION BY {query}"],
  frame: ["{ROWS|RANGE|GROUPS|ROW} {bound}", "{ROWS|RANGE} BETWEEN {bound} AND {bound}", "{ROWS|RANGE} BETWEEN {bound} AND {bound} {exclude?}"],
  exclude: ["EXCLUDE {CURRENT ROW|GROUP|TIES|NO OTHERS|}"],
  bound: ["CURRENT ROW", "UNBOUNDED PRECEDING", "UNBOUNDED FOLLOWING", "{expr} PRECEDING", "{expr} FOLLOWING", "UNBOUNDED", "1 PRECEDING", "INTERVAL '1' DAY PRECEDING", "{expr}"],
  orderBy: ["ORDER BY {order,}", "ORDER BY {order}", "ORDER BY {order,}", "ORDER {order,}", "ORDER SIBLINGS BY {order}", "ORDER BY ({order,})"],
  order: ["{expr} {ASC|DESC||||} {NULLS FIRST|NULLS LAST||||}", "{expr}", "{name}", "1", "{expr} USING <", "{expr} NULLS"],
  limit: [
    "LIMIT {count}", "LIMIT {count} OFFSET {count}", "OFFSET {count}", "OFFSET {count} {ROW|ROWS}", "LIMIT {count}, {count}", "OFFSET {count} LIMIT {count}", "FETCH {FIRST|NEXT|LAST|} {count} {ROW|ROWS|} ONLY",
    "OFFSET {count} {ROW|ROWS} FETCH {FIRST|NEXT} {count} {ROW|ROWS} ONLY", "LIMIT ALL", "FETCH FIRST ROW ONLY", "LIMIT {count} FETCH NEXT {count} ROWS ONLY", "FETCH NEXT {count} ROWS WITH TIES", "LIMIT ALL OFFSET {count}", "FETCH FIRST {count} PERCENT ROWS ONLY", "LIMIT", "LIMIT {count} BY {name}",
  ],
  count: ["1", "?", "0", "100", "{expr}", "-1", "1.5", "'1'", "ALL", "1e2", "NULL", "{number}"],
  row: ["({expr,})", "({expr,})", "ROW({expr,})", "{expr}", "()", "ROW()", "(DEFAULT)", "({query})"],

  from: ["{source}", "{source}", "{source}, {source}", "{from} {join} {source} {joinCondition}", "{from} {join} {source}", "{from} {CROSS|NATURAL|} JOIN {source}", "{from} {join} {source} {joinCondition}"],
  join: ["{NATURAL|||} {INNER|LEFT|RIGHT|FULL|LEFT OUTER|RIGHT OUTER|FULL OUTER|CROSS|LEFT SEMI|ANTI|OUTER|ASOF|LEFT ASOF|INNER OUTER||} JOIN", "JOIN", "LEFT JOIN", "{CROSS|OUTER} APPLY", "STRAIGHT_JOIN", "{LEFT|INNER} {hints} JOIN"],
  joinCondition: ["ON {expr}", "ON {expr}", "USING ({name,})", "USING {name}", "USING ({qualified})", "MATCH_CONDITION {expr} ON {expr}", "USING ()", "ON ({query})"],
  source: [
    "{tablePart} {alias?}", "{tablePart} {alias?}", "{tablePart} {alias?}", "{qualified}", "{qualified} {alias}", "{tablePart} {pivot} {alias?}", "{tablePart} {sample} {alias?}", "{tablePart} {alias?} {sample}", "{tablePart} {matchRecognize} {alias?}", "{tablePart} {hints?} {alias?}",
    "{tablePart} {FOR SYSTEM_TIME AS OF|FOR SYSTEM_TIME BETWEEN|FOR SYSTEM_TIME|FOR VERSION AS OF} {expr} {alias?}", "{qualified} {EXTEND|} {columns} {alias?}", "{tablePart} {alias} {pivot}",
  ],
  tablePart: [
    "{qualified}", "{qualified}", "{qualified}", "({query})", "({query})", "LATERAL ({query})", "UNNEST({expr,})", "UNNEST({expr}) WITH ORDINALITY", "LATERAL UNNEST({expr})", "TABLE({qualified}({argument,}))", "LATERAL TABLE({qualified}({argument,}))",
    "({from})", "({from})", "TABLE(EXTERN('{}', '{}', '[]'))", "TABLE(EXTERN('{}', '{}')) {EXTEND|} {columns}", "{qualified}({argument,})", "TABLE({qualified}())", "TABLE(TUMBLE(TABLE {name}, DESCRIPTOR({name}), INTERVAL '1' DAY))", "TABLE {qualified}", "EXTERN({argument,}) {EXTEND|} {columns}", "TABLE(SPECIFIC {qualified}({argument,}))", "ONLY {name}",
    "(VALUES {row,})", "TABLE({query})", "TABLE({name})", "(TABLE {name})", "LATERAL {qualified}", "UNNEST(({query}))", "UNNEST({query})", "(({query}))", "(({from}))", "TABLE(APPEND('a', 'b'))", "TABLE(f({CURSOR|TABLE|} ({query})))", "TABLE(f(TABLE {name} PARTITION BY {name} ORDER BY {name}))", "LATERAL ({from})",
  ],
  columns: ["({column,})", "({column,})", "()", "({name,})", "{column,}", "({column,},)"],
  column: ["{name} {type}", "{name} {type}", "{name} {type} {NOT NULL|NULL|}", "{qualified} {type}", "{name}", "{name}: {type}", "{name} {type} DEFAULT {literal}"],
  alias: ["AS {name}", "{name}", "AS {name} ({name,})", "{name} ({name,})", "AS {string}", "AS {name} {nameList}", "{name} ()", "AS ({name,})"],
  nameList: ["({name,})", "({name})", "({qualified,})", "()"],
  sample: ["TABLESAMPLE {BERNOULLI|SYSTEM|SUBSTITUTE||RESERVOIR}({count})", "TABLESAMPLE {BERNOULLI|SYSTEM}({number}) REPEATABLE({number})", "TABLESAMPLE SUBSTITUTE('x')", "TABLESAMPLE SYSTEM({count}) {alias?} REPEATABLE(-1)", "TABLESAMPLE ({number} ROWS)"],
  pivot: [
    "PIVOT ({pivotAgg,} FOR {name} IN ({pivotValue,}))", "PIVOT ({pivotAgg,} FOR ({name,}) IN ({pivotValue,}))", "PIVOT ({pivotAgg} FOR {expr} IN ({query}))", "UNPIVOT {INCLUDE NULLS|EXCLUDE NULLS||} ({name} FOR {name} IN ({unpivotValue,}))", "UNPIVOT {INCLUDE NULLS|EXCLUDE NULLS||} (({name,}) FOR ({name,}) IN ({unpivotValue,}))",
    "PIVOT ({pivotAgg,} FOR {name} IN ())", "UNPIVOT ({name} FOR {name} IN ())", "PIVOT (FOR {name} IN ({pivotValue}))",
  ],
  pivotAgg: ["{aggregate}({expr})", "{aggregate}({expr}) AS {name}", "{aggregate}(*) {name}", "{expr}", "COUNT(*)", "SUM({name}) FILTER (WHERE {expr})"],
  pivotValue: ["{literal}", "{literal} AS {name}", "({expr,}) AS {name}", "{expr}", "{literal} {name}", "({literal,})", "()"],
  unpivotValue: ["{name}", "{name} AS {literal}", "({name,}) AS ({literal,})", "({name,})", "{name} AS {name}", "({name,}) AS {literal}", "{name} {literal}", "{qualified}"],
  matchRecognize: [
    "MATCH_RECOGNIZE ({partitionBy?} {orderBy?} {measures?} {rowsPerMatch?} {afterMatch?} PATTERN ({pattern}) {within?} {subset?} DEFINE {definition,})", "MATCH_RECOGNIZE ({orderBy?} PATTERN ({pattern}) DEFINE {definition,})", "MATCH_RECOGNIZE ({measures?} {rowsPerMatch?} PATTERN ({pattern}))", "MATCH_RECOGNIZE ({partitionBy?} {measures} {orderBy?} PATTERN {pattern} DEFINE {definition})",
  ],
  measures: ["MEASURES {measure,}"],
  measure: ["{expr} AS {name}", "{RUNNING|FINAL|} {expr} AS {name}", "FINAL LAST({name}) AS {name}", "{expr}", "RUNNING COUNT(*) AS {name}", "MATCH_NUMBER() AS {name}", "CLASSIFIER() AS {name}", "PREV({expr}, 1) AS {name}", "NEXT({name}) AS {name}"],
  rowsPerMatch: ["ONE ROW PER MATCH", "ALL ROWS PER MATCH", "ALL ROWS PER MATCH {SHOW|OMIT} EMPTY MATCHES", "ONE ROWS PER MATCH"],
  afterMatch: ["AFTER MATCH SKIP {TO NEXT ROW|PAST LAST ROW|TO FIRST a|TO LAST a|TO a|TO|TO FIRST|TO LAST}"],
  pattern: ["{patternTerm*}", "{patternTerm} | {patternTerm}", "^ {pattern} $", "{pattern} {pattern}", "{patternTerm}"],
  patternTerm: ["{name}", "{name}{+|*|?|+?|*?|??}", "{name} {quantity}", "({pattern})", "({pattern}){+|*|?}", "PERMUTE({pattern}, {pattern})", "{- {pattern} -}", "{name}{+|*|+?| *}", "()"],
  quantity: ["{ 2 }", "{ 1, }", "{ , 3 }", "{ 1, 3 }", "{ 1, 3 }?", "{,}", "{ -1 }"],
  within: ["WITHIN INTERVAL '1' DAY", "WITHIN {interval}", "WITHIN {expr}"],
  subset: ["SUBSET {name} = ({name,})", "SUBSET {name} = ({name}), {name} = ({name,})", "SUBSET {name} = {name}"],
  definition: ["{name} AS {expr}", "{name} AS PREV({name}) < {expr}", "{name} AS LAST({name}, 1) > {name}.{name}", "{name} {expr}"],

  expr: [
    "{operand}", "{operand}", "{operand}", "{operand} {binary} {operand}", "{operand} {binary} {operand}", "{operand} {AND|OR} {operand}", "NOT {expr}", "{operand} {NOT|} BETWEEN {ASYMMETRIC|SYMMETRIC||||} {operand} AND {operand}", "{operand} {NOT|} IN ({expr,})", "{operand} {NOT|} IN ({query})",
    "{operand} {NOT|} {LIKE|SIMILAR TO|ILIKE|RLIKE} {operand} {escape?}", "{operand} IS {NOT|} {NULL|TRUE|FALSE|UNKNOWN|A SET|EMPTY|JSON|JSON VALUE|JSON OBJECT|JSON ARRAY|JSON SCALAR|DISTINCT}", "{operand} IS {NOT|} DISTINCT FROM {operand}", "{operand} {compare} {ANY|ALL|SOME} ({query})", "{operand} {compare} {ANY|ALL|SOME} ({expr,})", "{EXISTS|UNIQUE|NOT EXISTS} ({query})",
    "{operand} {binary} {operand} {binary} {operand} {binary} {operand}", "- {operand}", "+ {operand}", "{operand} IS {NOT|} OF ({type,})", "{operand} {OVERLAPS|CONTAINS|EQUALS|PRECEDES|SUCCEEDS|IMMEDIATELY PRECEDES|IMMEDIATELY SUCCEEDS} {operand}", "({expr}, {expr}) {OVERLAPS|CONTAINS|EQUALS|PRECEDES} ({expr}, {expr})", "PERIOD ({expr}, {expr}) {OVERLAPS|CONTAINS} PERIOD ({expr}, {expr})",
    "{operand} {NOT|} {MEMBER OF|SUBMULTISET OF} {operand}", "{operand} MULTISET {UNION|INTERSECT|EXCEPT} {ALL|DISTINCT|} {operand}", "{operand} FORMAT JSON", "{operand} COLLATE {name}", "{operand} AT TIME ZONE 'UTC'", "{operand} :: {type}", "{operand} {foreign} {operand}", "{operand} MEMBER {operand}", "{operand} NOT {operand}", "NOT NOT {operand}", "{operand} IN {name}", "{operand} IN ()", "{operand} IS {operand}", "- - {operand}", "{operand} BETWEEN {operand}",
    "{operand} {binary} NOT {operand}", "{operand} {binary} EXISTS ({query})", "{operand} IN UNNEST({expr})", "{operand} {compare} ANY {operand}",
  ],
  escape: ["ESCAPE {string}", "ESCAPE {expr}", "ESCAPE"],
  binary: ["{compare}", "{+|-|*|/|%}", "||", "{+|-|*|/}", "{AND|OR}", "{compare}"],
  compare: ["{=|<>|<|<=|>|>=|!=}"],
  foreign: ["{==|&&|&|~|^|<<|>>|->|->>|**|::|:=|!|<=>|@>|?|=~|!~|MOD|DIV|XOR|REGEXP}"],
  operand: [
    "{reference}", "{reference}", "{reference}", "{reference}", "{literal}", "{literal}", "{literal}", "({expr})", "({query})", "{call}", "{call}", "{call}", "{special}", "{special}", "CASE {when*} WHEN {expr} THEN {expr} {ELSE NULL|} END", "CASE {expr} WHEN {expr,} THEN {expr} {else?} END", "{constructor}", "{operand}[{expr}]", "?", "{cast}", "{datetime}", "{interval}", "{nilary}",
    "({expr,})", "({expr}).{name}", "{call}.{name}", "{operand}[{OFFSET|ORDINAL|SAFE_OFFSET|SAFE_ORDINAL}({expr})]", "({operand} - {operand}) {qualifier}", "CASE {when*} END", "CASE WHEN {expr} {else?} END", "CASE {expr,} WHEN {expr} THEN {expr} END", "({expr}).{name}({argument,})", "({query}).{name}", "{nextValue}", "{jdbc}",
  ],
  when: ["WHEN {expr} THEN {expr}", "WHEN {expr} THEN NULL", "WHEN {expr}, {expr} THEN {expr}"],
  else: ["ELSE {expr}", "ELSE"],
  nextValue: ["{NEXT|CURRENT} VALUE FOR {qualified}"],
  jdbc: ["{fn {call}}", "{fn {special}}", "{d '2000-01-01'}", "{t '10:00:00'}", "{ts '2000-01-01 00:00:00'}", "{fn {TIMESTAMPADD|TIMESTAMPDIFF}({SQL_TSI_DAY|DAY|SQL_TSI_FRAC_SECOND}, {expr}, {expr})}", "{fn CONVERT({expr}, {SQL_BIGINT|BIGINT|VARCHAR|SQL_INTERVAL_DAY})}", "{fn {CURDATE|NOW|CURTIME|PI|USER|DATABASE}()}", "{fn {name}()}", "{d {string}}", "{oj {from}}", "{fn {LEFT|RIGHT|LOCATE|INSERT|TRUNCATE|CHAR}({argument,})}", "{ D '2000-01-01' }", "{ ts'2000-01-01 00:00:00'}"],
  reference: ["{name}", "{name}", "{qualified}", "{name}.{name}", "{qualified}.*", "{name}.{name}.{name}.{name}"],
  qualified: ["{name}", "{name}", "{name}", "{name}.{name}", "{name}.{name}.{name}", "druid.{name}", "{name} . {name}", "{name}.", ".{name}", "{name}..{name}", "{name}.'{name}'"],
  name: ["{plainName}", "{plainName}", "{plainName}", "{plainName}", "{plainName}", "{plainName}", "{plainName}", "{plainName}", "{plainName}", "\"{a|b|c}\"", "\"{a|b|c}\"", "{oddName}"],
  plainName: ["{a|b|c|x|y|z|dim1|m1|cnt|foo|t}"],
  oddName: [
    "{__time|_x|x1|xÉ|表|a$b|émile|ab_c|A|Dim1}", "\"{a|a b|a\"\"b|select|A|é|-| }\"", "U&\"{a|\\0061|\\+000061|a\\\\b|!0061}\"", "{keywordName}", "{keywordName}", "{keywordName}", "U&\"d!0061t\" UESCAPE '{!|\\|a|+|0||xx}'", "`{a|a b|}`", "[a]", "\"\"", "#a", "a#b", "@a", "$a", "x-y", "1a", "\"{a|b|c}\"",
  ],
  keywordName: ["{week|type|key|state|overwrite|replace|data|name|first|last|json|plan|isolation|quarter|pivot|unpivot|days|minutes|hop|tumble|ilike|string_agg|array_agg|group_concat|separator|percentile_cont|dot|include|extern|date_trunc|datetime_diff|time_trunc|epoch|dow|year|day|user|value|values|date|time|timestamp|language|count|position|row|rows|range|end|start|method|system|result|period|extend|partitioned|clustered|offset|limit|qualify|ordinal|monday|friday|datetime|safe_cast|try_cast|asof|measure|measures|pattern|define|one|per|match|skip|after|subset|prev|next|final|running|current|at|of|to|for|by|on|set|reset|show|view|tablesample|system_time|any|some|every|all|map|array|multiset|cursor|unnest|lateral|specific|default|unknown|grouping|cube|rollup|within|filter|over|respect|ignore|nulls|explain|describe|upsert|merge|call|translate|overlay|substring|trim|floor|ceil|convert|interval|uescape|unsigned|variant|uuid|using|hour|minute|second|month|century|decade|microsecond|nanosecond|isodow|isoyear|doy|millennium|timezone_hour|json_scope|contains_substr|permute|classifier|match_number|exclude|ties|others|no}"],
  literal: ["{number}", "{number}", "{string}", "{string}", "{TRUE|FALSE|NULL|UNKNOWN}", "{datetime}", "{interval}", "{binary}", "?", "{adjacent}"],
  number: ["{0|1|2|10|42|007|1000000}", "{1.5|.5|1.|0.0|1e3|1E-3|1e+3|.5e2|1.e2|1.5E10}", "{9223372036854775807|9223372036854775808|99999999999999999999999999|1e400|1e|1e+|0x1f|1_000|1L|1.5f|1..2|1.2.3|12abc|1e5e|0b1}", "DECIMAL '{1.5|x|-2||1e3}'", "- 9223372036854775808"],
  string: ["'{a|b||x y|it''s|é|😀|2000-01-01|P1D|--|/*|\\|a\"b}'", "'{a|b|c}'", "'{a|b|c}'", "N'{a|é}'", "_{latin1|utf8|UTF16|nope|\"latin1\"}'{a|é|😀}'", "U&'{\\0041|\\+01F600|a|\\|\\zz|\\\\|!0041|\\00e|\\+1|\\D83D\\DE00}'", "U&'!0041' UESCAPE '{!|+|a||\\|xx|\"|0}'", "E'{a|\\n|\\''|\\x41|\\u0041|\\|\\u00|\\U0001F600|\\777|\\q}'", "'a\nb'", "n'x'", "u&'x'", "e'x'", "'a' UESCAPE '!'", "\"a\"", "‘a’", "'{1|-1|1-2|1 2:3|10:20|x|1.5|+1}'"],
  adjacent: ["'a'\n'b'", "'a' 'b'", "'a' /* c */ 'b'", "N'a' 'b'", "'a' N'b'", "X'0f'\n'0a'", "U&'a' 'b'", "'a' U&'b'", "E'a' 'b'", "X'0f' X'0a'", "U&'a' 'b' UESCAPE '!'", "'a' \"b\""],
  binary: ["X'{0f||0|zz|0F0a}'", "x'0f'", "B'01'"],
  datetime: ["DATE '{2000-01-01|2000-1-1|2000-13-01|2000-02-30|x|2000-01-01 00:00:00||20000-01-01|2000/01/01| 2000-01-01}'", "TIME '{10:00:00|10:00|25:00:00|10:00:00.123|x|1:2:3|10:00:60|10:00:00.}'", "TIMESTAMP '{2000-01-01 00:00:00|2000-01-01|2000-01-01T00:00:00|2000-01-01 00:00:00.123456789|2000-01-01 00:00|x|2000-1-1 1:1:1|2000-01-01 24:00:00|2000-01-01 00:00:00Z|2000-01-01  00:00:00}'", "TIMESTAMP WITH LOCAL TIME ZONE '2000-01-01 00:00:00'", "TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00 UTC'", "TIMESTAMP WITHOUT TIME ZONE '2000-01-01 00:00:00'", "TIME {WITH|WITHOUT} {LOCAL|} TIME ZONE '10:00:00'", "DATETIME '2000-01-01 00:00:00'", "TIMESTAMP {string}", "DATE {string}", "TIMESTAMP(3) '2000-01-01 00:00:00'", "DATE({argument,})", "TIMESTAMP({argument,})", "TIME({argument,})", "DATETIME({argument,})", "TIMESTAMP {name}"],
  interval: ["INTERVAL {sign}{string} {qualifier}", "INTERVAL '{1|1-2|1 2:3:4|1:2|-1|x|1.5|}' {qualifier}", "INTERVAL '1' {unit}", "INTERVAL {number} {qualifier}", "INTERVAL {operand} {qualifier}", "INTERVAL ({expr}) {qualifier}", "INTERVAL {sign}'1 day'", "INTERVAL 'P1D'", "INTERVAL {name} {unit}", "INTERVAL - - '1' DAY"],
  sign: ["{-|+|||}"],
  qualifier: [
    "{unit}", "{unit}", "{YEAR|MONTH|DAY|HOUR|MINUTE|SECOND|WEEK|QUARTER}({number})", "SECOND({number}, {number})", "{YEAR TO MONTH|DAY TO HOUR|DAY TO MINUTE|DAY TO SECOND|HOUR TO MINUTE|HOUR TO SECOND|MINUTE TO SECOND|MONTH TO YEAR|YEAR TO DAY|DAY TO DAY|SECOND TO MINUTE|HOUR TO DAY|WEEK TO DAY|QUARTER TO MONTH|MONTH TO DAY}", "DAY({number}) TO SECOND({number})", "{YEARS TO MONTHS|DAYS TO HOURS|HOURS TO SECONDS|DAY TO SECONDS|DAYS TO SECOND|MINUTES TO SECONDS}", "YEAR(2) TO MONTH", "DAY TO HOUR(2)", "SECOND(2)", "{DAYS|HOURS|WEEKS|QUARTERS}({number})",
  ],
  unit: ["{YEAR|MONTH|DAY|HOUR|MINUTE|SECOND}", "{WEEK|QUARTER|DECADE|CENTURY|MILLENNIUM|DOW|DOY|EPOCH|ISODOW|ISOYEAR|MILLISECOND|MICROSECOND|NANOSECOND|DAYOFWEEK|DAYOFYEAR}", "{YEARS|MONTHS|DAYS|HOURS|MINUTES|SECONDS|WEEKS|QUARTERS}", "{SQL_TSI_DAY|SQL_TSI_SECOND|FRAC_SECOND|WEEK(MONDAY)|WEEK(a)|DAYS_X|TIMEZONE|TIMEZONE_HOUR|fortnight}", "{name}"],
  nilary: ["{CURRENT_DATE|CURRENT_TIMESTAMP|CURRENT_TIME|LOCALTIME|LOCALTIMESTAMP|USER|CURRENT_USER|SESSION_USER|SYSTEM_USER|CURRENT_CATALOG|CURRENT_SCHEMA|CURRENT_PATH|CURRENT_ROLE|CURRENT_DEFAULT_TRANSFORM_GROUP}{(3)|()|||||}"],
  constructor: ["ARRAY[{expr,}]", "ARRAY[]", "ARRAY({query})", "ARRAY({expr,})", "MULTISET[{expr,}]", "MULTISET({query})", "ROW({expr,})", "MAP[{expr}, {expr}]", "MAP[]", "MAP({query})", "CURSOR({query})", "MAP[{expr}]", "PERIOD({expr}, {expr})", "ROW()", "MULTISET[]", "ARRAY", "CURSOR {query}", "MAP({expr,})", "ARRAY[{query}]", "[{expr,}]", "ARRAY()", "ARRAY<{type}>[{expr,}]"],
  cast: ["CAST({expr} AS {type})", "CAST({expr} AS {type})", "{TRY_CAST|SAFE_CAST}({expr} AS {type})", "CAST({expr} AS {type} FORMAT 'YYYY')", "CAST({expr}, {type})", "CAST({expr} {type})", "CONVERT({expr} USING {name})", "CONVERT({type}, {expr})", "CONVERT({type}, {expr}, 1)", "CAST({expr} AS INTERVAL {qualifier})", "CAST({query} AS {type})", "CAST(? AS {type})", "CONVERT({expr}, {type})"],
  type: [
    "{VARCHAR|BIGINT|INTEGER|DOUBLE|FLOAT|BOOLEAN|TIMESTAMP|DATE|CHAR|INT|SMALLINT|TINYINT|REAL|TIME|ANY|DECIMAL|NUMERIC|DEC|VARBINARY|BINARY|GEOMETRY}", "{VARCHAR|BIGINT|INTEGER|DOUBLE|FLOAT|BOOLEAN|TIMESTAMP|DATE|CHAR}", "{VARCHAR|CHAR|CHARACTER|CHARACTER VARYING|CHAR VARYING|BINARY|BINARY VARYING|VARBINARY|NCHAR|NVARCHAR|NATIONAL CHAR}({number})", "{DECIMAL|NUMERIC|DEC}({number}, {number})", "{TIMESTAMP|TIME|DATE|FLOAT|DOUBLE|INTEGER}({number})", "DOUBLE PRECISION", "{TIMESTAMP|TIME}{(3)|} {WITH|WITHOUT} {LOCAL|} TIME ZONE", "{type} {ARRAY|MULTISET}", "{type} ARRAY ARRAY", "ROW({column,})", "({column,})", "MAP<{type}, {type}>", "ARRAY<{type}>", "INTERVAL {qualifier}", "{VARCHAR|CHAR(3)|VARCHAR(2)} CHARACTER SET {name}", "{VARCHAR|CHAR(3)} COLLATE {name}", "TYPE({string})", "TYPE('COMPLEX<json>')", "{qualified}", "{STRING|TEXT|LONG|DATETIME|JSON|UUID|VARIANT|INT UNSIGNED|BIGINT UNSIGNED|BIGINT NOT NULL|SQL_BIGINT|SQL_VARCHAR|SQL_TIMESTAMP|BIT|BLOB|BYTES}", "CURSOR", "FUNCTION({column,}) -> {type}", "TIMESTAMP_LTZ", "{name}({number})", "DECIMAL(-1)", "ANY ARRAY", "{type}[]",
  ],
  call: [
    "{function}({argument,})", "{function}({argument,})", "{function}({argument,})", "{function}()", "{aggregate}({DISTINCT|ALL||||} {expr,}) {overAll?}", "{aggregate}(*) {overAll?}", "{aggregate}({expr,} {orderBy?} {limit?})", "{aggregate}({expr,}) {respect?} {overAll?}", "{aggregate}({expr,}) {WITHIN GROUP|WITHIN DISTINCT} ({orderBy?}{expr,}) {overAll?}", "{aggregate}({expr,}) WITHIN GROUP ({orderBy}) {overAll?}", "{aggregate}({expr,}) FILTER (WHERE {expr}) {overAll?}", "{aggregate}({expr,}) OVER {name}", "{aggregate}({expr,}) OVER ({windowSpec})", "{aggregate}({expr,}) OVER ({windowSpec})", "{qualified}({argument,})", "\"{UPPER|a b|count}\"({argument,})", "{aggregate}({expr,} {respect?}) {overAll?}", "{keywordName}({argument,})", "{function}({argument,} ,)", "SPECIFIC {name}({argument,})", "{function}({query})", "{aggregate}({expr,} SEPARATOR {string})", "{function}({query}, {expr})",
  ],
  overAll: ["{respect?} {filter?} {overClause?}", "{overClause}", "{filter} {overClause?}"],
  filter: ["FILTER (WHERE {expr})", "FILTER ({expr})", "FILTER WHERE {expr}"],
  overClause: ["OVER ({windowSpec})", "OVER {name}", "OVER ()", "OVER", "OVER ({query})"],
  respect: ["{RESPECT NULLS|IGNORE NULLS|IGNORE|RESPECT NULL}"],
  argument: ["{expr}", "{expr}", "{expr}", "{name} => {expr}", "DEFAULT", "{name} => DEFAULT", "*", "{query}", "TABLE {name}", "DESCRIPTOR({name,})", "{name} = {expr}", "\"{a|b}\" => {literal}", "({query})", "CURSOR({query})", "{name} -> {expr}", "({name}, {name}) -> {expr}", "{name} := {expr}", "() -> {expr}", "DISTINCT {expr}"],
  function: ["{UPPER|LOWER|ABS|CONCAT|NVL|COALESCE|TIME_FLOOR|TIME_SHIFT|LOOKUP|MV_TO_ARRAY|GREATEST|NULLIF|MOD|POWER|LN|SQRT|foo|f|LEFT|RIGHT|CARDINALITY|CHAR_LENGTH|CHARACTER_LENGTH|OCTET_LENGTH|ELEMENT|EXP|LAG|NTH_VALUE|FIRST_VALUE|ROW_NUMBER|RANK|YEAR|MONTH|DAY|HOUR|MINUTE|SECOND|INSERT|TRUNCATE|USER|GROUPING|HOP|TUMBLE|SESSION|PREV|NEXT|FIRST|LAST|CLASSIFIER|IF|REPLACE|SUBSTR|DATE|FLOOR|CEIL|CEILING}"],
  aggregate: ["{COUNT|SUM|MIN|MAX|AVG|EARLIEST|LATEST|ANY_VALUE|STRING_AGG|ARRAY_AGG|LISTAGG|PERCENTILE_CONT|PERCENTILE_DISC|GROUP_CONCAT|ARRAY_CONCAT_AGG|COLLECT|FUSION|INTERSECTION|EVERY|SOME|ANY|STDDEV_POP|VAR_SAMP|REGR_COUNT|COVAR_POP|ROW_NUMBER|LEAD|NTILE|JSON_OBJECTAGG|MODE|STDDEV|CORR|BIT_AND|GROUPING|APPROX_COUNT_DISTINCT}"],
  special: [
    "EXTRACT({unit} FROM {expr})", "EXTRACT({string} FROM {expr})", "EXTRACT({unit}, {expr})", "POSITION({expr} IN {expr} {positionFrom?})", "POSITION({expr}, {expr})", "SUBSTRING({expr} FROM {expr} {subFor?})", "SUBSTRING({expr}, {expr})", "SUBSTRING({expr} FOR {expr})", "SUBSTRING({argument,})", "TRIM({BOTH|LEADING|TRAILING} {expr} FROM {expr})", "TRIM({BOTH|LEADING|TRAILING|} FROM {expr})", "TRIM({expr} FROM {expr})", "TRIM({expr})", "TRIM({argument,})", "TRIM({BOTH|LEADING|TRAILING} {expr})",
    "OVERLAY({expr} PLACING {expr} FROM {expr} {subFor?})", "OVERLAY({argument,})", "TRANSLATE({expr} USING {name})", "TRANSLATE({argument,})", "FLOOR({expr} TO {unit})", "{CEIL|CEILING}({expr} TO {unit})", "CEIL({argument,})", "FLOOR({argument,})", "{TIMESTAMPADD|TIMESTAMPDIFF}({unit}, {expr}, {expr})", "{TIMESTAMPADD|TIMESTAMPDIFF}({argument,})", "{TIMESTAMP_ADD|TIMESTAMP_DIFF|DATE_DIFF|DATETIME_DIFF|TIME_DIFF|DATE_ADD}({expr}, {expr}, {unit})", "{DATE_TRUNC|TIMESTAMP_TRUNC|TIME_TRUNC|DATETIME_TRUNC}({expr}, {unit})", "{DATE_TRUNC|TIMESTAMP_TRUNC|TIME_TRUNC}({unit}, {expr})", "{DATE_PART|DATEADD|DATEDIFF|DATEPART}({unit}, {expr,})", "COLLECT({DISTINCT|ALL|} {expr}) {overAll?}", "{NEXT|PREV|FIRST|LAST}({expr}, {expr})", "{RUNNING|FINAL} {call}", "CONTAINS_SUBSTR({argument,})",
    "JSON_EXISTS({jsonInput}, {string} {passing?} {TRUE|FALSE|UNKNOWN|ERROR|} {ON ERROR|})", "JSON_VALUE({jsonInput}, {string} {passing?} {returning?} {onEmpty?} {onError?})", "JSON_VALUE({expr}, {string} {returning?} {onEmpty?} {onError?})", "JSON_VALUE({expr}, {expr})", "JSON_QUERY({jsonInput}, {string} {passing?} {returning?} {wrapper?} {queryOn?} {queryOn?})", "JSON_QUERY({expr}, {expr} {wrapper?})", "JSON_OBJECT({jsonPair,} {jsonNull?} {UNIQUE KEYS|WITH UNIQUE KEYS|WITHOUT UNIQUE KEYS|} {returning?})", "JSON_OBJECT({jsonPair,} {jsonNull?})", "JSON_OBJECT()", "JSON_OBJECT({argument,})", "JSON_OBJECTAGG({jsonPair} {jsonNull?}) {overAll?}", "JSON_ARRAY({expr,} {jsonNull?} {returning?})", "JSON_ARRAY({jsonInput,} {jsonNull?})", "JSON_ARRAY()", "JSON_ARRAYAGG({jsonInput} {orderBy?} {jsonNull?}) {WITHIN GROUP (ORDER BY a)|} {overAll?}", "JSON_VALUE({argument,})", "JSON_{KEYS|PATHS|MERGE|TYPE|DEPTH|LENGTH|PRETTY|REMOVE|STORAGE_SIZE|SET|INSERT|REPLACE}({argument,})", "JSON_QUERY({argument,})", "JSON_ARRAY({argument,})", "JSON_EXISTS({argument,})",
  ],
  positionFrom: ["FROM {expr}"],
  subFor: ["FOR {expr}"],
  jsonInput: ["{expr}", "{expr}", "{expr} FORMAT JSON", "{expr} FORMAT JSON ENCODING {UTF8|UTF16|UTF32}", "{expr} FORMAT AVRO"],
  passing: ["PASSING {expr} AS {name}, {expr} AS {name}", "PASSING {jsonInput} AS {name}", "PASSING {expr}"],
  returning: ["RETURNING {type}", "RETURNING {type} FORMAT JSON", "RETURNING"],
  onEmpty: ["{NULL|ERROR|EMPTY} ON EMPTY", "DEFAULT {expr} ON EMPTY", "NULL ON NULL"],
  onError: ["{NULL|ERROR|EMPTY} ON ERROR", "DEFAULT {expr} ON ERROR", "ON ERROR"],
  queryOn: ["{NULL|ERROR|EMPTY ARRAY|EMPTY OBJECT|EMPTY} ON {EMPTY|ERROR}"],
  wrapper: ["{WITHOUT|WITH|WITH CONDITIONAL|WITH UNCONDITIONAL|WITHOUT ARRAY|WITH ARRAY|WITH CONDITIONAL ARRAY|WITH UNCONDITIONAL ARRAY} WRAPPER"],
  jsonPair: ["KEY {expr} VALUE {jsonInput}", "{expr} VALUE {jsonInput}", "{expr} : {expr}", "{string} : {jsonInput}", "{expr}, {expr}", "KEY {string} VALUE {expr}", "{expr} KEY {expr}", "VALUE {expr}", "{string} VALUE {expr}"],
  jsonNull: ["{NULL|ABSENT} ON NULL", "NULL ON", "ABSENT ON NULL NULL ON NULL"],
};

const compiled = new Map();
/** Rules that only add: left out when a statement has become deep. */
const deepest = 9;

/** A rule's templates as lists of texts and holes. */
function templatesOf(name) {
  let templates = compiled.get(name);
  if (templates === undefined) {
    templates = rules[name].map((template) => template.split(/(\{[^{}]*\})/).map((part) => hole(part)));
    compiled.set(name, templates);
  }
  return templates;
}

function hole(part) {
  if (!/^\{.*\}$/s.test(part)) return part;
  const inner = part.slice(1, -1);
  const suffix = /[?,*]$/.exec(inner)?.[0] ?? "";
  const name = suffix === "" ? inner : inner.slice(0, -1);
  if (Object.hasOwn(rules, name)) return { name, suffix };
  return inner.includes("|") && !inner.includes("{") ? { words: inner.split("|") } : part;
}

function expand(random, name, depth) {
  const templates = templatesOf(name);
  // Deep down only the first templates, which lead to an end.
  const template = depth > deepest ? templates[random.int(Math.min(2, templates.length))] : random.pick(templates);
  return template.map((part) => fill(random, part, depth)).join("");
}

function fill(random, part, depth) {
  if (typeof part === "string") return part;
  if (part.words !== undefined) return random.pick(part.words);
  const one = () => expand(random, part.name, depth + 1);
  switch (part.suffix) {
    case "?":
      return random.chance(depth > deepest ? 0.1 : 0.3) ? one() : "";
    case ",":
      return Array.from({ length: random.chance(0.6) ? 1 : 2 + random.int(2) }, one).join(", ");
    case "*":
      return Array.from({ length: random.int(3) }, one).join(" ");
    default:
      return one();
  }
}

/** Any statement of at most 600 characters, in one of a few styles of white space. */
export function grammarStatement(random) {
  for (;;) {
    const text = expand(random, "statement", 0).replace(/ {2,}/g, " ").trim();
    if (text.length <= 600) return restyle(random, text);
  }
}

/** An expression alone in a SELECT: short statements show one construct at a time. */
export function grammarExpression(random) {
  const rule = random.pick(["expr", "operand", "call", "special", "special", "constructor", "cast", "literal", "string", "number", "datetime", "interval", "item", "jdbc", "reference", "nilary"]);
  return around(random, "SELECT ", rule, "");
}

/** One clause in a short statement. */
export function grammarClause(random) {
  const [before, rule, after] = random.pick([
    ["SELECT a FROM ", "source", ""], ["SELECT a FROM ", "source", " WHERE a"], ["SELECT a FROM ", "from", ""], ["SELECT a FROM t ", "groupBy", ""], ["SELECT a FROM t ", "limit", ""], ["SELECT a FROM t ", "orderBy", ""], ["SELECT CAST(a AS ", "type", ")"], ["SELECT a FROM t ", "pivot", ""],
    ["SELECT a FROM t ", "matchRecognize", ""], ["SELECT a FROM t ", "sample", ""], ["SELECT a FROM t ", "window", ""], ["SELECT SUM(a) OVER (", "windowSpec", ") FROM t"], ["WITH ", "cte", " SELECT 1"], ["INSERT INTO t SELECT 1 ", "partitioned", ""], ["INSERT INTO t SELECT 1 PARTITIONED BY ", "granularity", ""], ["INSERT INTO t SELECT 1 PARTITIONED BY DAY ", "clustered", ""],
    ["REPLACE INTO t ", "overwrite", " SELECT 1 PARTITIONED BY DAY"], ["INSERT INTO ", "target", " SELECT 1 PARTITIONED BY DAY"], ["", "ingestion", ""], ["", "rare", ""], ["SELECT ", "hints", " a FROM t"], ["SELECT a FROM t ", "hints", " WHERE a"], ["SELECT * FROM t", "alias", ""], ["SELECT * FROM TABLE(f(", "argument", "))"], ["SELECT f(", "argument", ")"], ["", "query", ""], ["SELECT a FROM t JOIN u ", "joinCondition", ""], ["SELECT a FROM t ", "join", " u ON a"], ["SELECT a, ", "item", " FROM t"], ["SELECT 1 ", "setOperator", " SELECT 2"],
    ["SELECT * FROM TABLE(EXTERN('{}', '{}')) EXTEND ", "columns", ""], ["INSERT INTO EXTERN(", "exportTo", ") AS CSV SELECT 1"], ["SELECT INTERVAL '1' ", "qualifier", ""], ["SELECT FLOOR(a TO ", "unit", ")"], ["SELECT EXTRACT(", "unit", " FROM a)"], ["SELECT a FROM t ORDER BY ", "order", ""], ["SELECT JSON_VALUE(a, 'b' ", "returning", ")"], ["SELECT JSON_OBJECT(", "jsonPair", ")"],
  ]);
  return around(random, before, rule, after);
}

function around(random, before, rule, after) {
  for (;;) {
    const text = `${before}${expand(random, rule, 3)}${after}`.replace(/ {2,}/g, " ").trim();
    if (text.length <= 300) return restyle(random, text);
  }
}

function restyle(random, text) {
  if (random.chance(0.75)) return text;
  const gap = random.pick(["\n", "\r\n", "\t", " /* c */ ", " -- c\n", " // c\n", "\f", " /**/ ", "  ", "\r", " --c\r", "\u00a0", "\u2003", "\ufeff", "\u000b", "\u0085"]);
  const at = random.int(6);
  let count = 0;
  return text.replaceAll(" ", () => (count++ === at || random.chance(0.1) ? gap : " "));
}

const pieces = [
  "SELECT", "FROM", "WHERE", "GROUP", "BY", "AS", "AND", "OR", "ON", "OVER", "PARTITIONED", "CLUSTERED", "OVERWRITE", "LIMIT", "OFFSET", "WITH", "CASE", "WHEN", "END", "IN", "NOT", "SET", "NULL", "ALL", "DISTINCT", "INTO", "VALUES", "JOIN", "UNION", "ORDER", "HAVING", "BETWEEN", "IS", "LIKE", "TABLE", "LATERAL", "ROW", "ARRAY", "INTERVAL", "DATE", "TIMESTAMP", "FILTER", "WITHIN", "EXISTS", "FOR", "TO", "USING", "ESCAPE", "QUALIFY", "WINDOW", "PIVOT", "DEFAULT", "EXTEND", "EXTERN", "INSERT", "REPLACE", "UPDATE", "DAY", "HOUR", "TIME",
  "(", ")", "[", "]", "{", "}", "{fn", "{d", ",", ";", ".", "..", "*", "+", "-", "/", "%", "?", "=", "==", "=>", "->", "::", ":", "||", "|", "<", "<=", "<>", "!=", "!", "^", "$", "#", "@", "&&", "&", "~", "\\",
  "'", '"', "`", '""', "“", "‘a’", "`x`", "/*", "*/", "/*+", "--", "//", "E'x'", "N'x'", "U&'x'", "X'0f'", "1", "1.5", "1e", "a", "b.c", "'s'", '"q"', "f(", "a$b", "latin1$en_US", "_utf8'x'", "\0", "\u00a0", "😀",
];
const tokenPattern = /\/\*[\s\S]*?\*\/|--[^\n\r]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d*)?(?:e[-+]?\d+)?|[<>=!|:&-]{2}|\s+|./gisu;

/** A statement one or two edits away from the given one. */
export function mutate(random, text) {
  let changed = text;
  for (let edits = random.chance(0.8) ? 1 : 2; edits > 0; edits--) changed = mutateOnce(random, changed);
  return changed;
}

function mutateOnce(random, text) {
  const tokens = text.match(tokenPattern) ?? [];
  const places = tokens.map((token, at) => (/\S/.test(token) ? at : -1)).filter((at) => at >= 0);
  if (places.length === 0) return random.pick(pieces);
  const at = random.pick(places);
  const other = random.pick(places);
  const token = tokens[at];
  switch (random.int(9)) {
    case 0: tokens[at] = ""; break;
    case 1: tokens[at] = `${token} ${token}`; break;
    case 2: [tokens[at], tokens[other]] = [tokens[other], token]; break;
    case 3: tokens[at] = random.pick(pieces); break;
    case 4: tokens[at] = `${random.pick(pieces)} ${token}`; break;
    case 5: tokens.length = at; break;
    case 6: tokens[at] = tokens[other]; break;
    case 7: tokens[at] = token.slice(0, -1); break;
    default: tokens[at] = `${token}${random.pick(pieces)}`;
  }
  return tokens.join("");
}

const random300 = { count: 300 };
/** Groups of generated statements for the parser alone: beyond it most of them mean nothing. */
export const groups = {
  "grammar.statement": { ...random300, make: grammarStatement },
  "grammar.expression": { ...random300, make: grammarExpression },
  "grammar.clause": { ...random300, make: grammarClause },
  "grammar.near-miss": { ...random300, make: (random) => mutate(random, random.pick([grammarStatement, grammarExpression, grammarClause])(random)) },
};
