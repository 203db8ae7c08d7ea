import { ESLint, Linter as LinterClass, type Linter } from "eslint";
import { builtinRules } from "eslint/use-at-your-own-risk";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.ts";
import plugin, { eslintRule } from "../../src/eslint/index.ts";
import { defineRule } from "../../src/linter/rule.ts";

const wrong = "INSERT INTO t\nSELECT __time, city FROM s\nPARTITIONED BY DAY\nCLUSTERED BY city DESC\n";

async function eslint(text: string, config: object = {}, options: object = {}): Promise<ESLint.LintResult> {
  const engine = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.recommended, { files: ["**/*.sql"], ...config }] as Linter.Config[], ...options });
  const [result] = await engine.lintText(text, { filePath: "load.sql" });
  if (result === undefined) throw new Error("no result");
  return result;
}

const names = (result: ESLint.LintResult): readonly (string | null)[] => result.messages.map((message) => message.ruleId);

describe("the ESLint plugin", () => {
  it("finds what the command line finds, at the same place", async () => {
    const ours = lint(wrong);
    const theirs = await eslint(wrong);
    expect(theirs.messages.map(({ ruleId, line, column, endLine, endColumn, message }) => ({ ruleId, line, column, endLine, endColumn, message }))).toEqual(
      ours.map(({ ruleId, line, column, endLine, endColumn, message }) => ({ ruleId: `msqlint/${ruleId}`, line, column, endLine, endColumn, message })),
    );
    expect(theirs.errorCount).toBe(1);
  });

  it("judges by settings.msqlint", async () => {
    const text = "INSERT INTO t SELECT __time FROM s PARTITIONED BY 'P1D'";
    expect(names(await eslint(text, { settings: { msqlint: { druid: "27" } } }))).toHaveLength(1);
    expect(names(await eslint(text, { settings: { msqlint: { druid: "33" } } }))).toEqual([]);
  });

  it("refuses a release that is none", async () => {
    await expect(eslint(wrong, { languageOptions: { druid: "12" } })).rejects.toThrow('Expected "druid" to be one of');
  });

  it("keeps the findings of other statements when one is broken", async () => {
    expect(names(await eslint(`SELECT FROM WHERE;\n${wrong}`))).toContain("msqlint/clustered-by-desc");
  });

  it("fixes", async () => {
    const result = await eslint(wrong, {}, { fix: true });
    expect(result.output).toBe(wrong.replace(" DESC", ""));
  });

  it("heeds eslint-disable comments and reports those without use", async () => {
    const silenced = wrong.replace("CLUSTERED", "-- eslint-disable-next-line msqlint/clustered-by-desc -- on purpose\nCLUSTERED");
    expect(names(await eslint(silenced))).toEqual([]);
    const unused = await eslint("/* eslint-disable msqlint/clustered-by-desc */\nSELECT __time FROM s", { linterOptions: { reportUnusedDisableDirectives: "error" } });
    expect(unused.messages[0]?.message).toContain("Unused eslint-disable directive");
  });

  it("takes a rule's severity from a comment", async () => {
    expect((await eslint(`/* eslint msqlint/clustered-by-desc: "warn" */\n${wrong}`)).warningCount).toBe(1);
  });

  it("lets every rule of ESLint's own run on SQL without a crash or a finding", () => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- ESLint has no other list of them
    const names = [...builtinRules.keys()];
    expect(names).toEqual(expect.arrayContaining(["indent", "lines-around-comment", "logical-assignment-operators", "newline-after-var", "no-warning-comments", "strict", "unicode-bom"]));
    const rules = Object.fromEntries(names.map((name) => [name, "error" as const]));
    const linter = new LinterClass({ configType: "flat" });
    const config = { ...plugin.configs.recommended, rules } as Linter.Config;
    for (const empty of ["", "-- TODO: more", ";;"]) expect(linter.verify(empty, [config], { filename: "load.sql" })).toEqual([]);
    expect(linter.verify(`-- TODO: more\n${wrong};\n/* FIXME */ SELEC 1  \n\n\n`, [config], { filename: "load.sql" })).toEqual([]);
  });

  it("is not disturbed by languageOptions that are another language's", async () => {
    const program: { self?: object } = {};
    program.self = program;
    const config = { languageOptions: { ecmaVersion: 2024, globals: { a: "readonly" }, parserOptions: { program } } };
    expect(names(await eslint(wrong, config))).toEqual(["msqlint/clustered-by-desc"]);
  });

  it("runs a rule of one's own", async () => {
    const rule = defineRule({
      meta: { name: "no-drafts", category: "risk", stage: "run", severity: "warn", since: "1.0.0", druid: ">=23", evidence: "documents", fix: "none", docs: { description: "finds drafts" }, sources: [], messages: { draft: "`{{name}}` is a draft" }, schema: null },
      create: (context) => ({
        TargetTable: (node) => {
          context.report({ at: node, messageId: "draft", data: { name: context.sourceCode.textOf(node) } });
        },
      }),
    });
    const result = await eslint("INSERT INTO draft_1 SELECT __time FROM s PARTITIONED BY ALL", { plugins: { own: { rules: { "no-drafts": eslintRule(rule) } } }, rules: { "own/no-drafts": "error" } });
    expect(result.messages[0]?.message).toBe("`draft_1` is a draft");
  });
});
