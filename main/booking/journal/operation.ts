import { z } from "zod";
import { idSchema } from "#contract/base/scalars.ts";
import { visitFactsSchema } from "#contract/visits/visit-facts.ts";
import type { Phase } from "../machine.ts";

export const operationKinds = ["book", "cancel", "move"] as const;
export type OperationKind = (typeof operationKinds)[number];

const fieldsSchema = z.object({
  patientId: idSchema,
  /** The patient's own number, E.164, where one was given. */
  phone: z.string().nullable(),
  facts: visitFactsSchema,
  /** Known from the start but for a booking. */
  visitId: idSchema.nullable(),
  /** Of a move: the visit as it was, whole, to be put back. */
  before: z.unknown().optional(),
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

export type OperationSlot = { readonly slotId: string; readonly scheduleId: string };

/** A version that an attempt was sent against; `resource` is `Slot/ID`, or `Appointment` for the visit itself. */
export type SentVersion = { readonly resource: string; readonly etag: string };

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
  readonly sent: readonly SentVersion[];
  readonly payload: Payload;
};
