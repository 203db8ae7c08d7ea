import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding } from "../linter/finding.ts";
import { projectAddress, ruleAddress } from "../linter/rule-address.ts";
import type { TextEdit } from "../text/edits.ts";
import type { LineStarts } from "../text/lines.ts";
import { createFingerprints } from "./fingerprint.ts";
import { linesOf, placeOf, shownPath, type Report, type ReportedFile } from "./report.ts";
import { printableJson } from "./terminal-text.ts";

type Json = Readonly<Record<string, unknown>>;

const levels = { error: "error", warn: "warning", info: "note", off: "none" } as const;

/** SARIF 2.1.0, as GitHub code scanning and others take it. */
export function sarif(report: Report): string {
  const ruleIds = [...new Set(report.files.flatMap((file) => file.findings.map((finding) => finding.ruleId)))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "msqlint", version: report.toolVersion, informationUri: projectAddress, rules: ruleIds.map((id) => ruleOf(report, id)) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(report.cwd).href}/` } },
        artifacts: report.files.map((file) => ({ location: locationOf(report, file) })),
        results: report.files.flatMap((file, index) => resultsOf(report, file, index, ruleIds)),
        ...(report.shard === null ? {} : { properties: { shard: report.shard } }),
      },
    ],
  };
  return `${printableJson(log, 2)}\n`;
}

function ruleOf(report: Report, id: string): Json {
  const meta = report.registry.find(id)?.load().meta;
  if (meta === undefined) return { id };
  return {
    id,
    shortDescription: { text: meta.docs.description },
    helpUri: ruleAddress(id),
    defaultConfiguration: { enabled: meta.severity !== "off", level: levels[meta.severity] },
    properties: { category: meta.category, stage: meta.stage, druid: meta.druid, tags: [meta.category, meta.stage] },
  };
}

function resultsOf(report: Report, file: ReportedFile, artifact: number, ruleIds: readonly string[]): readonly Json[] {
  const starts = linesOf(file);
  const fingerprint = createFingerprints(shownPath(report, file.path), file.text, starts);
  const artifactLocation = { ...locationOf(report, file), index: artifact };
  return file.findings.map((finding) => ({
    ruleId: finding.ruleId,
    ruleIndex: ruleIds.indexOf(finding.ruleId),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(starts, finding) } }],
    partialFingerprints: { "msqlint/v1": fingerprint(finding) },
    properties: { category: finding.category, stage: finding.stage, statement: finding.statement, druid: finding.release, ...(finding.fault === null ? {} : { fault: finding.fault }) },
    ...(finding.related.length === 0 ? {} : { relatedLocations: relatedOf(finding, artifactLocation, starts) }),
    ...(finding.fix === null ? {} : { fixes: [fixOf(finding.fix.title, finding.fix.edits, artifactLocation, starts)] }),
  }));
}

function relatedOf(finding: Finding, artifactLocation: Json, starts: LineStarts): readonly Json[] {
  return finding.related.map((related, id) => ({
    id,
    message: { text: related.message },
    physicalLocation: { artifactLocation, region: regionOf(starts, related) },
  }));
}

function fixOf(title: string, edits: readonly TextEdit[], artifactLocation: Json, starts: LineStarts): Json {
  const replacements = edits.map((edit) => ({ deletedRegion: regionOf(starts, edit), insertedContent: { text: edit.text } }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

function regionOf(starts: LineStarts, range: { readonly start: number; readonly end: number }): Json {
  const { start, end } = placeOf(starts, range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function locationOf(report: Report, file: ReportedFile): Json {
  const shown = shownPath(report, file.path);
  if (isAbsolute(shown)) return { uri: pathToFileURL(shown).href };
  return { uri: shown.split("/").map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" };
}
