export interface DruidServer {
  readonly broker: string;
  readonly overlord: string;
  stop(): Promise<void>;
}

export interface RunOutcome {
  readonly outcome: "refused" | "failed" | "success";
  readonly status?: number;
  readonly fault?: string;
  readonly message?: string;
}

export function startServer(options?: { readonly base?: number; readonly properties?: readonly string[]; readonly say?: (message: string) => void }): Promise<DruidServer>;

export function runStatement(
  server: DruidServer,
  statement: { readonly sql: string; readonly context?: Readonly<Record<string, unknown>> },
  options?: { readonly seconds?: number },
): Promise<RunOutcome>;
