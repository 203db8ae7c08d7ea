// Writes dist/types: the declarations that the package's entries lead to. Each file is translated by itself, without checking types
// (`npm run typecheck` does that), so that an install from git takes no longer than it must. Every export there needs a written type.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(import.meta.dirname, "..");
const entries = ["src/index.ts", "src/eslint/index.ts"];
const relativeImport = /(?:from|import\()\s*["'](\.{1,2}\/[^"']+\.ts)["']/gu;

const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, isolatedDeclarations: true, strict: true, declaration: true };

/** The declarations of one source file. Throws with the place when an export has no written type. */
function declarationsOf(file) {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(path.join(root, file), "utf8"), { fileName: file, compilerOptions, reportDiagnostics: true });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => "\n" }));
  return outputText;
}

/** Source file → declarations, for the entries and all that their declarations import. */
function reachableDeclarations() {
  const written = new Map();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (written.has(file)) continue;
    const text = declarationsOf(file);
    written.set(file, text);
    for (const [, specifier] of text.matchAll(relativeImport)) waiting.push(path.posix.join(path.posix.dirname(file), specifier));
  }
  return written;
}

const folder = path.join(root, "dist", "types");
rmSync(folder, { recursive: true, force: true });
for (const [file, text] of reachableDeclarations()) {
  const target = path.join(folder, file.replace(/\.ts$/u, ".d.ts"));
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
