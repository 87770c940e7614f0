import type { Clock } from "#contract/index.ts";
import type { Reply } from "../status/index.ts";

/** By what a device proved that a ticket came out. */
export type Proof = "gsH" | "gsR";

/** A mark behind a ticket's last byte, which the device answers when it gets there. */
type CompletionMarker = {
  /** The ticket's job. */
  readonly job: string;
  /** What follows the ticket on the line. Empty where the device knows no proof. */
  readonly bytes: Uint8Array;
  /** Waits for the proof; null when it doesn't come within `ms`, or `stop` settles, or the line is lost. */
  proven(ms: number, stop: Promise<unknown>): Promise<Proof | null>;
};

export interface CompletionMarkers {
  /** Makes the marker of a ticket about to be written. The proof may come long after the wait for it ended. */
  arm(job: string, kinds: readonly Proof[]): CompletionMarker;
  onReply(reply: Reply): void;
  /** Whether the device may still reach this job's marker. */
  isPending(job: string): boolean;
  /** Whether any proof is still to come. */
  pending(): boolean;
  /** Whether an answer without a name is still to come: it looks like that of any other queued question. */
  counting(): boolean;
  /** The device was off, or the line is lost: what it had not printed by then it has forgotten. */
  forget(): void;
  onProof(listener: (job: string, proof: Proof) => void): () => void;
}

type Armed = {
  readonly job: string;
  readonly id: string | null;
  /** Whether an answer without a name is still to come for it. */
  readonly counted: boolean;
  readonly at: number;
  proven: boolean;
  readonly settle: (proof: Proof | null) => void;
};

/** After this a device that was idle has lost the question, ms. */
const stale = 10 * 60_000;
const idLetters = "ABCDEFGHIJKLMNOabcdefghijklmno";

/**
 * The markers of one line. `GS ( H` (process id response) names its ticket: four letters, another four for each
 * attempt, none of which could be taken for a status byte. `GS r 1` waits in the printer's queue and is
 * unanswered while offline; its answers have no name and are counted in their order.
 */
export function createCompletionMarkers(
  clock: Pick<Clock, "monotonic" | "after">,
  random: () => number,
): CompletionMarkers {
  let armed: Armed[] = [];
  const listeners = new Set<(job: string, proof: Proof) => void>();

  const prove = (marker: Armed, proof: Proof): void => {
    if (marker.proven) return;
    marker.proven = true;
    marker.settle(proof);
    for (const listener of [...listeners]) listener(marker.job, proof);
  };
  const newId = (): string =>
    Array.from({ length: 4 }, () => idLetters[Math.floor(random() * idLetters.length)] ?? "A").join("");

  return {
    arm(job, kinds) {
      const id = kinds.includes("gsH") ? newId() : null;
      const counted = kinds.includes("gsR");
      let settle: (proof: Proof | null) => void = () => undefined;
      const settled = new Promise<Proof | null>((resolve) => {
        settle = resolve;
      });
      if (id === null && !counted) settle(null);
      else armed.push({ job, id, counted, at: clock.monotonic(), proven: false, settle });
      return {
        job,
        bytes: Uint8Array.from([
          ...(id === null ? [] : blockQuestion(id)),
          ...(counted ? sensorQuestion : []),
        ]),
        proven(ms, stop) {
          let cancel: () => void = () => undefined;
          const late = new Promise<null>((resolve) => {
            cancel = clock.after(ms, () => resolve(null));
          });
          return Promise.race([settled, late, stop.then(() => null)]).finally(() => cancel());
        },
      };
    },
    onReply(reply) {
      if (reply.kind === "block" && reply.header === 0x37 && reply.bytes[0] === 0x22) {
        const id = String.fromCharCode(...reply.bytes.slice(1));
        const place = armed.findIndex((one) => one.id === id);
        const marker = armed[place];
        if (!marker) return;
        // What stood before it was passed without an answer, and none will come.
        armed = armed.slice(marker.counted ? place : place + 1);
        prove(marker, "gsH");
      }
      if (reply.kind === "byte" && (reply.byte & 0x90) === 0) {
        armed = armed.filter(({ at }) => clock.monotonic() - at < stale);
        const marker = armed.find((one) => one.counted);
        if (!marker) return;
        armed = armed.filter((one) => one !== marker);
        prove(marker, "gsR");
      }
    },
    isPending: (job) => armed.some((one) => one.job === job && !one.proven),
    pending: () => armed.some((one) => !one.proven),
    counting: () => armed.some(({ counted }) => counted),
    forget() {
      for (const { settle } of armed) settle(null);
      armed = [];
    },
    onProof(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `GS ( H`, function 48: transmit process id response, when printing up to here is completed. */
const blockQuestion = (id: string): number[] => [
  ...[0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30],
  ...Array.from(id, (letter) => letter.charCodeAt(0)),
];
/** `GS r 1`: transmit the paper sensor's status. */
const sensorQuestion = [0x1d, 0x72, 0x01];
