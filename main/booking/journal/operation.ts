import { z } from "zod";
import { idSchema } from "#contract/base/scalars.ts";
import type { AttemptMark, OperationKind, OperationSlot } from "#contract/central/booking-protocol.ts";
import { visitFactsSchema } from "#contract/visits/visit-facts.ts";
import type { Phase } from "../machine.ts";

const fieldsSchema = z.object({
  patientId: idSchema,
  /** The patient's own number, E.164, where one was given. */
  phone: z.string().nullable(),
  facts: visitFactsSchema,
  /** Known from the start but for a booking. */
  visitId: idSchema.nullable(),
  /** Of a move: what the protocol needs to put the visit back as it was. */
  before: z.unknown().optional(),
  /** The time that is being taken was reception's, and is booked because staff help. */
  receptionTime: z.boolean().optional(),
  /** The central API made a slot anew that had been withdrawn: it must not become free. */
  withdrawn: z.boolean().default(false),
  /** The central API kept a part of a transaction. */
  partialCommit: z.boolean().default(false),
});
export type Payload = z.infer<typeof fieldsSchema>;

const storedSchema = z.record(z.string(), z.unknown());

/**
 * The personal part of an operation: what settling it needs, and what people at reception need. Former versions wrote
 * `torn` for `partialCommit`.
 */
export const payloadSchema = z.preprocess((stored) => {
  const named = Object.entries(storedSchema.parse(stored));
  return Object.fromEntries(named.map(([name, value]) => [name === "torn" ? "partialCommit" : name, value]));
}, fieldsSchema);

/** An operation that isn't settled. */
export type Operation = {
  readonly key: string;
  readonly kind: OperationKind;
  readonly phase: Phase;
  /** Wall clock, ms. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** The first is the slot that is being taken; a cancel takes none. */
  readonly slots: readonly OperationSlot[];
  /** What the protocol noted of each attempt. */
  readonly sent: readonly AttemptMark[];
  readonly payload: Payload;
};
