import type { Clock } from "#contract/index.ts";
import type { Connection } from "../transports/transport.ts";
import { createReplyReader, type Reply } from "./replies.ts";

/** A question and what may answer it. */
type Question = { readonly bytes: Uint8Array; readonly answer: Reply["kind"] };

/** Questions to a device, one at a time, over a line on which it also speaks unasked. */
export interface Asking {
  /** The answer, or null when none came within `ms` or the line is lost. */
  ask(question: Question, ms: number): Promise<Reply | null>;
  /** Hears all that no question was waiting for. */
  onUnasked(listener: (reply: Reply) => void): () => void;
}

/** How long an answer that didn't come in time is still expected, and not taken for that of a later question, ms. */
const lateFor = 2000;

export function createAsking(connection: Connection, clock: Clock): Asking {
  const listeners = new Set<(reply: Reply) => void>();
  let waiting: { readonly kind: Reply["kind"]; got(reply: Reply | null): void } | null = null;
  let late: Reply["kind"] | null = null;
  let quiet: Promise<unknown> = Promise.resolve();
  let last: Promise<unknown> = Promise.resolve();

  connection.listen(
    createReplyReader((reply) => {
      if (waiting?.kind === reply.kind) waiting.got(reply);
      else if (late !== reply.kind) for (const listener of [...listeners]) listener(reply);
    }),
  );
  void connection.over.then(() => waiting?.got(null));

  /** Answers don't name their question: one that is late must have come and gone before the next is asked. */
  const letPass = (kind: Reply["kind"]): void => {
    late = kind;
    const passed = new Promise<void>((resolve) => void clock.after(lateFor, resolve));
    quiet = Promise.race([passed, connection.over]).then(() => {
      late = null;
    });
  };

  const askNow = ({ bytes, answer }: Question, ms: number): Promise<Reply | null> =>
    new Promise((resolve) => {
      const entry = {
        kind: answer,
        got: (reply: Reply | null): void => {
          cancel();
          waiting = null;
          resolve(reply);
        },
      };
      const cancel = clock.after(ms, () => {
        letPass(answer);
        entry.got(null);
      });
      waiting = entry;
      void connection.write(bytes, ms).then((outcome) => {
        if (outcome.kind === "failed" && waiting === entry) entry.got(null);
      });
    });

  return {
    ask(question, ms) {
      if (!connection.hears) return Promise.resolve(null);
      const answer = last.then(() => quiet).then(() => askNow(question, ms));
      last = answer;
      return answer;
    },
    onUnasked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
