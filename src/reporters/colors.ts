import picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

const cache = new Map<boolean, Colors>();

export function colorsFor(enabled: boolean): Colors {
  let colors = cache.get(enabled);
  if (colors === undefined) {
    colors = picocolors.createColors(enabled);
    cache.set(enabled, colors);
  }
  return colors;
}
