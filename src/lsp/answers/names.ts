import type { Location, PrepareRenameResult, ReferenceParams, RenameParams, TextDocumentPositionParams, WorkspaceEdit } from "vscode-languageserver";
import { isReserved } from "../../druid/keywords.ts";
import { namedThingAt, renameEdits, type NamedThing } from "../features/names.ts";
import type { At, Reading } from "./reading.ts";

async function thingAt(reading: Reading, { textDocument: { uri }, position }: TextDocumentPositionParams): Promise<{ readonly at: At; readonly thing: NamedThing } | null> {
  const at = await reading.locate(uri, position);
  const thing = at === null ? null : namedThingAt(at.part.view.tree, at.offset);
  return at === null || thing === null ? null : { at, thing };
}

export async function definition(reading: Reading, params: TextDocumentPositionParams): Promise<Location | null> {
  const found = await thingAt(reading, params);
  return found === null ? null : { uri: params.textDocument.uri, range: reading.rangeIn(found.at, found.thing.definition) };
}

export async function references(reading: Reading, params: ReferenceParams): Promise<Location[]> {
  const found = await thingAt(reading, params);
  if (found === null) return [];
  const places = params.context.includeDeclaration ? [found.thing.definition, ...found.thing.uses] : found.thing.uses;
  return places.map((place) => ({ uri: params.textDocument.uri, range: reading.rangeIn(found.at, place) }));
}

export async function prepareRename(reading: Reading, params: TextDocumentPositionParams): Promise<PrepareRenameResult | null> {
  const found = await thingAt(reading, params);
  if (found === null) return null;
  const { at, thing } = found;
  const here = [thing.definition, ...thing.uses].find((place) => place.start <= at.offset && at.offset <= place.end);
  return here === undefined ? null : { range: reading.rangeIn(at, here), placeholder: thing.name };
}

export async function rename(reading: Reading, params: RenameParams): Promise<WorkspaceEdit | null> {
  const found = await thingAt(reading, params);
  if (found === null) return null;
  const { release } = found.at.part.view;
  const edits = renameEdits(found.thing, params.newName, (name) => !/^[A-Za-z_]\w*$/u.test(name) || isReserved(name, release));
  if (edits === null) return null;
  return { changes: { [params.textDocument.uri]: edits.map((edit) => reading.editIn(found.at, { ...edit.range, text: edit.text })) } };
}
