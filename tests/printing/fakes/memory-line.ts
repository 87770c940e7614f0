import { ok, type Result } from "#contract/index.ts";
import type { Connection, Transport, TransportFault } from "#printer/index.ts";
import type { Machine } from "./escpos-machine.ts";

/** A line without a network: to a machine in this process, with faults of its own. */
export interface MemoryLine extends Transport {
  /** Opening fails with this until it is null again. */
  refuses(fault: TransportFault | null): void;
  /** The line breaks after that many more bytes; null: never. */
  breaksAfter(bytes: number | null): void;
  /** Unplugged, now. */
  unplug(): void;
  /** How often it was opened. */
  opened(): number;
}

export function memoryLine(
  machine: Machine,
  over: { hears?: boolean; bytesPerSecond?: number } = {},
): MemoryLine {
  let refusal: TransportFault | null = null;
  let budget: number | null = null;
  let breakNow: () => void = () => undefined;
  let opened = 0;

  const connect = (): Connection => {
    let end: (why: TransportFault | "closed") => void = () => undefined;
    let open = true;
    const isOver = new Promise<TransportFault | "closed">((resolve) => {
      end = (why) => {
        open = false;
        machine.answerTo(() => undefined);
        resolve(why);
      };
    });
    breakNow = () => end("gone");
    return {
      hears: over.hears ?? true,
      usb: null,
      async write(bytes) {
        if (!open) return { kind: "failed", fault: "gone", bytes: 0, exact: true };
        const allowed = budget === null ? bytes.length : Math.min(budget, bytes.length);
        if (budget !== null) budget -= allowed;
        machine.receive(bytes.slice(0, allowed));
        if (allowed === bytes.length) return { kind: "written", bytes: allowed };
        end("gone");
        return { kind: "failed", fault: "gone", bytes: allowed, exact: true };
      },
      listen(listener) {
        // As on any line, an answer is never there before the question has been sent.
        machine.answerTo((bytes) => queueMicrotask(() => open && listener(bytes)));
      },
      over: isOver,
      async close() {
        end("closed");
      },
    };
  };

  return {
    name: "memory",
    bytesPerSecond: over.bytesPerSecond ?? null,
    async open(): Promise<Result<Connection, TransportFault>> {
      if (refusal !== null) return { ok: false, code: refusal };
      opened++;
      return ok(connect());
    },
    refuses: (fault) => {
      refusal = fault;
    },
    breaksAfter: (bytes) => {
      budget = bytes;
    },
    unplug: () => breakNow(),
    opened: () => opened,
  };
}
