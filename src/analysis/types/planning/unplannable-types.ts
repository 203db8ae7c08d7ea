import { atLeast } from "../../../druid/releases.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { isBinary } from "../sql-type.ts";

/** Types that Druid's planner has no value for: whatever holds one is refused. */
export function unplannableType(type: SqlType, release: TypeEnvironment["release"]): string | null {
  switch (type.name) {
    case "TIME":
    case "TIMESTAMP_WITH_LOCAL_TIME_ZONE":
    case "MULTISET":
      return type.name;
    default:
      return isBinary(type) && atLeast(release, 26) ? type.name : null;
  }
}
