import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { pinLength } from "#contract/staff/staff-state.ts";

/** Where a PIN comes from: it must stand in no list of processes and no history of a shell. */
export type ReadPin = () => Promise<string>;

/** Asks twice at a terminal, without an echo; elsewhere the PIN is the first line of standard input. */
export const pinFromInput =
  (input: NodeJS.ReadStream, tell: (text: string) => void): ReadPin =>
  async () => {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input, output: silent, terminal: input.isTTY === true });
    try {
      if (input.isTTY !== true) {
        for await (const line of lines) return line.trim();
        return "";
      }
      tell("PIN: ");
      const first = (await lines.question("")).trim();
      tell("\nOnce more: ");
      const second = (await lines.question("")).trim();
      tell("\n");
      if (first !== second) throw new PinRefused("The two PINs differ.");
      return first;
    } finally {
      lines.close();
    }
  };

/** A PIN that can't be one, in words. */
export class PinRefused extends Error {
  override readonly name = "PinRefused";
}

/** @throws {PinRefused} */
export function checkPin(pin: string): void {
  const { least, most } = pinLength;
  if (!/^\d+$/.test(pin) || pin.length < least || pin.length > most)
    throw new PinRefused(`A PIN is ${least} to ${most} digits.`);
  if (isRun(pin)) throw new PinRefused("This PIN is too easy: equal digits, or digits in a row.");
}

/** `1111`, `1234`, `9876`. */
function isRun(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, place) => Number(digit) - Number(pin[place]));
  return [0, 1, -1].some((step) => steps.every((one) => one === step));
}
