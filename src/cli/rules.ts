import { builtinRegistry } from "../../rules/index.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Lists every rule with what it finds. */
export function listRules(format: "text" | "markdown" | "json", io: Io): number {
  const metas = builtinRegistry.entries.map((entry) => entry.load().meta);
  switch (format) {
    case "json":
      io.out.write(`${JSON.stringify(metas, null, 2)}\n`);
      break;
    case "markdown":
      io.out.write(`| rule | category | severity | fix | finds |\n|---|---|---|---|---|\n`);
      io.out.write(metas.map((meta) => `| ${meta.name} | ${meta.category} | ${meta.severity} | ${meta.fix} | ${meta.docs.description.replaceAll("|", "\\|")} |\n`).join(""));
      break;
    case "text": {
      const width = Math.max(...metas.map((meta) => meta.name.length));
      io.out.write(metas.map((meta) => `${meta.name.padEnd(width)}  ${meta.category.padEnd(10)}  ${meta.severity.padEnd(5)}  ${meta.docs.description}\n`).join(""));
      break;
    }
  }
  return exitCode.clean;
}
