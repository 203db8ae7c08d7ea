import { expect, test } from "vitest";
import { foreignFunction, foreignFunctionNames } from "../../src/druid/foreign-functions.ts";
import { functionNamed } from "../../src/druid/functions.ts";
import { defaultRelease } from "../../src/druid/releases.ts";

test.each(foreignFunctionNames())("what is said in place of %s is in Druid, and in the text", (name) => {
  const foreign = foreignFunction(name);
  for (const each of foreign?.functions ?? []) {
    expect(functionNamed(each, defaultRelease()), each).not.toBeNull();
    expect(foreign?.instead).toContain(each);
  }
  expect(foreign?.functions).not.toContain(name);
});
