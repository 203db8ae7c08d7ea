import { childKeys, pushChildren } from "../syntax/child-keys.ts";
import type { Node, NodeKind } from "../syntax/nodes.ts";

type NodeListener = (node: Node) => void;

/** What is to be done at the nodes of one kind. */
interface KindEntry {
  /** Nothing below such a node is listened to. */
  leaf: boolean;
  readonly enter: NodeListener[];
  readonly exit: NodeListener[];
}

/** Listeners in buckets by node kind, for one walk that serves all rules. */
export interface ListenerTable {
  readonly byKind: ReadonlyMap<string, KindEntry>;
  /** The nodes above the one being visited, the statement first. */
  readonly path: Node[];
  /** False: a walk would be for nothing. */
  listens: boolean;
  /** Some rule listens to a node's end. */
  listensToExits: boolean;
}

/** Most of a tree's nodes are identifiers in names: the walk only goes there when somebody listens. */
const madeOfIdentifiers: ReadonlySet<string> = new Set<NodeKind>(["ColumnReference", "QualifiedName"]);

/** `path` is filled while a tree is walked. */
export function createListenerTable(path: Node[]): ListenerTable {
  const byKind = new Map<string, KindEntry>();
  for (const [kind, keys] of Object.entries(childKeys)) byKind.set(kind, { leaf: keys.length === 0 || madeOfIdentifiers.has(kind), enter: [], exit: [] });
  return { byKind, path, listens: false, listensToExits: false };
}

/** Puts a listener into the bucket of `Kind` or `Kind:exit`. False when there is no such kind. */
export function addListener(table: ListenerTable, selector: string, listener: NodeListener): boolean {
  const exit = selector.endsWith(":exit");
  const kind = exit ? selector.slice(0, -":exit".length) : selector;
  const entry = table.byKind.get(kind);
  if (entry === undefined) return false;
  if (kind === "Identifier") for (const each of madeOfIdentifiers) entryOf(table, each).leaf = false;
  table.listens = true;
  table.listensToExits ||= exit;
  (exit ? entry.exit : entry.enter).push(listener);
  return true;
}

/** Walks the tree under a node once. Its own stack, so that a chain of ten thousand ANDs does not exhaust the machine's. */
export function traverse(table: ListenerTable, root: Node): void {
  const { byKind, path } = table;
  path.length = 0;
  if (!table.listens) return;
  const work: (Node | null)[] = [root];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node === null) {
      const left = path.pop();
      if (left !== undefined && table.listensToExits) leave(table, left);
      continue;
    }
    const entry = byKind.get(node.kind) ?? entryOf(table, node.kind);
    for (const listener of entry.enter) listener(node);
    if (entry.leaf) {
      for (const listener of entry.exit) listener(node);
      continue;
    }
    path.push(node);
    work.push(null);
    pushChildren(node, work);
  }
}

function leave(table: ListenerTable, node: Node): void {
  for (const listener of entryOf(table, node.kind).exit) listener(node);
}

function entryOf(table: ListenerTable, kind: string): KindEntry {
  const entry = table.byKind.get(kind);
  if (entry === undefined) throw new Error(`unknown kind of node \`${kind}\``);
  return entry;
}
