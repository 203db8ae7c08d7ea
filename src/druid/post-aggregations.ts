import file from "./data/post-aggregations.json" with { type: "json" };

const over: ReadonlySet<string> = new Set(file.over.split(" "));

/** Whether Druid until 27 computes the function (any case) over a post-aggregation of sketches. */
export function takesPostAggregation(name: string): boolean {
  return over.has(name.toUpperCase());
}
