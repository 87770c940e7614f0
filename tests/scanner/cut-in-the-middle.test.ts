import { describe, expect, it } from "vitest";
import { printPolicyBarcode } from "#main/demo/policy-barcode.ts";
import { createFramer, scanGap } from "#main/scanner/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const policy = printPolicyBarcode({
  type: 2,
  number: "4056410842001238",
  family: "Иванов",
  given: "Иван",
  patronymic: "Иванович",
  sex: "male",
  birthDate: "1985-03-07",
});
// A line end inside a barcode is a byte like any other.
policy[100] = 0x0d;
policy[101] = 0x0a;

function line() {
  const clock = fakeClock();
  const frames: string[] = [];
  const framer = createFramer({ clock, onFrame: (frame) => frames.push(Buffer.from(frame).toString("hex")) });
  return { clock, frames, framer };
}
const hex = (text: string): string => Buffer.from(text).toString("hex");

describe("a scan ends", () => {
  it("at its length, whatever pieces it comes in", () => {
    for (const size of [1, 7, 64, 130]) {
      const { frames, framer, clock } = line();
      for (let at = 0; at < policy.length; at += size) {
        framer.push(policy.subarray(at, at + size));
        clock.advance(20);
      }
      expect(frames).toEqual([Buffer.from(policy).toString("hex")]);
    }
  });

  it("at its line end where it is a text, and the line end is not a scan of its own", () => {
    const { frames, framer, clock } = line();
    framer.push(Buffer.from("4056410842001238\r"));
    expect(frames).toEqual([hex("4056410842001238")]);
    framer.push(Buffer.from("\n"));
    clock.advance(scanGap);
    expect(frames).toHaveLength(1);
  });

  it("at a silence where the scanner sends no line end", () => {
    const { frames, framer, clock } = line();
    framer.push(Buffer.from("4056410842001238"));
    clock.advance(scanGap - 1);
    expect(frames).toEqual([]);
    clock.advance(1);
    expect(frames).toEqual([hex("4056410842001238")]);
  });
});

describe("what belongs to no scan", () => {
  it("half a policy is a scan of its own: the next one begins anew", () => {
    const { frames, framer, clock } = line();
    framer.push(policy.subarray(0, 60));
    clock.advance(scanGap);
    framer.push(policy);
    expect(frames.map((frame) => frame.length / 2)).toEqual([60, 130]);
  });

  it("a line end after a policy, and the next scan after it", () => {
    const { frames, framer, clock } = line();
    framer.push(Buffer.concat([policy, Buffer.from("\r\n")]));
    clock.advance(scanGap);
    framer.push(Buffer.from("4607001234567\r\n"));
    expect(frames.map((frame) => frame.length / 2)).toEqual([130, 13]);
  });

  it("line ends alone", () => {
    const { frames, framer, clock } = line();
    framer.push(Buffer.from("\r\n\r\n"));
    clock.advance(scanGap);
    expect(frames).toEqual([]);
  });

  it("noise without end is cut off once, and the line works after it", () => {
    const { frames, framer, clock } = line();
    for (let n = 0; n < 100; n++) framer.push(new Uint8Array(1000).fill(0xaa));
    expect(frames).toHaveLength(1);
    clock.advance(scanGap);
    framer.push(policy);
    expect(frames.at(-1)).toBe(Buffer.from(policy).toString("hex"));
  });

  it("what comes after a scan without a pause, also in pieces, until the line falls silent", () => {
    const { frames, framer, clock } = line();
    framer.push(policy);
    for (let n = 0; n < 5; n++) {
      clock.advance(scanGap - 1);
      framer.push(Buffer.from("123"));
    }
    clock.advance(scanGap);
    expect(frames).toHaveLength(1);
    framer.push(Buffer.from("4607001234567\n"));
    expect(frames).toHaveLength(2);
  });

  it("what came before the cable was pulled says nothing of what comes after it", () => {
    const { frames, framer } = line();
    framer.push(Buffer.concat([policy, Buffer.from("rest")]));
    framer.reset();
    framer.push(Buffer.from("4607001234567\n"));
    expect(frames.at(-1)).toBe(hex("4607001234567"));
  });

  it("4,096 bytes are the most of a scan", () => {
    const { frames, framer } = line();
    framer.push(new Uint8Array(4095).fill(0xaa));
    expect(frames).toEqual([]);
    framer.push(Uint8Array.of(0xaa));
    expect(frames.map((frame) => frame.length / 2)).toEqual([4096]);
  });

  it("a scan under way when the cable was pulled", () => {
    const { frames, framer, clock } = line();
    framer.push(policy.subarray(0, 60));
    framer.reset();
    clock.advance(scanGap);
    expect(frames).toEqual([]);
  });
});
