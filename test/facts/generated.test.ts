import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it.each([
  ["generated facts are what the dumps give", "facts/generate.mjs"],
  ["the page of Druid's accidents lists what the facts hold", "conformance/quirks.mjs"],
])("%s", (_what, script) => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "../../scripts", script), "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
