import { relative, sep } from "node:path";
import ignore from "ignore";

/** What patterns in gitignore's syntax say of a path: `excluded` again is a later `!pattern` that takes it back. */
export type PatternAnswer = "matched" | "excluded" | "none";

export interface Patterns {
  /** Absolute paths; what lies outside of the base never matches. */
  test(path: string, isFolder: boolean): PatternAnswer;
}

/** Patterns in gitignore's syntax, relative to a folder: `*.sql` at any depth, `legacy/**`, `/top.sql`, `!kept.sql`. */
export function compilePatterns(base: string, patterns: string | readonly string[]): Patterns {
  const rules = ignore({ ignorecase: false }).add(patterns);
  return {
    test(path, isFolder) {
      const inner = relativePath(base, path, isFolder);
      if (!ignore.isPathValid(inner)) return "none";
      const result = rules.test(inner);
      if (result.ignored) return "matched";
      return result.unignored ? "excluded" : "none";
    },
  };
}

/** A path relative to a base, with `/`; folders end in `/`. */
function relativePath(base: string, path: string, isFolder: boolean): string {
  const inner = relative(base, path);
  const slashed = sep === "\\" ? inner.replaceAll("\\", "/") : inner;
  return isFolder ? `${slashed}/` : slashed;
}
