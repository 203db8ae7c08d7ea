import { header, recorded, wordRanges } from "./shared.mjs";

/** Reserved and non-reserved words by release, and the exceptions to what either kind may do. */
export function keywords(read, command) {
  const dumps = new Map(recorded.map((release) => [release, read(release, "keywords.json")]));
  const words = new Set([...dumps.values()].flatMap((dump) => Object.keys(dump.probe)));
  const listed = (list) => {
    const sets = new Map([...dumps].map(([release, dump]) => [release, new Set(dump[list])]));
    return wordRanges(words, (release, word) => sets.get(release).has(word));
  };
  const probed = (test) => wordRanges(words, (release, word) => {
    const probe = dumps.get(release).probe[word];
    return probe !== undefined && test(probe);
  });
  const reserved = (probe) => probe.declared === "reserved";
  return {
    $header: header("Keywords of Druid’s SQL parser by release. Words are upper case; `since` and `until` are major versions, both included.", command),
    reserved: listed("reserved"),
    nonReserved: listed("nonReserved"),
    reservedFunctionNames: listed("reservedFunctionNames"),
    contextVariables: listed("contextVariables"),
    reservedButColumn: probed((probe) => reserved(probe) && probe.column),
    reservedButCallable: probed((probe) => reserved(probe) && probe.function),
    nonReservedNotCallable: probed((probe) => !reserved(probe) && !probe.function),
    nonReservedNotAlias: probed((probe) => !reserved(probe) && !(probe.aliasAs && probe.aliasBare)),
    nonReservedNotName: probed((probe) => !reserved(probe) && !(probe.column && probe.table && probe.insertTarget && probe.qualified)),
    reservedButName: probed((probe) => reserved(probe) && (probe.aliasAs || probe.aliasBare || probe.table || probe.insertTarget || probe.qualified)),
  };
}
