import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "multiple-statements",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a request holds a second statement" },
    sources: ["Druid: DruidPlanner (up to 33), DruidSqlParser.processStatementList (34 and later)", "recorded with 24 to 33"],
    messages: {
      several: "a second statement in one request; Druid's parser takes one and stops at the `;`: send each in a request of its own",
      list: "another statement after one that is no SET; Druid takes SET statements and then a single other one: send each in a request of its own",
    },
  },
  place: (violation, { tree }) => {
    const word = /^\w+/u.exec(tree.text.slice(violation.start, violation.end));
    return { start: violation.start, end: word === null ? violation.end : violation.start + word[0].length };
  },
});
