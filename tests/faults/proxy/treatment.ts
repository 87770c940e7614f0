import { z } from "zod";

const ms = z.int().min(0).max(60_000);

/** How a caller is left without an answer: its connection is reset, or stays open and silent. */
export const silences = ["reset", "silence"] as const;
const how = z.enum(silences);

/** What the proxy does to one request. `committed`, where it is: the central API did what was asked. */
const treatmentSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("pass") }),
  z.strictObject({ do: z.literal("delay"), ms }),
  /** Never reaches the central API. */
  z.strictObject({ do: z.literal("dropBefore"), how }),
  /** Done by the central API; its answer is swallowed. */
  z.strictObject({ do: z.literal("dropAfter"), how }),
  /** Done by the central API; the answer's head arrives, and half of its body. */
  z.strictObject({ do: z.literal("cutAnswer") }),
  /** The caller is cut off at once, and the request reaches the central API only `ms` later. */
  z.strictObject({ do: z.literal("late"), ms }),
  /**
   * The caller is cut off at once, and the request reaches the central API when the runner says so: right before the
   * caller's so manieth question from then on, or when all else has settled. So an original can be put between
   * any two questions that a kiosk asks about it.
   */
  z.strictObject({ do: z.literal("heldBack"), questions: z.int().min(1).max(20) }),
  /** Answered in the central API's place, whether or not the central API gets to see it. */
  z.strictObject({ do: z.literal("error"), status: z.int().min(400).max(599), committed: z.boolean() }),
  /** A web page with status 200, as of a network's sign-in page; the central API never sees the request. */
  z.strictObject({ do: z.literal("strangersPage") }),
  /** Reaches the central API twice, the second time `ms` after the first was answered. */
  z.strictObject({ do: z.literal("duplicate"), ms, answer: z.enum(["first", "second"]) }),
]);
export type Treatment = z.infer<typeof treatmentSchema>;

/**
 * Kinds of request, told apart because faults hit them differently: `transaction` changes something, `look`
 * is a question of the booking protocol, `person` finds a patient, and `pull` mirrors schedules.
 */
const requestKinds = ["transaction", "look", "person", "pull"] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What the proxy is told when it starts: in the environment variable {@link proxyVariable}, as JSON. */
export const proxyOptionsSchema = z.strictObject({
  demoCentral: z.url(),
  /** A port for each kiosk; 0 takes a free one. */
  ports: z.array(z.int().min(0).max(65_535)).min(1),
});
export const proxyVariable = "INFOMAT_FAULTS_PROXY";

/**
 * What the proxy reports. Every request waits at `arrived` until its treatment comes, so the runner can do
 * something at that very moment; one with `tell` waits again at `answered`, before its caller gets the answer. One that is held back waits for `goOn`.
 */
export const reportSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ready"), ports: z.array(z.int()) }),
  z.strictObject({
    type: z.literal("arrived"),
    id: z.int(),
    kiosk: z.int(),
    kind: z.enum(requestKinds),
    /** Slots that a transaction would change. */
    slotIds: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal("answered"), id: z.int() }),
  /** Nothing of this request is under way any more, its copies included. */
  z.strictObject({ type: z.literal("over"), id: z.int() }),
]);
export type Report = z.infer<typeof reportSchema>;

export const orderSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("treat"),
    id: z.int(),
    treatment: treatmentSchema,
    tell: z.boolean(),
  }),
  z.strictObject({ type: z.literal("goOn"), id: z.int() }),
]);
export type Order = z.infer<typeof orderSchema>;
