import { readFileSync } from "node:fs";

/**
 * Bundles fact files (src/druid/data/*.json) as texts, one for each key of a file, that are parsed when they are first asked for: faster
 * to load than object literals, and most runs need a part of them. `$header` says where the facts come from; nothing at run time asks, and a file without one is an error.
 */
export const factsPlugin = {
  name: "facts",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/]druid[\\/]data[\\/][\w-]+\.json$/ }, ({ path: file }) => {
      const { $header, ...facts } = JSON.parse(readFileSync(file, "utf8"));
      if ($header === undefined) throw new Error(`${file} has no $header: say what the facts are and where they come from`);
      const members = Object.entries(facts).map(([key, value]) => memberOf(JSON.stringify(key), value));
      return { contents: `const parsed = {};\nexport default {\n${members.join(",\n")}\n};`, loader: "js" };
    });
  },
};

function memberOf(key, value) {
  const text = JSON.stringify(value);
  return typeof value === "object" && value !== null ? `get ${key}() { return parsed[${key}] ??= JSON.parse(${JSON.stringify(text)}); }` : `${key}: ${text}`;
}
