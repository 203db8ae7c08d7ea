/**
 * What is surely wrong with a pattern of java.util.regex, null when nothing is: groups and classes not closed, quantifiers without
 * anything to repeat, escapes that Java does not have. Not a full parser: what it does not know, it takes.
 */
export function regexFault(pattern: string): string | null {
  let depth = 0;
  let repeatable = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    switch (character) {
      case "\\": {
        if (pattern.startsWith("\\Q", index)) {
          const end = pattern.indexOf("\\E", index + 2);
          index = end < 0 ? pattern.length : end + 1;
          repeatable = true;
          continue;
        }
        const fault = escapeFault(pattern, index);
        if (fault !== null) return fault;
        index += /^\\(?:[pPx]\{[^}]*\}|k<\w+>)/.exec(pattern.slice(index))?.[0].length ?? 2;
        index--;
        repeatable = true;
        break;
      }
      case "[": {
        const end = classEnd(pattern, index);
        if (typeof end === "string") return end;
        index = end;
        repeatable = true;
        break;
      }
      case "(": {
        const fault = groupFault(pattern, index);
        if (fault !== null) return fault;
        if (pattern.charAt(index + 1) === "?") index = groupHeadEnd(pattern, index);
        if (pattern.charAt(index) !== ")") depth++;
        repeatable = false;
        break;
      }
      case ")":
        if (depth === 0) return "`)` closes no group";
        depth--;
        repeatable = true;
        break;
      case "|":
        repeatable = false;
        break;
      case "*":
      case "+":
      case "?":
        if (!repeatable) return `\`${character}\` repeats nothing`;
        // One more `?` or `+` makes it lazy or possessive.
        if (/[?+]/.test(pattern.charAt(index + 1))) index++;
        repeatable = false;
        break;
      case "{": {
        const match = /^\{(\d{1,9})(?:(,)(\d{0,9}))?\}/.exec(pattern.slice(index));
        if (match === null || !repeatable) return "`{` begins no repetition";
        if (match[3] !== undefined && match[3] !== "" && Number(match[3]) < Number(match[1])) return "the repetition's range is reversed";
        index += match[0].length - 1;
        if (/[?+]/.test(pattern.charAt(index + 1))) index++;
        repeatable = false;
        break;
      }
      default:
        repeatable = true;
    }
  }
  return depth > 0 ? "a group is not closed" : null;
}

function escapeFault(pattern: string, index: number): string | null {
  const next = pattern.charAt(index + 1);
  if (next === "") return "it ends with a backslash";
  const rest = pattern.slice(index + 2);
  switch (next) {
    case "x":
      return /^(?:[0-9A-Fa-f]{2}|\{)/.test(rest) ? null : "`\\x` needs two hexadecimal digits";
    case "u":
      return /^[0-9A-Fa-f]{4}/.test(rest) ? null : "`\\u` needs four hexadecimal digits";
    case "0":
      return /^[0-7]/.test(rest) ? null : "`\\0` needs an octal digit";
    case "k":
      return /^<\w+>/.test(rest) && pattern.includes(`(?${/^<\w+>/.exec(rest)?.[0] ?? ""}`) ? null : "`\\k` names no group";
    case "p":
    case "P":
      return /^(?:\{[A-Za-z]\w*(?:=[\w ]+)?\}|[A-Z])/.test(rest) ? null : "`\\p` names no property";
    default:
      return /[gijlmoqyCFIJKLMNOTUY]/.test(next) ? `\`\\${next}\` is no escape` : null;
  }
}

/** The index of the `]` that closes the class, or why there is none. */
function classEnd(pattern: string, start: number): number | string {
  let index = start + 1;
  if (pattern.charAt(index) === "^") index++;
  if (pattern.charAt(index) === "]") index++;
  for (; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "]") return index;
    if (character === "\\") index++;
    else if (character === "[") {
      const end = classEnd(pattern, index);
      if (typeof end === "string") return end;
      index = end;
    } else if (pattern.charAt(index + 1) === "-" && /[0-9A-Za-z]/.test(character) && /[0-9A-Za-z]/.test(pattern.charAt(index + 2)) && character > pattern.charAt(index + 2)) {
      return "a range of a character class is reversed";
    }
  }
  return "a character class is not closed";
}

function groupFault(pattern: string, index: number): string | null {
  if (pattern.charAt(index + 1) !== "?") return null;
  return /^\(\?(?:[:=!>]|<[=!]|<[A-Za-z][A-Za-z0-9]*>|[imsuxdU]*(?:-[imsuxd]+)?[:)])/.test(pattern.slice(index)) ? null : "a group begins with `(?` and no known letter";
}

/** The index of the last character of `(?:`, `(?<name>`, `(?i)` and the like. */
function groupHeadEnd(pattern: string, index: number): number {
  const head = /^\(\?(?:[:=!>]|<[=!]|<[A-Za-z][A-Za-z0-9]*>|[imsuxdU]*(?:-[imsuxd]+)?[:)])/.exec(pattern.slice(index));
  return index + (head?.[0].length ?? 1) - 1;
}
