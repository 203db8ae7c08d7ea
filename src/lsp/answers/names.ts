import type { Location, PrepareRenameResult, ReferenceParams, RenameParams, TextDocumentPositionParams, WorkspaceEdit } from "vscode-languageserver";
import { applyEdits, type TextEdit } from "../../text/edits.ts";
import { openDocument } from "../documents.ts";
import { namedThingAt, type NamedThing } from "../features/names.ts";
import { renameableAt, renameAt } from "../features/rename.ts";
import { editInDocument } from "./parts.ts";
import type { At, Reading } from "./reading.ts";

/** Why nothing is done, for the user to read. */
export interface Refusal {
  readonly refused: string;
}

async function thingAt(reading: Reading, { textDocument: { uri }, position }: TextDocumentPositionParams): Promise<{ readonly at: At; readonly thing: NamedThing } | null> {
  const at = await reading.locate(uri, position);
  const thing = at === null ? null : namedThingAt(at.part.view, at.offset);
  return at === null || thing === null ? null : { at, thing };
}

export async function definition(reading: Reading, params: TextDocumentPositionParams): Promise<Location[] | null> {
  const found = await thingAt(reading, params);
  return found === null ? null : found.thing.definitions.map((place) => ({ uri: params.textDocument.uri, range: reading.rangeIn(found.at, place) }));
}

export async function references(reading: Reading, params: ReferenceParams): Promise<Location[]> {
  const found = await thingAt(reading, params);
  if (found === null) return [];
  const { definitions, uses } = found.thing;
  const places = params.context.includeDeclaration ? [...definitions, ...uses] : uses;
  return places.map((place) => ({ uri: params.textDocument.uri, range: reading.rangeIn(found.at, place) }));
}

export async function prepareRename(reading: Reading, { textDocument: { uri }, position }: TextDocumentPositionParams): Promise<PrepareRenameResult | Refusal | null> {
  const at = await reading.locate(uri, position);
  const found = at === null ? null : renameableAt(at.part.view, at.offset);
  if (at === null || found === null) return null;
  if ("refused" in found) return found;
  return { range: reading.rangeIn(at, found.place), placeholder: found.thing.name };
}

export async function rename(reading: Reading, { textDocument: { uri }, position, newName }: RenameParams): Promise<WorkspaceEdit | Refusal | null> {
  const at = await reading.locate(uri, position);
  const renaming = at === null ? null : renameAt(at.part.view, at.offset, newName);
  if (at === null || renaming === null) return null;
  if ("refused" in renaming) return renaming;
  if (!(await isReadBack(reading, at, renaming.edits))) return { refused: `\`${newName.trim()}\` cannot be written here: the document that holds the statement would be read in another way` };
  return { changes: { [uri]: renaming.edits.map((edit) => reading.editIn(at, edit)) } };
}

/** Whether the document then holds the statement as it is meant: not every text can stand in every kind of YAML's scalars. */
async function isReadBack(reading: Reading, { document, part }: At, edits: readonly TextEdit[]): Promise<boolean> {
  if (part.map === null) return true;
  const { uri, languageId, version, text } = document;
  const changed = openDocument(uri, languageId, version, applyEdits(text, edits.map((edit) => editInDocument(part, edit))));
  const index = (await reading.parts(document)).indexOf(part);
  return (await reading.parts(changed))[index]?.view.tree.text === applyEdits(part.view.tree.text, edits);
}
