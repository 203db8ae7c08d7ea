import { describe, expect, it } from "vitest";
import { shardIndexOf } from "../../src/workspace/shard.ts";

const paths = Array.from({ length: 6000 }, (_, index) => `pipelines/team-${String(index % 7)}/load_${String(index)}.sql`);

describe("the part of a run that a file is in", () => {
  it.each([2, 3, 5, 8, 16])("is one of %i, about equally often", (count) => {
    const sizes = new Map<number, number>();
    for (const path of paths) sizes.set(shardIndexOf(path, count), (sizes.get(shardIndexOf(path, count)) ?? 0) + 1);
    expect([...sizes.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    const even = paths.length / count;
    // Four standard deviations of a fair throw.
    for (const size of sizes.values()) expect(Math.abs(size - even)).toBeLessThan(4 * Math.sqrt(even));
  });

  it("stays the same from version to version, so that runs can be compared", () => {
    expect(["a.sql", "sub/a.sql", "größe.sql", ""].map((path) => shardIndexOf(path, 1000))).toEqual([479, 551, 452, 924]);
  });
});
