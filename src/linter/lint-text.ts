import { analyze } from "../analysis/analyze.ts";
import { isPrelude, writtenContext } from "../analysis/context/written.ts";
import type { AnalysisOptions, QueryContext, Schema, StatementAnalysis } from "../analysis/model.ts";
import type { Release } from "../druid/releases.ts";
import { parse } from "../syntax/parser.ts";
import type { Node, Statement } from "../syntax/nodes.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";
import type { Finding } from "./finding.ts";
import { withoutRepeats } from "./repeats.ts";
import { keepComments } from "./keep-comments.ts";
import { toFinding } from "./report.ts";
import type { ActiveRule, RuleSet } from "./rule-set.ts";
import type { Listeners, ReportDescriptor, Rule, RuleContext, SourceCode } from "./rule.ts";
import { createAnalyses, createSourceCode } from "./source-code.ts";
import type { Analyses } from "./source-code.ts";
import { applySuppressions } from "./suppress.ts";
import { addListener, createListenerTable, traverse } from "./traverse.ts";
import type { ListenerTable } from "./traverse.ts";

/** What is judged by, for any number of texts. */
export interface LinterSettings {
  /** Rules in force; holds the release. */
  readonly rules: RuleSet;
  readonly schema: Schema | null;
  /** What the configuration says of the query context. */
  readonly context: QueryContext;
  readonly engine: "msq" | "any";
  /** The last stage whose checks are made. */
  readonly through: Stage;
  /** False: suppression comments count for nothing. */
  readonly suppressions: boolean;
}

/** What is known of one text beside its characters. */
export interface TextSettings {
  /** The text's own query context (a payload's), after the configuration's. */
  readonly context?: QueryContext;
  /** `file`: `;` separates statements; `druid`: the text is one request and `;` is what the release makes of it. */
  readonly semicolons?: "file" | "druid";
  /** Told of each statement, by its index in the text, after it was linted. */
  readonly onStatement?: (analysis: StatementAnalysis, index: number) => void;
}

export interface Linter {
  /** Every finding of the text, by place. Never throws on account of the text. */
  lint(text: string, settings?: TextSettings): readonly Finding[];
  /** The same of a text that is parsed already, with the linter's release and the `semicolons` of the settings. */
  lintTree(tree: SyntaxTree, settings?: TextSettings): readonly Finding[];
}

/** A linter keeps what can be prepared once for many texts: the listeners of the rules, as long as none keeps something about a text. */
export function createLinter(settings: LinterSettings): Linter {
  const perText = settings.rules.listening.some((active) => active.entry.perText === true);
  let kept: Listening | null = null;
  const lintParsed = (tree: SyntaxTree, textSettings: TextSettings = {}): readonly Finding[] => {
    const listening = kept ?? createListening(settings.rules);
    if (!perText) kept = listening;
    return lintTree(tree, settings, textSettings, listening);
  };
  return {
    lint: (text, textSettings) => lintParsed(parse(text, { release: settings.rules.release, semicolons: textSettings?.semicolons ?? "file" }), textSettings),
    lintTree: lintParsed,
  };
}

function lintTree(tree: SyntaxTree, settings: LinterSettings, textSettings: TextSettings, listening: Listening): readonly Finding[] {
  const { rules } = settings;
  const context = textSettings.context === undefined ? settings.context : [...settings.context, ...textSettings.context];
  const analyses = createAnalyses(tree.statements, (parsed, index) => {
    const prelude = isPrelude(tree, index, rules.release);
    // What SETs say together is said of the statement that they prepare.
    const written = prelude ? [] : writtenContext(tree, index, rules.release);
    const options: AnalysisOptions = {
      release: rules.release,
      schema: settings.schema,
      context: written.length === 0 ? context : [...context, ...written],
      engine: settings.engine,
      through: prelude ? "parse" : settings.through,
    };
    return analyzeOrPass(tree, parsed, options);
  });
  const run: Run = { sourceCode: createSourceCode(tree, rules.release, analyses, listening.path), analyses, findings: [], statement: -1 };
  listening.run = run;
  if (!listening.started) startAll(listening);
  const { onStatement } = textSettings;
  tree.statements.forEach((parsed, index) => {
    lintStatement(listening, run, parsed, index);
    if (onStatement !== undefined) withinStack(onStatement, analyses.of(index), index);
  });
  const findings = withoutRepeats(run.findings, rules, tree.text);
  return settings.suppressions ? applySuppressions(tree, findings, rules) : findings;
}

