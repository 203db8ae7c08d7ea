import { readFileSync } from "node:fs";

/**
 * Bundles fact files (src/druid/data/*.json) as text that is parsed when the bundle first needs it: faster to load than an object
 * literal. `$header` says where the facts come from; nothing at run time asks, and a file without one is an error.
 */
export const factsPlugin = {
  name: "facts",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/]druid[\\/]data[\\/][\w-]+\.json$/ }, ({ path: file }) => {
      const { $header, ...facts } = JSON.parse(readFileSync(file, "utf8"));
      if ($header === undefined) throw new Error(`${file} has no $header: say what the facts are and where they come from`);
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(facts))});`, loader: "js" };
    });
  },
};
