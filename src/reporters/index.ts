import type { Reporter } from "./report.ts";

/** Formats by name; a format's code is loaded when it is asked for. */
const loaders = {
  stylish: async () => (await import("./stylish.ts")).stylish,
  compact: async () => (await import("./compact.ts")).compact,
  json: async () => (await import("./json.ts")).json,
  sarif: async () => (await import("./sarif.ts")).sarif,
  github: async () => (await import("./github.ts")).github,
  gitlab: async () => (await import("./gitlab.ts")).gitlab,
  junit: async () => (await import("./junit.ts")).junit,
  checkstyle: async () => (await import("./checkstyle.ts")).checkstyle,
  azure: async () => (await import("./azure.ts")).azure,
  rdjson: async () => (await import("./rdjson.ts")).rdjson,
} satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type FormatName = keyof typeof loaders;

export const formatNames = Object.keys(loaders) as readonly FormatName[];

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(loaders, name);
}

export async function loadReporter(name: FormatName): Promise<Reporter> {
  return loaders[name]();
}
