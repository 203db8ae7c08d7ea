/**
 * Loads a module of the user's. The launcher offers its own `import`, since code that V8 took out of a cache has none that works;
 * elsewhere (tests, language server) there is only ours.
 */
export async function importModule(url: string): Promise<unknown> {
  const offered = (globalThis as Record<symbol, unknown>)[Symbol.for("msqlint.import")];
  return typeof offered === "function" ? (offered as (url: string) => Promise<unknown>)(url) : import(url);
}
