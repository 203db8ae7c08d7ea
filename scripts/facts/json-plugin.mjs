import { readFile } from "node:fs/promises";

/**
 * Bundles fact files (src/druid/data/*.json) as text that is parsed when first read: one getter a top-level key, and in a map of more
 * than `manyKeys` one parse a key. A bundled object literal costs the engine several times what JSON.parse does, whether it is used or not.
 * `$header` says where facts come from and stays in the repository.
 */
export const factsPlugin = {
  name: "facts",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]druid[\\/]data[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      const { $header, ...facts } = JSON.parse(await readFile(path, "utf8"));
      if ($header === undefined) throw new Error(`${path} has no $header: say what the facts are and where they come from`);
      const members = Object.entries(facts).map(([key, value]) => member(key, value));
      return { contents: `export default { ${members.join(",\n")} };`, loader: "js" };
    });
  },
};

const manyKeys = 50;

function member(key, value) {
  const name = JSON.stringify(key);
  if (typeof value !== "object" || value === null) return `${name}: ${JSON.stringify(value)}`;
  const isMap = !Array.isArray(value) && Object.keys(value).length > manyKeys;
  return isMap ? `get ${name}() { return ${lazyMap(name, value)}; }` : `get ${name}() { return ${once(name, `JSON.parse(${text(value)})`)}; }`;
}

/** A getter that replaces itself with the value it gave. */
function once(name, expression) {
  return `Object.defineProperty(this, ${name}, { value: ${expression} })[${name}]`;
}

function lazyMap(name, value) {
  const texts = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${text(entry)}`);
  const target = `Object.assign(Object.create(null), { ${texts.join(", ")} })`;
  const get = "get: (texts, key) => (typeof texts[key] === \"string\" ? (texts[key] = JSON.parse(texts[key])) : texts[key])";
  return once(name, `new Proxy(${target}, { ${get} })`);
}

const text = (value) => JSON.stringify(JSON.stringify(value));
