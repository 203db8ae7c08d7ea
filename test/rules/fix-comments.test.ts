import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { lint, type Options } from "../../src/index.ts";
import type { TextEdit } from "../../src/text/edits.ts";
import { applyEdits } from "../../src/text/edits.ts";
import { readPage, type Example } from "./page.ts";

const comments = [" /* kept */ ", " -- kept\n"];
const mostPlaces = 4;

function optionsOf(rule: string, { druid, engine, context, schema, options }: Example): Options {
  return { engine, context, preset: "all", ...(druid !== null && { druid }), ...(schema !== null && { schema }), ...(options !== null && { rules: { [rule]: ["warn", options] } }) };
}

/** What a rule's findings in a text would be mended by. */
function mends(rule: string, text: string, options: Options): readonly (readonly TextEdit[])[] {
  const findings = lint(text, options).filter(({ ruleId }) => ruleId === rule);
  return findings.flatMap(({ fix, suggestions }) => [...(fix === null ? [] : [fix.edits]), ...suggestions.map(({ edits }) => edits)]);
}

/** Blanks and parentheses within what is mended, where a comment may stand. */
function places(text: string, edits: readonly TextEdit[]): readonly number[] {
  const from = Math.min(...edits.map(({ start }) => start));
  const to = Math.max(...edits.map(({ end }) => end));
  return [...text.slice(from, to).matchAll(/\s+|(?<=[(,])|(?=[),])/gu)].map(({ index }) => from + index).slice(0, mostPlaces);
}

const syntaxErrors = (text: string, options: Options): number => lint(text, options).filter(({ stage, category }) => stage === "parse" && category === "rejected").length;

const mending = builtinRegistry.entries.filter(({ fix }) => fix !== "none").map(({ name }) => name);

describe.each(mending)("what %s makes of a text", (rule) => {
  const examples = readPage(path.join(import.meta.dirname, `../../rules/${rule}.md`)).bad.filter(({ language, request }) => language === "sql" && !request);

  test.each(examples.map((example) => [example.line, example] as const))("keeps the comments in what it replaces: line %d", (_line, example) => {
    const options = optionsOf(rule, example);
    for (const place of places(example.text, mends(rule, example.text, options).flat())) {
      for (const comment of comments) {
        const text = example.text.slice(0, place) + comment + example.text.slice(place);
        const before = syntaxErrors(text, options);
        for (const edits of mends(rule, text, options)) {
          const mended = applyEdits(text, edits);
          expect(mended, text).toContain("kept");
          expect(syntaxErrors(mended, options), `${text}\n${mended}`).toBeLessThanOrEqual(before);
        }
      }
    }
  });

  test.each(examples.map((example) => [example.line, example] as const))("keeps the kind of its line breaks: line %d", (_line, example) => {
    const options = optionsOf(rule, example);
    const [place] = places(example.text, mends(rule, example.text, options).flat());
    const commented = place === undefined ? [] : [`${example.text.slice(0, place)} -- a\n-- b\n${example.text.slice(place)}`];
    for (const text of [example.text, ...commented].map((each) => each.replaceAll("\n", "\r\n"))) {
      for (const edits of mends(rule, text, options)) expect(applyEdits(text, edits)).not.toMatch(/(?<!\r)\n/u);
    }
  });
});
