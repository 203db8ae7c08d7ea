/** Rules that also speak of statements in different files: one text alone does not say whether a comment about them is of use. */
export const acrossRuleNames: ReadonlySet<string> = new Set(["mixed-granularity", "mixed-column-type", "repeated-overwrite-all", "column-never-written"]);
