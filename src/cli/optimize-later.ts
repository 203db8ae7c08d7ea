import { setFlagsFromString } from "node:v8";

/**
 * Makes V8 wait six (Node 22) to twelve times (Node 20) as long before it optimizes a function. A lint runs thousands of functions a few hundred times each: for up to
 * some thousand files, optimizing them as early as V8 does costs more than it brings (docs/performance.md).
 */
export function optimizeLater(): void {
  setFlagsFromString("--interrupt-budget=800000");
}
