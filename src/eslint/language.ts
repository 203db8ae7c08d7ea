import { defaultRelease, releaseNames, resolveRelease, type Release } from "../druid/releases.ts";
import { parse } from "../syntax/parser.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { DruidSourceCode, nodeTypeKey, visitorKeys } from "./source-code.ts";

/** `languageOptions` of a configuration: the release to parse by, where `settings.msqlint` does not say. */
export interface LanguageOptions {
  readonly druid?: string;
  /** Not ours: rules for JavaScript look into it before they look at a node. */
  readonly parserOptions?: object;
}

interface File {
  readonly body: string | Uint8Array;
}

interface ParseResult {
  readonly ok: true;
  /** ESLint only passes it on. */
  readonly ast: SyntaxTree;
}

/** Throws TypeError for what is no release. */
export function releaseOf(druid: string | undefined): Release {
  if (druid === undefined) return defaultRelease();
  const release = resolveRelease(druid);
  if (release === null) throw new TypeError(`Expected "druid" to be one of ${releaseNames().join(", ")}, got ${JSON.stringify(druid)}.`);
  return release;
}

/** What ESLint asks of a language, as far as it is answered here. */
interface Language {
  readonly fileType: "text";
  readonly lineStart: 1;
  readonly columnStart: 1;
  readonly nodeTypeKey: string;
  readonly visitorKeys: Readonly<Record<string, readonly string[]>>;
  readonly defaultLanguageOptions: LanguageOptions;
  validateLanguageOptions: (options: LanguageOptions) => void;
  parse: (file: File, context: { readonly languageOptions: LanguageOptions }) => ParseResult;
  createSourceCode: (file: File, result: ParseResult) => object;
}

/** Druid's SQL as a language of ESLint. A text that does not parse is still a tree: rule `syntax-error` says what is wrong with it. */
export const druidLanguage: Language = {
  fileType: "text",
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey,
  visitorKeys,
  defaultLanguageOptions: { parserOptions: {} },

  validateLanguageOptions(options: LanguageOptions): void {
    releaseOf(options.druid);
  },

  parse(file: File, { languageOptions }: { languageOptions: LanguageOptions }): ParseResult {
    const text = typeof file.body === "string" ? file.body : new TextDecoder().decode(file.body);
    return { ok: true, ast: parse(text, { release: releaseOf(languageOptions.druid), semicolons: "file" }) };
  },

  createSourceCode(_file: File, result: ParseResult): DruidSourceCode {
    return new DruidSourceCode(result.ast);
  },
};
