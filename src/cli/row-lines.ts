import { isUtf8 } from "node:buffer";
import { byteOrderMark, defaultMaxSize, formatSize } from "../workspace/read.ts";

/** A line of input: its text, or what is wrong with it as such. */
export interface RowLine {
  readonly text: string;
  readonly wrong: string | null;
}

const lineFeed = 0x0a;

/**
 * The lines of each piece of input, as soon as they are there. One that grows over the size cap of files is told of at that moment, and
 * the rest of it passed over: what is held at a time is bounded, whatever comes.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly RowLine[]> {
  const row = new RowBytes();
  for await (const chunk of chunks) {
    const lines: RowLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      lines.push(...row.add(chunk.subarray(start, end)), ...row.end());
      start = end + 1;
    }
    lines.push(...row.add(chunk.subarray(start)));
    if (lines.length > 0) yield lines;
  }
  yield row.end();
}

const nothing: readonly RowLine[] = [];
const tooLong: readonly RowLine[] = [{ text: "", wrong: `the row is over the size cap of ${formatSize(defaultMaxSize)}` }];
const notUtf8: readonly RowLine[] = [{ text: "", wrong: "the row is not valid UTF-8" }];

/** The row at hand. It may come in thousands of pieces: they are joined once, when its end is there. */
class RowBytes {
  #pieces: Buffer[] = [];
  #size = 0;

  add(piece: Buffer): readonly RowLine[] {
    const wasTooLong = this.#size > defaultMaxSize;
    this.#size += piece.length;
    if (this.#size <= defaultMaxSize) {
      if (piece.length > 0) this.#pieces.push(piece);
      return nothing;
    }
    this.#pieces = [];
    return wasTooLong ? nothing : tooLong;
  }

  /** Nothing for a row that was told of before its end. */
  end(): readonly RowLine[] {
    const [pieces, size] = [this.#pieces, this.#size];
    this.#pieces = [];
    this.#size = 0;
    if (size > defaultMaxSize) return nothing;
    const [first, ...others] = pieces;
    const bytes = first !== undefined && others.length === 0 ? first : Buffer.concat(pieces);
    if (!isUtf8(bytes)) return notUtf8;
    const text = bytes.toString("utf8");
    return [{ text: text.startsWith(byteOrderMark) ? text.slice(1) : text, wrong: null }];
  }
}
