import type { SemanticTokens } from "vscode-languageserver";
import type { LspRange } from "../documents.ts";
import { semanticTokenModifiers, semanticTokenTypes } from "../features/semantic-legend.ts";
import { semanticTokens, type SemanticToken } from "../features/semantic-tokens.ts";
import type { Reading } from "./reading.ts";
import { spanInPart } from "./parts.ts";
import { eachPart, spanOf } from "./structure.ts";

/** Of the whole document, or of a range of it. */
export interface SemanticTokensOfParams {
  readonly textDocument: { readonly uri: string };
  readonly range?: LspRange;
}

interface Row {
  readonly token: SemanticToken;
  readonly range: LspRange;
}

export async function semanticTokensOf(reading: Reading, params: SemanticTokensOfParams): Promise<SemanticTokens> {
  const rows = await eachPart(reading, params, (part, rangeOf, document) => semanticTokens(part.view, spanInPart(part, spanOf(reading, document, params.range))).map((token): Row => ({ token, range: rangeOf(token) })));
  return { data: encode(rows) };
}

/** Five numbers a token, lines and characters relative to the token before. Tokens that span lines are left out: clients differ. */
function encode(rows: readonly Row[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { token, range: { start, end } } of rows) {
    if (start.line !== end.line || start.line < line) continue;
    const modifiers = token.modifiers.reduce((bits, modifier) => bits | (1 << semanticTokenModifiers.indexOf(modifier)), 0);
    data.push(start.line - line, start.line === line ? start.character - character : start.character, end.character - start.character, semanticTokenTypes.indexOf(token.type), modifiers);
    ({ line, character } = start);
  }
  return data;
}
