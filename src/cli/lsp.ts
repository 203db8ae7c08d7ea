/** `msqlint lsp --stdio`: its own bundle, loaded only here. */
export async function runLanguageServer(): Promise<void> {
  const { startServer } = await import("../lsp/main.ts");
  startServer();
  // The protocol decides when it ends: `exit`, or the client's process going away.
  await new Promise(() => undefined);
}
