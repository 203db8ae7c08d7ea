/** Something the user must put right before the tool can work: shown as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What an unknown thrown value says of itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system error (`ENOENT`), or null. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
