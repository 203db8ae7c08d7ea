import { selectOf } from "./statements.ts";
import type { Query } from "../../syntax/nodes.ts";
import type { OutputColumn } from "../model.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where an output column is made: its expression, else the item of the SELECT list (a star), else the query. */
export function placeOfColumn(column: OutputColumn, query: Query): Place {
  return column.expression ?? column.item ?? selectOf(query) ?? query;
}

/** Text of a node on one line, cut where it is long. */
export function shown(text: string, place: Place, most = 60): string {
  const line = text.slice(place.start, place.end).replace(/\s+/gu, " ");
  return line.length > most ? `${line.slice(0, most - 3)}...` : line;
}
