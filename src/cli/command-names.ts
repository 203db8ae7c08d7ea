/** First words that are commands, not files. `./rules` is the folder. */
export const commandNames = ["lint", "verdict", "explain", "rules", "init", "config", "report", "schema", "check-sample", "upgrade", "merge", "lsp", "help"] as const;
