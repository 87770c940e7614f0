import type { AttemptMark } from "#contract/index.ts";
import { withdrawAgain } from "./release.ts";
import type { FhirTransactions } from "./transactions.ts";

/**
 * Whether our own write has made a slot anew that had been withdrawn, asked where the answer that would have told so
 * (201 instead of 200) was lost and the write is known to be kept. A slot that only was changed has a version that
 * came of one that was sent, and a version of its own. Where the central API keeps no versions, only the latter can be
 * looked at (docs/exactly-once-limits.md). @throws {CentralError} where the central API can't be asked
 */
export async function wasMadeAnew(
  central: FhirTransactions,
  slotId: string,
  sent: readonly AttemptMark[],
  signal: AbortSignal,
): Promise<boolean> {
  const ofSlot = sent.filter(({ of }) => of === `Slot/${slotId}`);
  const versions = new Set(ofSlot.map(({ mark }) => versionOf(mark)));
  const line = await central.slotVersions(slotId, signal);
  if (line !== null) return !line.slice(1).some((etag) => versions.has(versionOf(etag)));
  const reading = await central.readSlot(slotId, signal);
  return reading.state === "present" && versions.has(versionOf(reading.etag));
}

/** Weak and strong ETags of one version are the same version. */
const versionOf = (etag: string): string => etag.replace(/^W\//, "");

/**
 * Withdraws slots that our own release has created anew as free, after its answer was lost.
 * @param but slots that were not released @returns false where one is still offered. @throws {CentralError}
 */
export async function withdrawMadeAnew(
  central: FhirTransactions,
  { key, sent, but }: { readonly key: string; readonly sent: readonly AttemptMark[]; readonly but?: string },
  signal: AbortSignal,
): Promise<boolean> {
  const slotIds = new Set(sent.flatMap(({ of }) => /^Slot\/(.+)$/.exec(of)?.[1] ?? []));
  const made: string[] = [];
  for (const slotId of slotIds) {
    if (slotId !== but && (await wasMadeAnew(central, slotId, sent, signal))) made.push(slotId);
  }
  return made.length === 0 || (await withdrawAgain(central, key, made, signal));
}
