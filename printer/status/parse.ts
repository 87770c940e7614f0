import { type Condition, clear } from "./condition.ts";

const has = (byte: number, bits: number): boolean => (byte & bits) !== 0;

/** The four questions of `DLE EOT n`. */
export const realTimeParts = [1, 2, 3, 4] as const;
export type RealTimePart = (typeof realTimeParts)[number];

/** One answer to `DLE EOT n` (Epson ESC/POS reference, DLE EOT). The byte doesn't tell its `n`: who asked knows. */
export function readRealTime(part: RealTimePart, byte: number): Condition {
  switch (part) {
    case 1:
      return { ...clear, offline: has(byte, 0x08) };
    case 2:
      return { ...clear, cover: has(byte, 0x04), paperOut: has(byte, 0x20) };
    case 3:
      return {
        ...clear,
        jam: has(byte, 0x04),
        cutter: has(byte, 0x08),
        dead: has(byte, 0x20),
        hot: has(byte, 0x40),
      };
    case 4:
      return { ...clear, nearEnd: has(byte, 0x0c), paperOut: has(byte, 0x60) };
  }
}

/** Automatic status back, four bytes (Epson ESC/POS reference, GS a). */
export function readAutomatic([first = 0, second = 0, third = 0]: readonly number[]): Condition {
  return {
    ...clear,
    offline: has(first, 0x08),
    cover: has(first, 0x20),
    jam: has(second, 0x04),
    cutter: has(second, 0x08),
    dead: has(second, 0x20),
    hot: has(second, 0x40),
    nearEnd: has(third, 0x03),
    paperOut: has(third, 0x0c),
  };
}

/**
 * The four bytes of `DLE EOT 20` behind their header `10 0F` (full status; VKP80II and VKP80III commands manuals):
 * paper, user, recoverable and unrecoverable errors. A virtual paper end is the counted end of a roll: near end.
 */
export function readCustomFull([paper = 0, user = 0, mend = 0, broken = 0]: readonly number[]): Condition {
  return {
    ...clear,
    paperOut: has(paper, 0x01),
    nearEnd: has(paper, 0x44),
    ticketPresent: has(paper, 0x20),
    // Head up, cover; the cutter's own cover.
    cover: has(user, 0x03) || has(broken, 0x02),
    hot: has(mend, 0x01),
    jam: has(mend, 0x40) || has(broken, 0x80),
    cutter: has(broken, 0x01),
    // Supply voltage; RAM, EEPROM, flash.
    dead: has(mend, 0x08) || has(broken, 0x4c),
  };
}

/** The ejector's state, `GS e 6` (Custom VKP80, Pyramid Reliance). */
export function readEjector(byte: number): Condition {
  return {
    ...clear,
    nearEnd: has(byte, 0x01),
    ticketPresent: has(byte, 0x08),
    jam: has(byte, 0x80),
    offline: has(byte, 0x40),
  };
}

/** GET_PORT_STATUS (USB printer class 1.1, §4.2.2): 20 paper empty, 10 selected, 08 no error. */
export function readPortStatus(byte: number): Condition {
  return { ...clear, paperOut: has(byte, 0x20), offline: !has(byte, 0x20) && !has(byte, 0x08) };
}
