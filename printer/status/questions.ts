import type { PrinterProfile } from "../profiles/index.ts";
import type { Asking } from "./ask.ts";
import { type Condition, clear, together } from "./condition.ts";
import { readCustomFull, readEjector, readRealTime, realTimeParts } from "./parse.ts";

/** The ways of asking that expect an answer. Automatic status comes by itself. */
export type StatusQuestion = Exclude<PrinterProfile["status"][number], "asb">;

/** How long a device may think about one question, ms. Real ones answer within a few. */
const answerWithin = 500;

/** Asks in one way; null when the device doesn't answer it. */
export async function askStatus(way: StatusQuestion, asking: Asking): Promise<Condition | null> {
  switch (way) {
    case "dleEot": {
      let condition = clear;
      for (const part of realTimeParts) {
        const bytes = Uint8Array.of(0x10, 0x04, part);
        const reply = await asking.ask({ bytes, answer: "realTime" }, answerWithin);
        if (reply?.kind !== "realTime") return null;
        condition = together(condition, readRealTime(part, reply.byte));
      }
      return condition;
    }
    case "customFull": {
      const bytes = Uint8Array.of(0x10, 0x04, 0x14);
      const reply = await asking.ask({ bytes, answer: "customFull" }, answerWithin);
      return reply?.kind === "customFull" ? readCustomFull(reply.bytes) : null;
    }
    case "gsE": {
      const bytes = Uint8Array.of(0x1d, 0x65, 0x06);
      const reply = await asking.ask({ bytes, answer: "byte" }, answerWithin);
      return reply?.kind === "byte" ? readEjector(reply.byte) : null;
    }
  }
}

/** Makes the device tell every change by itself (GS a, all causes). */
export const enableAutomatic = Uint8Array.of(0x1d, 0x61, 0xff);
