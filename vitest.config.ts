import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "src/**/*.test.ts"],
    exclude: ["test/clients/**", "test/druid/**", "node_modules/**"],
    reporters: ["default", "./test/closing-line-reporter.ts"],
    isolate: false,
    testTimeout: 60_000,
  },
});
