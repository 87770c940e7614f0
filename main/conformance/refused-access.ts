import { z } from "zod";
import { isUnwritable } from "../store/errors.ts";
import type { Store } from "../store/open.ts";

const recordSchema = z.array(z.object({ request: z.string(), at: z.int(), detail: z.string() }));

/** A kind of request that the central API refused when it was last sent; `at`: the first refusal, this machine's clock, ms. */
type Refusal = z.infer<typeof recordSchema>[number];

/**
 * Which kinds of request the central API refuses this kiosk now, for those who look after it: patients can't mend it, and
 * what a kiosk is refused while it books, `infomat doctor` may itself be allowed.
 */
export type RefusedAccess = {
  refused(request: string, at: number, detail: string): void;
  granted(request: string): void;
  list(): readonly Refusal[];
};

/** What only a self-test sends: it has words of its own for what it isn't allowed. */
const isSelfTests = (request: string): boolean =>
  /^(POST (Location|Schedule|Slot)|DELETE (Location|Schedule|Slot|Appointment))$/.test(request);

export function createRefusedAccess(store: Store): RefusedAccess {
  const key = "refused-access";
  const select = store.prepare<[string], string>("SELECT value FROM setting WHERE key = ?").pluck();
  const upsert = store.prepare<[string, string]>(
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const stored = (): readonly Refusal[] => {
    const read = recordSchema.safeParse(parsed(select.get(key)));
    return read.success ? read.data : [];
  };
  const known = new Map(stored().map((refusal) => [refusal.request, refusal]));
  let isWritten = true;
  const write = (): void => {
    try {
      upsert.run(key, JSON.stringify([...known.values()]));
      isWritten = true;
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      isWritten = false;
    }
  };
  return {
    refused(request, at, detail) {
      if (isSelfTests(request) || (known.has(request) && isWritten)) return;
      if (!known.has(request)) known.set(request, { request, at: Math.round(at), detail });
      write();
    },
    granted(request) {
      if (known.delete(request) || !isWritten) write();
    },
    list: () => [...known.values()],
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "[]");
  } catch {
    return null;
  }
}
