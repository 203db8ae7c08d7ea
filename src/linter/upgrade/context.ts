import { contextDefault, contextParameter, readsParameter, type ContextParameter } from "../../druid/context.ts";
import { placeOfKey } from "../../analysis/insight/query-context.ts";
import type { StatementAnalysis } from "../../analysis/model.ts";
import type { StatementChange } from "./change.ts";

/** What the query context does in the later release and did not do in the earlier one: keys that are read now, defaults that are others. */
export function contextChanges(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  return [...newlyRead(old, fresh), ...otherDefaults(old, fresh)];
}

function newlyRead(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  return [...fresh.context.values()].flatMap((entry): readonly StatementChange[] => {
    const parameter = contextParameter(entry.key);
    // SET is part of the text only where the release reads it: then the statement was refused before.
    if (parameter === null || !old.context.has(entry.key) || readsParameter(parameter, old.options.release) || !readsParameter(parameter, fresh.options.release)) return [];
    const reason = `the context's \`${entry.key}\` = ${JSON.stringify(entry.value)} comes into force: ${old.options.release.name} does not read it (${sayMeaning(parameter)})`;
    return [{ ...placeOfKey(fresh, entry), kind: "meaning", reason, rewrite: null }];
  });
}

function otherDefaults(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  return watchedDefaults.flatMap(({ key, matters }): readonly StatementChange[] => {
    const parameter = contextParameter(key);
    const [was, is] = [contextDefault(key, old.options.release), contextDefault(key, fresh.options.release)];
    if (parameter === null || was === is || was === undefined || is === undefined || fresh.context.has(key) || !matters(fresh)) return [];
    const reason = `\`${key}\` is ${JSON.stringify(is)} by default, before it was ${JSON.stringify(was)} (${sayMeaning(parameter)}); set it in the context to keep what was`;
    const { start, end } = fresh.parsed;
    return [{ start, end, kind: "meaning", reason, rewrite: null }];
  });
}

/** Parameters whose default has changed and which some statements feel; what `arrayIngestMode` does is said of the columns stored. */
const watchedDefaults: readonly { readonly key: string; readonly matters: (analysis: StatementAnalysis) => boolean }[] = [
  { key: "maxInputBytesPerWorker", matters: (analysis) => String(analysis.context.get("taskAssignment")?.value).toLowerCase() === "auto" },
];

function sayMeaning(parameter: ContextParameter): string {
  const { meaning } = parameter;
  return meaning.replace(/\.$/u, "").replace(/^[A-Z](?=[a-z])/u, (letter) => letter.toLowerCase());
}
