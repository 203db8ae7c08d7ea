import eslint from "@eslint/js";
import * as regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

/**
 * The rooms of the house, lowest first. A room may import those listed for it and itself, nothing else:
 * a reader knows from a file's path what it may know.
 */
const rooms = {
  "src/text": [],
  "src/druid": [],
  "src/syntax": ["src/text", "src/druid"],
  "src/analysis": ["src/text", "src/druid", "src/syntax"],
  "src/linter": ["src/text", "src/druid", "src/syntax", "src/analysis", "rules"],
  rules: ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter"],
  "src/workspace": ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter", "rules"],
  "src/reporters": ["src/text", "src/druid", "src/linter"],
  "src/eslint": ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter", "src/workspace", "rules"],
  "src/lsp": ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter", "src/workspace", "rules"],
  "src/cli": ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter", "src/workspace", "src/reporters", "src/lsp", "rules"],
};

/** Below the workspace room nothing may need Node: the core runs in a browser. */
const withoutNode = ["src/text", "src/druid", "src/syntax", "src/analysis", "src/linter", "rules"];

const names = Object.keys(rooms);

function roomConfig(room) {
  const allowed = [room, ...rooms[room]];
  const forbidden = names.filter((name) => !allowed.includes(name));
  const groups = forbidden.map((name) => ({
    regex: `^(\\.\\./)+${name.replace("src/", "(src/)?")}/`,
    message: `${room} may not know ${name}: imports go one way (docs/architecture.md).`,
  }));
  if (withoutNode.includes(room)) {
    groups.push({ regex: "^node:", message: `${room} runs in a browser too: no node: import below the workspace room.` });
  }
  return {
    files: [`${room}/**/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: groups }] },
  };
}

const ownLines = {
  selector: "CallExpression[callee.property.name='split'] > Literal[value='\\n']",
  message: "Lines may end with \\r\\n or \\r: use lineStarts of src/text.",
};

/** What holds on to each statement until the next full collection (docs/performance.md). */
const keepsTreesAlive = [
  { selector: "ObjectExpression > Property[kind='get']", message: "Each such object has a hidden class of its own: make it a class." },
  { selector: "NewExpression[callee.name='WeakMap']", message: "Its values outlive their statement: use createMemo of src/analysis/memo.ts." },
];

export default tseslint.config(
  { ignores: ["dist/**", "coverage/**", "conformance/**", "node_modules/**", "editors/**", "examples/**", "test/clients/**"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  ...names.map(roomConfig),
  {
    files: ["src/**/*.ts", "rules/**/*.ts"],
    plugins: { regexp },
    // What is linted may come from anybody: no text may cost more than in proportion to its length.
    rules: { "regexp/no-super-linear-backtracking": ["error", { report: "certain" }], "regexp/no-super-linear-move": ["error", { report: "certain" }] },
  },
  {
    files: ["src/**/*.ts", "rules/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", ownLines],
    },
  },
  {
    files: ["src/syntax/**/*.ts", "src/analysis/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ownLines, ...keepsTreesAlive] },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", performance: "readonly", Buffer: "readonly", setTimeout: "readonly" } },
  },
);
