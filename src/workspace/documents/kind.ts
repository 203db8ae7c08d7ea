/** How SQL stands in a file. */
export type DocumentKind = "sql" | "json" | "jsonc" | "markdown" | "yaml" | "notebook" | "shell";

const kindOfEnding: Readonly<Record<string, DocumentKind>> = {
  sql: "sql",
  json: "json",
  jsonc: "jsonc",
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  yaml: "yaml",
  yml: "yaml",
  ipynb: "notebook",
  sh: "shell",
  bash: "shell",
};

/** Endings of templates stand behind the one that counts: `daily.sql.j2`. */
const templateEnding = /\.(?:j2|jinja2?|tmpl|template)$/i;

/** The kind of a file by its name, or null when its name does not say that it may hold SQL. */
export function documentKindOf(fileName: string): DocumentKind | null {
  const name = fileName.replace(templateEnding, "");
  const dot = name.lastIndexOf(".");
  return dot < 0 ? null : (kindOfEnding[name.slice(dot + 1).toLowerCase()] ?? null);
}
