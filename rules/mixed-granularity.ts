import { defineAcrossRule } from "../src/linter/across-rule.ts";

/** Decided in `src/linter/across-files.ts`. */
export default defineAcrossRule(
  {
    name: "mixed-granularity",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertCannotAllocateSegment",
    fix: "none",
    docs: { description: "statements write the same datasource with different granularities" },
    sources: ["recorded on a running Druid 27.0.0: INSERT into chunks of another granularity", "Druid: SegmentAllocateAction, InsertCannotAllocateSegmentFault"],
    messages: {
      mixed: "`{{table}}` is written by {{granularity}} here and by {{other}} elsewhere: an INSERT into chunks of another granularity fails with InsertCannotAllocateSegment or quietly takes the coarser one, a REPLACE cuts up what it overlaps; write it by one granularity",
    },
  },
  "another granularity here",
);
