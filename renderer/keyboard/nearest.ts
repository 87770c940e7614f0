export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};
export type Direction = "left" | "right" | "up" | "down";

/** How much a step aside counts against a step ahead: up and down, the columns need not be in line. */
const aside = 0.5;
/** Boxes in one row may overlap by this much, px. */
const slack = 2;

/**
 * The box that lies nearest to `from` in a direction: its place in `boxes`, or null where nothing lies there. To the
 * left and right, what stands in the same row comes before all else. All in CSS px of the window.
 */
export function nearest(from: Box, boxes: readonly Box[], direction: Direction): number | null {
  const turned = turn(from, direction);
  const turnedBoxes = boxes.map((box) => turn(box, direction));
  const inRow = direction === "left" || direction === "right";
  const row = turnedBoxes.filter((box) => besides(turned, box) === 0 && isAhead(turned, box));
  const distances = turnedBoxes.map((box) =>
    isAhead(turned, box) && !(inRow && row.length > 0 && !row.includes(box))
      ? distance(turned, box)
      : Number.POSITIVE_INFINITY,
  );
  const least = Math.min(...distances);
  return least === Number.POSITIVE_INFINITY ? null : distances.indexOf(least);
}

/** The box whose middle lies nearest to that of `from`: its place in `boxes`, or null where there are none. */
export function closest(from: Box, boxes: readonly Box[]): number | null {
  const [x, y] = middle(from);
  const distances = boxes.map((box) => Math.hypot(middle(box)[0] - x, middle(box)[1] - y));
  const least = Math.min(...distances);
  return distances.length === 0 ? null : distances.indexOf(least);
}

const middle = ({ left, top, right, bottom }: Box): readonly [number, number] => [
  (left + right) / 2,
  (top + bottom) / 2,
];

/** Turned so that the direction asked for points down. */
function turn({ left, top, right, bottom }: Box, direction: Direction): Box {
  switch (direction) {
    case "down":
      return { left, top, right, bottom };
    case "up":
      return { left, top: -bottom, right, bottom: -top };
    case "right":
      return { left: top, top: left, right: bottom, bottom: right };
    case "left":
      return { left: top, top: -right, right: bottom, bottom: -left };
  }
}

const isAhead = (from: Box, to: Box): boolean => to.top >= from.bottom - slack;
const besides = (from: Box, to: Box): number => Math.max(0, to.left - from.right, from.left - to.right);

function distance(from: Box, to: Box): number {
  // Among those in line, the one whose middle is least far off.
  const off = Math.abs(middle(to)[0] - middle(from)[0]);
  return Math.max(0, to.top - from.bottom) + besides(from, to) * aside + off / 10;
}
