interface Place {
  readonly start: number;
  readonly end: number;
}

/** What must go to take one item out of a list with commas: the item and the comma beside it. The list has at least two items. */
export function rangeOfItem(items: readonly Place[], index: number): Place {
  const item = items[index];
  const previous = items[index - 1];
  const next = items[index + 1];
  if (item === undefined) throw new RangeError(`no item ${String(index)}`);
  if (previous !== undefined) return { start: previous.end, end: item.end };
  return { start: item.start, end: next?.start ?? item.end };
}
