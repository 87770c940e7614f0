import type { AttemptMark, PresentSlot, Resolution } from "#contract/index.ts";
import type { FhirSlot, FhirVisit } from "../attempts.ts";

/** How versions of the visit itself stand in the journal, where no id of it may stand. */
export const visitResource = "Appointment";

/** A version that an attempt is sent against: of `Slot/ID`, or of the visit itself, marked by its ETag. */
export const slotMark = ({ slot, etag }: FhirSlot): AttemptMark => ({ of: `Slot/${slot.id}`, mark: etag });
export const visitMark = ({ etag }: FhirVisit): AttemptMark => ({ of: visitResource, mark: etag });

/** A slot as this connector read it; undefined for any other. */
export const asReadHere = (reading: PresentSlot | undefined): FhirSlot | undefined =>
  reading !== undefined && "etag" in reading && "raw" in reading ? (reading as FhirSlot) : undefined;

/** What a round answers when it is certain of something. */
export type Resolved<Result> = Resolution<Result>;

/** What a round answers when the server kept only a part of a transaction: people must look at it. */
export const partlyCommitted = (statuses: readonly string[]) =>
  ({
    result: { kind: "partialCommit", detail: statuses.join(", ") },
    happened: "gaveUp",
    learned: { partialCommit: true },
  }) as const;
