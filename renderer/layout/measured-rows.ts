import type { Lengths } from "./lengths.ts";
import type { Size } from "./useSize.ts";

/** How many columns of at least `least` px stand beside each other. */
export const columnsFor = (least: number, size: Size | null, { listGap }: Lengths): number =>
  Math.max(1, Math.floor(((size?.width ?? 0) + listGap) / (least + listGap)));

/** The heights of all rows, px, by their entries' keys, in a box that lists them in the order of `keys`. */
export type Measured = { readonly of: string; readonly heights: ReadonlyMap<string, number> };

export function heightsIn(element: HTMLElement, keys: readonly string[]): Measured["heights"] {
  const rows = [...element.querySelectorAll(".rows > li")];
  return new Map(rows.map((row, place) => [keys[place] ?? "", row.getBoundingClientRect().height]));
}

/** Whether the last child reaches out of the box. Clipped content has no scroll height to compare. */
export function holdsTooMuch(element: HTMLElement): boolean {
  const last = element.lastElementChild?.getBoundingClientRect().bottom ?? 0;
  return last > element.getBoundingClientRect().bottom + 1;
}
