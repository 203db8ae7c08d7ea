/** What stands before a message; more than this is no header. */
const longestHeader = 4096;
const longestMessage = 512 * 1024 * 1024;
const headerEnd = Buffer.from("\r\n\r\n");

/**
 * Looks along at the bytes of a client that end up in the reader, which waits for ever once it has lost track of where messages begin:
 * says what is wrong with a header, once, else null.
 */
export function createFrameCheck(): (chunk: Buffer) => string | null {
  let header = Buffer.alloc(0);
  let bodyLeft = 0;
  let lost = false;
  const check = (chunk: Buffer): string | null => {
    let offset = Math.min(bodyLeft, chunk.length);
    bodyLeft -= offset;
    while (offset < chunk.length) {
      const before = header.length;
      header = Buffer.concat([header, chunk.subarray(offset, offset + longestHeader)]);
      const end = header.indexOf(headerEnd);
      if (end < 0) return header.length < longestHeader ? null : "a header does not end";
      const length = contentLength(header.toString("latin1", 0, end));
      if (length === null) return `a header has no Content-Length: ${JSON.stringify(header.toString("latin1", 0, Math.min(end, 80)))}`;
      offset += end + headerEnd.length - before;
      header = Buffer.alloc(0);
      bodyLeft = length - Math.min(length, chunk.length - offset);
      offset += length - bodyLeft;
    }
    return null;
  };
  return (chunk) => {
    const wrong = lost ? null : check(chunk);
    lost ||= wrong !== null;
    return wrong;
  };
}

function contentLength(header: string): number | null {
  const lengths = header.split("\r\n").map((line) => /^content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*$/iu.exec(line)?.[1]);
  const length = Number(lengths.find((value) => value !== undefined) ?? NaN);
  return length <= longestMessage ? length : null;
}
