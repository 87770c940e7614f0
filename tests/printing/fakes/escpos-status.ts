/** What a printer can be asked; what it doesn't know it leaves unanswered. */
export type Knows = {
  readonly dleEot: boolean;
  readonly asb: boolean;
  readonly gsH: boolean;
  readonly gsR: boolean;
  readonly customFull: boolean;
  readonly gsE: boolean;
  /** The real-time command that empties its memory. */
  readonly clears: "dleDc4" | "dleEnq" | null;
};

/** Faults that a test sets and clears while the printer works. */
export type MachineState = {
  power: boolean;
  paper: "enough" | "nearEnd" | "out";
  cover: boolean;
  cutter: boolean;
  jam: boolean;
  hot: boolean;
  /** Taken offline at its own keys. */
  offline: boolean;
  /** Hears and prints, and answers nothing. */
  silent: boolean;
  /** ms from a question to its answer. */
  answersAfter: number;
  /** Steps of work in each `stepTime`; null: as fast as bytes come. */
  stepsAtOnce: number | null;
};

export const isStopped = (state: MachineState): boolean =>
  !state.power ||
  state.paper === "out" ||
  state.cover ||
  state.cutter ||
  state.jam ||
  state.hot ||
  state.offline;

const bit = (set: boolean, value: number): number => (set ? value : 0);

/**
 * What a printer answers to `DLE EOT part`: none, or one of each language that it knows. The bits are Epson's
 * (ESC/POS reference, "DLE EOT"), those of part 0x14 Custom's full status.
 */
export function realTimeStatus(
  part: number,
  { state, known, presenter }: { state: MachineState; known: Knows; presenter: boolean },
): number[][] {
  const answers: number[][] = [];
  if (part === 0x14 && known.customFull) {
    const paper =
      bit(state.paper === "out", 0x01) | bit(state.paper === "nearEnd", 0x04) | bit(presenter, 0x20);
    const mend = bit(state.hot, 0x01) | bit(state.jam, 0x40);
    answers.push([0x10, 0x0f, paper, bit(state.cover, 0x02), mend, bit(state.cutter, 0x01)]);
  }
  if (!known.dleEot) return answers;
  if (part === 1) answers.push([0x12 | bit(isStopped(state), 0x08)]);
  if (part === 2)
    answers.push([
      0x12 |
        bit(state.cover, 0x04) |
        bit(state.paper === "out", 0x20) |
        bit(state.cutter || state.jam || state.hot, 0x40),
    ]);
  if (part === 3)
    answers.push([0x12 | bit(state.jam, 0x04) | bit(state.cutter, 0x08) | bit(state.hot, 0x40)]);
  if (part === 4)
    answers.push([0x12 | bit(state.paper !== "enough", 0x0c) | bit(state.paper === "out", 0x60)]);
  return answers;
}

/** What a printer tells by itself once `GS a` has asked for it. */
export const automaticStatus = (state: MachineState): number[] => [
  0x10 | bit(isStopped(state), 0x08) | bit(state.cover, 0x20),
  bit(state.jam, 0x04) | bit(state.cutter, 0x08) | bit(state.hot, 0x40),
  bit(state.paper !== "enough", 0x03) | bit(state.paper === "out", 0x0c),
  0,
];

/** The answer to `GS e 6`. */
export const ejectorStatus = (state: MachineState, presenter: boolean): number =>
  bit(state.paper !== "enough", 0x01) | bit(presenter, 0x08) | bit(state.jam, 0x80);

/** The answer to `GS r`. */
export const sensorStatus = (state: MachineState): number => bit(state.paper !== "enough", 0x03);
