/** What the process answers: scripts rely on it. */
export const exitCode = {
  /** No finding at error level, warnings within --max-warnings. */
  clean: 0,
  /** Findings; with --diff: something would change. */
  findings: 1,
  /** Misuse, broken configuration, unreadable input, nothing to lint, or a failure of the tool. */
  failure: 2,
} as const;
