import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statusOf } from "#printer/status/condition.ts";
import {
  readAutomatic,
  readCustomFull,
  readEjector,
  readPortStatus,
  readRealTime,
  realTimeParts,
} from "#printer/status/parse.ts";
import { createReplyReader, type Reply } from "#printer/status/replies.ts";

const read = (...pieces: readonly (readonly number[])[]): Reply[] => {
  const heard: Reply[] = [];
  const take = createReplyReader((reply) => heard.push(reply));
  for (const piece of pieces) take(Uint8Array.from(piece));
  return heard;
};
const proof = [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00];

describe("what a printer sends is told apart by its bits", () => {
  it.each([
    ["an answer to DLE EOT", [0x12], [{ kind: "realTime", byte: 0x12 }]],
    ["automatic status", [0x18, 0x00, 0x0f, 0x00], [{ kind: "automatic", bytes: [0x18, 0x00, 0x0f, 0x00] }]],
    ["an answer to GS r", [0x03], [{ kind: "byte", byte: 0x03 }]],
    ["a proof", proof, [{ kind: "block", header: 0x37, bytes: [0x22, 0x41, 0x42, 0x43, 0x44] }]],
    [
      "Custom's full state",
      [0x10, 0x0f, 0x20, 0x00, 0x40, 0x01],
      [{ kind: "customFull", bytes: [0x20, 0, 0x40, 1] }],
    ],
    ["wait and go on", [0x13, 0x11], []],
  ])("%s", (_what, bytes, replies) => {
    expect(read(bytes)).toEqual(replies);
    expect(read(...bytes.map((byte) => [byte]))).toEqual(replies);
  });

  it("an answer to DLE EOT in the midst of automatic status is both", () => {
    expect(read([0x10, 0x00, 0x16, 0x00, 0x00])).toEqual([
      { kind: "realTime", byte: 0x16 },
      { kind: "automatic", bytes: [0x10, 0, 0, 0] },
    ]);
  });

  it("automatic status that was cut off doesn't swallow the next", () => {
    expect(read([0x10, 0x00], [0x18, 0x00, 0x00, 0x00])).toEqual([
      { kind: "automatic", bytes: [0x18, 0, 0, 0] },
    ]);
  });

  it("a block without an end is given up, and what follows is heard", () => {
    const noise = [0x37, ...new Array<number>(100).fill(0x41)];
    expect(read(noise, [0x12]).at(-1)).toEqual({ kind: "realTime", byte: 0x12 });
  });

  it("whatever comes, in whatever pieces: no crash, and the same replies", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 7 })),
        (bytes, cuts) => {
          const pieces: number[][] = [];
          let at = 0;
          for (const cut of cuts) {
            pieces.push([...bytes.slice(at, at + cut)]);
            at += cut;
          }
          pieces.push([...bytes.slice(at)]);
          expect(read(...pieces)).toEqual(read([...bytes]));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("what it means", () => {
  it.each([
    [1, 0x12, "ready"],
    [1, 0x1a, "offline"],
    [2, 0x16, "coverOpen"],
    [2, 0x32, "paperOut"],
    [3, 0x16, "jam"],
    [3, 0x1a, "cutter"],
    [3, 0x32, "offline"],
    [3, 0x52, "overheated"],
    [4, 0x1e, "paperNearEnd"],
    [4, 0x72, "paperOut"],
  ] as const)("DLE EOT %i answered %i: %s", (part, byte, status) => {
    expect(statusOf(readRealTime(part, byte))).toBe(status);
  });

  it("every part of a printer that is well reads as ready", () => {
    for (const part of realTimeParts) expect(statusOf(readRealTime(part, 0x12))).toBe("ready");
  });

  it.each([
    [[0x10, 0x00, 0x00, 0x00], "ready"],
    [[0x30, 0x00, 0x0c, 0x00], "coverOpen"],
    [[0x18, 0x08, 0x00, 0x00], "cutter"],
    [[0x18, 0x00, 0x0c, 0x00], "paperOut"],
    [[0x10, 0x00, 0x03, 0x00], "paperNearEnd"],
    [[0x18, 0x40, 0x00, 0x00], "overheated"],
  ])("automatic status %j: %s", (bytes, status) => {
    expect(statusOf(readAutomatic(bytes))).toBe(status);
  });

  it.each([
    [[0x00, 0x00, 0x00, 0x00], "ready", false],
    [[0x20, 0x08, 0x00, 0x00], "ready", true],
    [[0x01, 0x00, 0x00, 0x00], "paperOut", false],
    [[0x04, 0x02, 0x00, 0x00], "coverOpen", false],
    [[0x00, 0x00, 0x40, 0x00], "jam", false],
    [[0x00, 0x00, 0x00, 0x80], "jam", false],
    [[0x00, 0x00, 0x00, 0x01], "cutter", false],
    // VKP80II and VKP80III commands manuals, full status: cutter cover, RAM, EEPROM, flash, supply, virtual paper end.
    [[0x00, 0x00, 0x00, 0x02], "coverOpen", false],
    [[0x00, 0x00, 0x00, 0x04], "offline", false],
    [[0x00, 0x00, 0x00, 0x08], "offline", false],
    [[0x00, 0x00, 0x00, 0x40], "offline", false],
    [[0x00, 0x00, 0x08, 0x00], "offline", false],
    [[0x40, 0x00, 0x00, 0x00], "paperNearEnd", false],
    [[0x80, 0x0c, 0x00, 0x00], "ready", false],
  ])("Custom's full state %j: %s, ticket in the presenter: %s", (bytes, status, presenter) => {
    expect([statusOf(readCustomFull(bytes)), readCustomFull(bytes).ticketPresent]).toEqual([
      status,
      presenter,
    ]);
  });

  it("the ejector's state and the USB port's", () => {
    expect([statusOf(readEjector(0x80)), readEjector(0x08).ticketPresent]).toEqual(["jam", true]);
    expect([0x18, 0x38, 0x10].map((byte) => statusOf(readPortStatus(byte)))).toEqual([
      "ready",
      "paperOut",
      "offline",
    ]);
  });
});
