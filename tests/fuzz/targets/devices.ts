import { scanSchema } from "#contract/scanner/scan.ts";
import { printPolicyBarcode } from "#main/demo/policy-barcode.ts";
import { createFramer, decodeScan, scanGap } from "#main/scanner/index.ts";
import { statusOf } from "#printer/status/index.ts";
import {
  readAutomatic,
  readCustomFull,
  readEjector,
  readPortStatus,
  readRealTime,
  realTimeParts,
} from "#printer/status/parse.ts";
import { createReplyReader, type Reply } from "#printer/status/replies.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { mutateBytes } from "../mutate.ts";
import { Fault, type Target, tryInput } from "../target.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Chunks of a few bytes, as a serial line delivers them. */
function* chunks(bytes: Uint8Array, next: () => number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = next();
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

const goodTicket = Buffer.from("INFOMAT:V1:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17\r");

export const scannerBytes: Target = {
  name: "scanner bytes",
  share: 0.26,
  open() {
    const person = { family: "Иванов", given: "Иван", patronymic: "Иванович", sex: "male" } as const;
    const barcodes = ([1, 2] as const).map((type) =>
      Buffer.from(
        printPolicyBarcode({ ...person, type, number: "4056410842001238", birthDate: "1985-03-07" }),
      ),
    );
    const seeds = [
      ...barcodes,
      ...barcodes.map((bytes) => Buffer.from(bytes.toString("hex"))),
      Buffer.from("4056410842001238\r\n"),
      goodTicket,
    ];
    return (random) => {
      const bytes = mutateBytes(random.pick(seeds), random);
      const input = hex(bytes);
      const clock = fakeClock();
      let last = "";
      const framer = createFramer({
        clock,
        onFrame(frame) {
          const scan = decodeScan(frame);
          if (!scanSchema.safeParse(scan).success)
            throw new Fault("an outcome that the contract doesn't know", input);
          last = scan.kind;
        },
      });
      const outcome = tryInput(
        input,
        () => {
          for (const chunk of chunks(bytes, () => random.int(1, 64))) framer.push(chunk);
          clock.advance(scanGap);
          framer.push(goodTicket);
          clock.advance(scanGap);
        },
        () => false,
      );
      if (last !== "visit") throw new Fault(`the sound scan after it was read as ${last}`, input);
      return outcome;
    };
  },
};

/** More than any block that a printer may leave open. */
const soundAnswers = 200;

export const printerAnswers: Target = {
  name: "printer answers",
  share: 0.2,
  open() {
    const seeds = [
      Uint8Array.of(0x12, 0x16, 0x1e, 0x12, 0x7e),
      Uint8Array.of(0x10, 0x00, 0x00, 0x0f, 0x18, 0x20, 0x0c, 0x00),
      Uint8Array.of(0x10, 0x0f, 0x01, 0x03, 0x41, 0x81),
      Uint8Array.from(Buffer.from("7\x22ABCD\x00")),
      Uint8Array.from(Buffer.from("_EPSON\x00_TM-T20III\x00=1.05\x00")),
    ];
    return (random) => {
      const bytes = mutateBytes(random.pick(seeds), random);
      const input = hex(bytes);
      let heard = 0;
      const take = createReplyReader((reply) => {
        heard++;
        for (const condition of conditionsOf(reply)) {
          if (typeof statusOf(condition) === "undefined") throw new Fault("no status", input);
        }
      });
      const outcome = tryInput(
        input,
        () => {
          for (const chunk of chunks(bytes, () => random.int(1, 8))) take(chunk);
          heard = 0;
          for (let times = 0; times < soundAnswers; times++) take(Uint8Array.of(0x12));
        },
        () => false,
      );
      if (heard === 0) throw new Fault("no sound answer is heard after it", input);
      return outcome;
    };
  },
};

function conditionsOf(reply: Reply) {
  switch (reply.kind) {
    case "realTime":
      return realTimeParts.map((part) => readRealTime(part, reply.byte));
    case "automatic":
      return [readAutomatic(reply.bytes)];
    case "customFull":
      return [readCustomFull(reply.bytes)];
    case "byte":
      return [readEjector(reply.byte), readPortStatus(reply.byte)];
    case "block":
      return [];
  }
}
