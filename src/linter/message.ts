import { accidentOf, type Quirk } from "../druid/quirks.ts";
import type { Release } from "../druid/releases.ts";

type Data = Readonly<Record<string, string | number | boolean | null>>;

/** A value that is longer is cut: a string may fill a file, and a message is one line. */
const longestValue = 200;

/** Fills `{{placeholders}}`; null is nothing, one without a value stays as it is. */
export function renderMessage(template: string, data: Data): string {
  if (!template.includes("{{")) return template;
  return template.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : shorten(String(value ?? ""));
  });
}

/** The message of a rule, which also says where Druid itself refuses by accident. */
export function sayRefusal(rule: string, messageId: string, template: string, data: Data, release: Release): string {
  const message = renderMessage(template, data);
  const accident = accidentOf(rule, messageId, data, release);
  return accident === null || saysSo(message, accident) ? message : `${message} (${accidentally(accident, release)})`;
}

/** Some messages name the exception themselves, others say that it is an error of Druid's own. */
const saysSo = (message: string, { exception }: Quirk): boolean => message.includes(exception) || /of its own|NullPointerException/u.test(message);

function accidentally({ exception }: Quirk, { name }: Release): string {
  if (exception === "planner error") return `by accident: Druid ${name} answers with an error of its planner that does not say why`;
  return `by accident: Druid ${name} answers with ${/^[AEIOU]/u.test(exception) ? "an" : "a"} ${exception} of its own`;
}

function shorten(text: string): string {
  const value = /[\r\n]/u.test(text) ? text.replace(/\s+/gu, " ") : text;
  if (value.length <= longestValue) return value;
  const isPair = /[\ud800-\udbff]/u.test(value.charAt(longestValue - 1));
  return `${value.slice(0, isPair ? longestValue - 1 : longestValue)}…`;
}
