// VS Code itself takes a server build of it, which no registry hands out ready to run: docs/editors.md says how it is had.
export const version = () => null;
export const how = "not automated; docs/editors.md, section VS Code, says how to try the extension by hand";
export async function checks() {}
