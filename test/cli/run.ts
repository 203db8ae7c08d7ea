import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";

const root = join(import.meta.dirname, "../..");
export const launcher = join(root, "bin", "msqlint.js");

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Place {
  readonly folder: string;
  put(files: Readonly<Record<string, string | Buffer>>): void;
  run(args: readonly string[], input?: string | Buffer, environment?: Readonly<Record<string, string>>): Outcome;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder in which the built tool is run. */
export function createPlace(): Place {
  if (!existsSync(join(root, "dist", "cli.cjs"))) throw new Error("the tool is not built: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "msqlint-cli-"));
  folders.push(folder);
  return {
    folder,
    put(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    run(args, input = "", environment = {}) {
      const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.endsWith("_COLOR")));
      const result = spawnSync(process.execPath, [launcher, ...args], { cwd: folder, input, encoding: "utf8", env: { ...inherited, XDG_CACHE_HOME: join(folder, ".user-cache"), ...environment } });
      return { code: result.status, out: result.stdout, error: result.stderr };
    },
  };
}

/** Sound in every release. */
export const good = "REPLACE INTO t\nOVERWRITE ALL\nSELECT __time, a\nFROM s\nPARTITIONED BY DAY\n";
/** Refused by the default release at 6:14. */
export const bad = `${good}CLUSTERED BY a DESC\n`;
/** A warning with a safe fix. */
export const fixable = good.replace("DAY\n", "DAY;\n");
