import { forEachChild, walk } from "./child-keys.ts";
import type { Node, NodeKind, NodeOfKind } from "./nodes.ts";

/** The outermost node of that kind that spans exactly the range (UTF-16 offsets), at or below `root`; null when there is none. */
export function findNode<Kind extends NodeKind>(root: Node, range: { readonly start: number; readonly end: number }, kind: Kind): NodeOfKind<Kind> | null {
  if (root.kind === kind && root.start === range.start && root.end === range.end) return root as NodeOfKind<Kind>;
  let found: NodeOfKind<Kind> | null = null;
  forEachChild(root, (child) => {
    if (child.start <= range.start && child.end >= range.end) found ??= findNode(child, range, kind);
  });
  return found;
}

/** The child of `parent` that spans `node`; null when none does. */
export function childAround(parent: Node, node: Node): Node | null {
  let found: Node | null = null;
  forEachChild(parent, (child) => {
    if (child.start <= node.start && child.end >= node.end) found ??= child;
  });
  return found;
}

/** Every node of that kind at or below `root`, in the order of the text. */
export function nodesOfKind<Kind extends NodeKind>(root: Node, kind: Kind): readonly NodeOfKind<Kind>[] {
  const nodes: NodeOfKind<Kind>[] = [];
  walk(root, (node) => {
    if (node.kind === kind) nodes.push(node as NodeOfKind<Kind>);
    return true;
  });
  return nodes;
}
