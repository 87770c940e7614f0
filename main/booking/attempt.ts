import type { Attempt, AttemptDeps, Resolution } from "#contract/central/booking-protocol.ts";
import type { Journal } from "./journal/journal.ts";
import type { Within } from "./operations.ts";
import { type RetryDeps, withRetries } from "./retry.ts";

/** Begins an attempt, and takes it to its end within the patience of its patient. */
export type CarryOut = <Result>(
  key: string,
  begin: (deps: AttemptDeps) => Attempt<Result>,
  within: Within,
) => Promise<Result | CantBeSaid>;

type CantBeSaid = { readonly kind: "unavailable" | "unknown" };

/**
 * Takes an attempt to its end while its patient waits, and journals what came of it. Whatever it answers, the journal
 * says what is still to be done: nothing, or to settle. What came to be unseen is told as unknown.
 * @throws what is no CentralError: then the journal holds the operation as it was.
 */
export async function carryOut<Result>(
  key: string,
  attempt: Attempt<Result>,
  deps: RetryDeps & { readonly journal: Pick<Journal, "advance"> },
): Promise<Result | CantBeSaid> {
  const answer = await withRetries(deps, attempt.hasSent, attempt.round);
  const resolution = typeof answer === "string" ? patienceOver(answer) : seen(answer, deps.left);
  deps.journal.advance(key, { event: resolution.happened }, resolution.learned);
  return resolution.result;
}

const patienceOver = (kind: "unavailable" | "unknown"): Resolution<CantBeSaid> => ({
  result: { kind },
  happened: kind === "unavailable" ? "failed" : "gaveUp",
});

/** What the patient has left before hearing of is told to nobody: it must not come to be unseen. */
function seen<Result>(resolution: Resolution<Result>, left: AbortSignal): Resolution<Result | CantBeSaid> {
  if (!left.aborted || resolution.happened !== "committed") return resolution;
  return { ...resolution, result: { kind: "unknown" }, happened: "gaveUp" };
}
