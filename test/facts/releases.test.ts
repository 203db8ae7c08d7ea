import { describe, expect, it } from "vitest";
import { atLeast, defaultRelease, releaseNames, releases, requireRelease, resolveRelease, within } from "../../src/druid/releases.ts";
import { recordedReleases } from "../conformance/recordings.ts";

describe("releases", () => {
  it.each([
    ["27", "27.0.0"],
    ["27.0", "27.0.0"],
    ["27.0.0", "27.0.0"],
    ["29", "29.0.1"],
    ["31", "31.0.2"],
    ["32.0", "32.0.1"],
    [" IMPLY-2022.06 ", "imply-2022.06"],
  ])("`%s` names %s", (text, name) => {
    expect(resolveRelease(text)?.name).toBe(name);
  });

  it("have no name for what never was released", () => {
    for (const text of ["", "23", "27.1", "99", "latest"]) expect(resolveRelease(text)).toBeNull();
    expect(() => requireRelease("99")).toThrow("imply-2022.06, 24.0.0");
  });

  it("reach from the preview to 37, with 33 as default", () => {
    expect(releases.map(({ major }) => major)).toEqual([23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37]);
    expect(defaultRelease().name).toBe("33.0.0");
  });

  it("are recorded exactly where fixtures hold verdicts", () => {
    expect(releases.filter(({ recorded }) => recorded).map(({ name }) => name)).toEqual(recordedReleases());
  });

  it("inherit from a recorded release where they are not", () => {
    for (const { recorded, basis } of releases) if (!recorded) expect(recordedReleases()).toContain(basis);
  });

  it("compare by major version, both ends of a range included", () => {
    const release = requireRelease("28");
    expect(atLeast(release, 28)).toBe(true);
    expect(atLeast(release, 29)).toBe(false);
    expect(within(release, { since: 28, until: 28 })).toBe(true);
    expect(within(release, { until: 27 })).toBe(false);
    expect(releaseNames()).toContain("28.0.0");
  });
});
