const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const datePattern = /^[ \t]*(\d+)-[ \t]*(\d+)-[ \t]*(\d+)/;
const timePattern = /^[ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)/;

/**
 * True when Calcite 1.21 refuses the text of a DATE, TIME or TIMESTAMP literal while it parses (Druid up to 27): strict
 * SimpleDateFormat of `yyyy-MM-dd` and `HH:mm:ss`; a TIMESTAMP may lack its time; a fraction of a second may follow.
 */
export function datetimeFault(type: string, text: string): boolean {
  if (type === "DATE") return dateEnd(text) !== text.length || /^\s*0*[1-9]\d{4}/.test(text);
  if (type === "TIME") return !fractionOrEnd(text, timeEnd(text, 0));
  const date = dateEnd(text);
  if (date < 0) return true;
  if (text.charAt(date) === " ") {
    const time = timeEnd(text, date + 1);
    if (time >= 0) return !fractionOrEnd(text, time);
  }
  return !fractionOrEnd(text, date);
}

function dateEnd(text: string): number {
  const match = datePattern.exec(text);
  if (match === null) return -1;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && leap ? 29 : (days[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= last ? match[0].length : -1;
}

function timeEnd(text: string, from: number): number {
  const match = timePattern.exec(text.slice(from));
  if (match === null) return -1;
  const valid = Number(match[1]) <= 23 && Number(match[2]) <= 59 && Number(match[3]) <= 59;
  return valid ? from + match[0].length : -1;
}

function fractionOrEnd(text: string, from: number): boolean {
  return from >= 0 && /^(?:\.\d*)?$/.test(text.slice(from));
}