/** A statement that is nested deeper than the machine's stack (Druid's own gives up on such) is judged by its parse alone. */
function analyzeOrPass(tree: SyntaxTree, parsed: ParsedStatement, options: AnalysisOptions): StatementAnalysis {
  try {
    return analyze(tree, parsed, options, "all");
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return analyze(tree, parsed, { ...options, through: "parse" }, "all");
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** The lint of one text while it goes on. */
interface Run {
  readonly sourceCode: SourceCode;
  readonly analyses: Analyses;
  readonly findings: Finding[];
  /** Index of the statement being linted. */
  statement: number;
}

/** The rules in force with their listeners. Made once; `run` changes from text to text. */
interface Listening {
  readonly rules: RuleSet;
  /** The nodes above the one being visited. */
  readonly path: Node[];
  /** Listeners for statements that are sound, and those of tolerant rules for the rest. */
  readonly sound: ListenerTable;
  readonly unsound: ListenerTable;
  readonly onSound: StatementListener[];
  readonly onUnsound: StatementListener[];
  readonly onViolation: Map<string, ViolationListener>;
  started: boolean;
  run: Run | null;
}

type ViolationListener = (violation: Violation, analysis: StatementAnalysis) => void;

type StatementListener = NonNullable<Listeners["Statement"]>;

const pseudoKinds: ReadonlySet<string> = new Set(["Statement", "Violation"]);

function createListening(rules: RuleSet): Listening {
  const path: Node[] = [];
  return { rules, path, sound: createListenerTable(path), unsound: createListenerTable(path), onSound: [], onUnsound: [], onViolation: new Map(), started: false, run: null };
}

function startAll(listening: Listening): void {
  listening.started = true;
  for (const active of listening.rules.listening) listen(listening, active);
}

/** `create` of a rule with its context, whose source code is that of the text at hand. */
function start(listening: Listening, active: ActiveRule): { readonly rule: Rule; readonly listeners: Listeners } {
  const rule = active.entry.load();
  const context: RuleContext = {
    id: rule.meta.name,
    options: { ...rule.meta.defaultOptions, ...active.options },
    get sourceCode() {
      return runOf(listening).sourceCode;
    },
    report: (descriptor: ReportDescriptor) => {
      const run = runOf(listening);
      run.findings.push(keepComments(toFinding(active, rule.meta, descriptor, listening.rules.release, run.statement), run.sourceCode.tree));
    },
  };
  return { rule, listeners: rule.create(context) };
}

function runOf({ run }: Listening): Run {
  if (run === null) throw new Error("no text is being linted");
  return run;
}

function listen(listening: Listening, active: ActiveRule): void {
  const { rule, listeners } = start(listening, active);
  const tolerant = rule.meta.tolerant === true;
  if (listeners.Statement !== undefined) {
    listening.onSound.push(listeners.Statement);
    if (tolerant) listening.onUnsound.push(listeners.Statement);
  }
  if (listeners.Violation !== undefined) listening.onViolation.set(active.entry.name, listeners.Violation);
  for (const [selector, listener] of Object.entries(listeners)) {
    if (pseudoKinds.has(selector)) continue;
    const known = addListener(listening.sound, selector, listener as (node: Node) => void);
    if (!known) throw new Error(`rule \`${rule.meta.name}\` listens to \`${selector}\`, which is no kind of node`);
    if (tolerant) addListener(listening.unsound, selector, listener as (node: Node) => void);
  }
}

function lintStatement(listening: Listening, run: Run, parsed: ParsedStatement, index: number): void {
  run.statement = index;
  const analysis = run.analyses.of(index);
  for (const violation of analysis.violations) sayViolation(listening, run, violation, analysis);
  tellAll(parsed.sound ? listening.onSound : listening.onUnsound, parsed.node, analysis);
  withinStack(traverse, parsed.sound ? listening.sound : listening.unsound, parsed.node);
}

/** Tells each rule of a statement. One that goes down it by itself may run out of stack: it then has nothing to say. */
function tellAll(listeners: readonly StatementListener[], node: Statement, analysis: StatementAnalysis): void {
  let next = 0;
  const tell = (): void => {
    while (next < listeners.length) listeners[next++]?.(node, analysis);
  };
  while (next < listeners.length) withinStack(tell, undefined, undefined);
}

function withinStack<First, Second>(listen: (first: First, second: Second) => void, first: First, second: Second): void {
  try {
    listen(first, second);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
  }
}

/** The rule of the violation's name is loaded when the first one occurs. */
function sayViolation(listening: Listening, run: Run, violation: Violation, analysis: StatementAnalysis): void {
  const { rules, onViolation } = listening;
  const known = onViolation.get(violation.rule);
  if (known !== undefined) {
    known(violation, analysis);
    return;
  }
  const active = rules.byName.get(violation.rule);
  if (active === undefined) {
    if (rules.registry.find(violation.rule) === null) run.findings.push(findingWithoutRule(run, violation, rules.release));
    return;
  }
  const { listeners } = start(listening, active);
  const listener = listeners.Violation ?? ((): void => undefined);
  onViolation.set(violation.rule, listener);
  listener(violation, analysis);
}

/** A check without a rule is a defect of ours; the statement is refused all the same. */
function findingWithoutRule(run: Run, violation: Violation, release: Release): Finding {
  return {
    ruleId: violation.rule,
    severity: release.recorded ? "error" : "warn",
    category: "rejected",
    stage: violation.stage,
    message: `Druid refuses this statement (${violation.rule}, ${violation.message})`,
    start: violation.start,
    end: violation.end,
    fix: null,
    suggestions: [],
    related: [],
    statement: run.statement,
    fault: violation.fault ?? null,
    inferred: !release.recorded,
    release: release.name,
  };
}
