import { defineConfig } from "vitest/config";

/** `npm run test:druid`: against a running Druid, which the default tests do without. */
export default defineConfig({
  test: {
    include: ["test/druid/**/*.test.ts"],
    reporters: ["verbose", "./test/closing-line-reporter.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
