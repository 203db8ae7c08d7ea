const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;
const OTHER = "\\u00a1-\\u1fff\\u200b-\\u2027\\u202a-\\u202e\\u2030-\\u205e\\u2060-\\u2fff\\u3001-\\uffff";
const UNRESERVED = "A-Za-z0-9_.!~*'()\\-";
const PATH = new RegExp(`^(?:[${UNRESERVED}${OTHER}:@&=+$,;/]|%[0-9A-Fa-f]{2})*$`);
const URIC = new RegExp(`^(?:[${UNRESERVED}${OTHER};/?:@&=+$,\\[\\]]|%[0-9A-Fa-f]{2})*$`);
const AUTHORITY = new RegExp(`^(?:(?:[${UNRESERVED}${OTHER};:@&=+$,]|%[0-9A-Fa-f]{2})+|(?:[^@\\s]*@)?\\[[0-9A-Fa-f:.%A-Za-z]+\\](?::\\d*)?)$`);

/** A URI as java.net.URI splits it; null where it throws. `scheme` is null for a relative reference. */
export function parseJavaUri(text: string): { readonly scheme: string | null } | null {
  const hash = text.indexOf("#");
  if (hash >= 0 && !URIC.test(text.slice(hash + 1))) return null;
  const reference = hash < 0 ? text : text.slice(0, hash);
  const colon = /^[^/?]*?:/.exec(reference);
  if (colon === null) return isHierarchical(reference, hash >= 0) ? { scheme: null } : null;
  const scheme = colon[0].slice(0, -1);
  const rest = reference.slice(colon[0].length);
  if (!SCHEME.test(scheme) || rest === "") return null;
  const valid = rest.startsWith("/") ? isHierarchical(rest, hash >= 0) : URIC.test(rest);
  return valid ? { scheme } : null;
}

function isHierarchical(text: string, fragment: boolean): boolean {
  const question = text.indexOf("?");
  const path = question < 0 ? text : text.slice(0, question);
  if (question >= 0 && !URIC.test(text.slice(question + 1))) return false;
  if (!path.startsWith("//")) return PATH.test(path);
  const slash = path.indexOf("/", 2);
  const authority = path.slice(2, slash < 0 ? undefined : slash);
  if (authority === "") return slash >= 0 || question >= 0 || fragment;
  return AUTHORITY.test(authority) && PATH.test(slash < 0 ? "" : path.slice(slash));
}
