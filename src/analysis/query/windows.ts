import type { NamedWindow, Select } from "../../syntax/nodes.ts";
import { typeExpression } from "../types/index.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { walkExpression } from "./expressions.ts";
import { violationAt, type CommonTableScope, type NameScope, type QuerySession } from "./query-state.ts";

interface WindowContext {
  readonly scope: NameScope;
  readonly commonTables: CommonTableScope | null;
  readonly session: QuerySession;
}

/** The WINDOW clause: names once, and every `OVER name` must name one of them. */
export function checkWindows(select: Select, context: WindowContext): void {
  const { session } = context;
  const names = new Set<string>();
  for (const window of select.windows) {
    if (names.has(window.name.name)) {
      session.report(violationAt("window-name", "duplicate", window.name, { window: window.name.name }));
      return;
    }
    names.add(window.name.name);
    validateWindow(window, context);
    if (session.stopped()) return;
  }
  checkReferences(select, names, session);
}

function validateWindow(window: NamedWindow, { scope, commonTables, session }: WindowContext): void {
  const names = expressionScope(scope, commonTables, session);
  const { specification } = window;
  for (const expression of [...specification.partitionBy, ...(specification.orderBy?.items.map((item) => item.expression) ?? [])]) {
    if (session.stopped() || !typeNames(expression, scope, session)) return;
    typeExpression(expression, names, session.environment);
  }
}

function checkReferences(select: Select, names: ReadonlySet<string>, session: QuerySession): void {
  for (const item of select.items) {
    walkExpression(item, (node) => {
      if (session.stopped()) return false;
      const over = node.kind === "FunctionCall" ? node.over : null;
      const reference = over?.kind === "Identifier" ? over : (over?.base ?? null);
      if (reference !== null && !names.has(reference.name)) {
        session.report(violationAt("window-name", "notFound", reference, { window: reference.name }));
      }
      return true;
    });
  }
}
