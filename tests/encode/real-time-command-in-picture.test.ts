import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rasterBands, withoutRealTime } from "#printer/index.ts";

const realTime = /10(?:04|05|14)/;
const pairs = (data: Uint8Array): string[] =>
  Array.from(data.subarray(1), (byte, at) => Buffer.from([data[at] ?? 0, byte]).toString("hex"));
const flips = (before: Uint8Array, after: Uint8Array): number =>
  before.reduce((sum, byte, at) => sum + (byte ^ (after[at] ?? 0)).toString(2).replaceAll("0", "").length, 0);

describe("bytes of a picture that a printer would obey at once", () => {
  it.each([
    ["tell your state", [0x10, 0x04, 0x01]],
    ["go on after an error", [0x10, 0x05, 0x01]],
    ["open the drawer, switch off", [0x10, 0x14, 0x02]],
    ["twice in a row", [0x10, 0x10, 0x04, 0x10, 0x14]],
  ])("%s: one dot each is changed", (_command, bytes) => {
    const data = Uint8Array.from([0xff, ...bytes, 0x00]);
    const safe = withoutRealTime(data);
    expect(pairs(safe).filter((pair) => realTime.test(pair))).toEqual([]);
    expect(flips(data, safe)).toBe(pairs(data).filter((pair) => realTime.test(pair)).length);
  });

  it("a lone 10 at the end stays: the next band begins with another byte", () => {
    expect([...withoutRealTime(Uint8Array.of(0x10))]).toEqual([0x10]);
  });

  it("never come through, whatever the picture", () => {
    const risky = fc.array(fc.constantFrom(0x00, 0x04, 0x05, 0x10, 0x14, 0xff), { maxLength: 600 });
    fc.assert(
      fc.property(
        risky,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 130 }),
        (bytes, stride, rows) => {
          const height = Math.floor(bytes.length / stride);
          const bitmap = {
            width: stride * 8,
            height,
            bits: Uint8Array.from(bytes.slice(0, height * stride)),
          };
          const bands = rasterBands(bitmap, rows);
          expect(bands.every((band) => !pairs(band.subarray(8)).some((pair) => realTime.test(pair)))).toBe(
            true,
          );
          const data = Buffer.concat(bands.map((band) => band.subarray(8)));
          expect(data.length).toBe(bitmap.bits.length);
        },
      ),
    );
  });
});
