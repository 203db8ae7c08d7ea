// npm run rules:new NAME [-- --listener]: writes rules/NAME.ts and rules/NAME.md and registers the rule.
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const [name, ...flags] = process.argv.slice(2);

if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name)) {
  console.error("usage: npm run rules:new NAME [-- --listener]\nNAME states the mistake in kebab case: clustered-by-desc");
  process.exit(2);
}
const ruleFile = path.join(root, "rules", `${name}.ts`);
const pageFile = path.join(root, "rules", `${name}.md`);
for (const file of [ruleFile, pageFile]) {
  if (!existsSync(file)) continue;
  console.error(`${path.relative(root, file)} exists already`);
  process.exit(2);
}

const meta = `{
    name: "${name}",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
    evidence: "source",
    fix: "none",
    docs: { description: "TODO: what it finds, in one line" },
    sources: ["TODO: Druid class, documentation page or recording"],
    messages: {
      found: "TODO: what is wrong with \`{{name}}\`; why Druid minds; what to do",
    },
  }`;

const listenerRule = `import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: ${meta},
  create: (context) => ({
    SelectItem: (node) => {
      if (node.alias === null) return;
      context.report({ at: node.alias, messageId: "found", data: { name: node.alias.name } });
    },
  }),
});
`;

const violationRule = `import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: ${meta},
});
`;

const page = `# ${name}

TODO: what it finds, and why Druid minds.

## Bad

\`\`\`sql
TODO
\`\`\`

\`\`\`sql
TODO
\`\`\`

## Good

\`\`\`sql
TODO: the first bad one but for a single token
\`\`\`

\`\`\`sql
TODO
\`\`\`

## Fix safety

No fix: TODO why.

## Releases

All.

## What Druid says

Nothing.

## Sources

- TODO

## When not to use it

TODO
`;

writeFileSync(ruleFile, flags.includes("--listener") ? listenerRule : violationRule);
writeFileSync(pageFile, page);
execFileSync(process.execPath, [path.join(root, "scripts", "rules-index.mjs")], { stdio: "inherit" });
console.log(`rules/${name}.ts and rules/${name}.md: replace every TODO, then npx vitest run test/rules`);
