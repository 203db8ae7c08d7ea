import { verdict as judge } from "../../src/index.ts";
import type { VerdictFunction } from "./harness.ts";

/** The public function, asked in the harness's terms. */
export const verdict: VerdictFunction = (request, { release, schema, through, types, faults }) =>
  judge(request, {
    druid: release,
    ...(schema !== undefined && { schema }),
    ...(through !== undefined && { through }),
    ...(types !== undefined && { types }),
    ...(faults !== undefined && { faults }),
  });
