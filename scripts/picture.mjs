/* eslint no-control-regex: "off" -- the escapes of a terminal are what it reads */
// node scripts/picture.mjs: a picture of a real run for the README, as SVG.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const root = new URL("..", import.meta.url).pathname;
const file = "fixtures/samples/trips-hourly.sql";
const colors = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea", 90: "#8b949e", 2: "#8b949e" };
const [lineHeight, charWidth, padding] = [19, 8.2, 16];
const wrapAt = 118;

const { stdout } = spawnSync(process.execPath, ["bin/msqlint.js", "--color", file], { cwd: root, encoding: "utf8" });
const lines = [`\u001b[90m$\u001b[39m npx msqlint ${file}`, "", ...stdout.trimEnd().split("\n")].flatMap(wrapped);
const width = Math.ceil(wrapAt * charWidth + 2 * padding);
const height = lines.length * lineHeight + 2 * padding;
const rows = lines.map((line, index) => `<text x="${padding}" y="${padding + (index + 1) * lineHeight - 5}" xml:space="preserve">${spans(line)}</text>`);
writeFileSync(
  `${root}docs/images/run.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="msqlint in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13.5" fill="#e6edf3">
${rows.join("\n")}
</g>
</svg>
`,
);

/** A long line in pieces of the picture's width; colours go on from piece to piece. */
function wrapped(line) {
  const pieces = [];
  let piece = "";
  let length = 0;
  let open = "";
  for (const part of line.match(/\u001b\[\d+m|[^\u001b]/gu) ?? []) {
    if (part.length > 1 && part.startsWith("\u001b")) {
      open = part;
      piece += part;
      continue;
    }
    if (length === wrapAt) {
      pieces.push(piece);
      piece = `${open}      `;
      length = 6;
    }
    piece += part;
    length++;
  }
  return [...pieces, piece];
}

function spans(line) {
  let [color, bold, text, result] = ["", false, "", ""];
  const flush = () => {
    if (text === "") return;
    const style = `${color === "" ? "" : ` fill="${color}"`}${bold ? ' font-weight="bold"' : ""}`;
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    result += `<tspan${style}>${escaped}</tspan>`;
    text = "";
  };
  for (const part of line.match(/\u001b\[\d+m|[^\u001b]/gu) ?? []) {
    if (part.length === 1) {
      text += part;
      continue;
    }
    flush();
    const code = Number(part.slice(2, -1));
    if (code === 1) bold = true;
    else if (code === 0) [color, bold] = ["", false];
    else if (code === 22) [bold, color] = [false, color === colors[2] ? "" : color];
    else if (code === 39) color = "";
    else color = colors[code] ?? color;
  }
  flush();
  return result;
}
