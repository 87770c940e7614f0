import { createHmac, hkdfSync } from "node:crypto";
import { z } from "zod";
import { idSchema } from "#contract/base/scalars.ts";
import { helpNoteLength } from "#contract/staff/help.ts";
import { staffRoles } from "#contract/staff/roles.ts";
import { staffNameSchema } from "../staff-name.ts";

/** What an act was about: ids of resources, operations and print jobs, and ticket numbers. Never a patient's name. */
export const auditSubjectSchema = z.strictObject({
  visit: idSchema.optional(),
  entry: z.string().max(64).optional(),
  /** Whom of the staff it was about, as they are called in the staff file. */
  staff: staffNameSchema.optional(),
  ticket: z
    .string()
    .regex(/^[\p{L}\p{N}\-/]{1,32}$/u)
    .optional(),
  /** A word of the act itself, as a note that was chosen, or a switch. */
  detail: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .optional(),
  /** Why staff helped a patient: a ready word, or their own words. */
  reason: z.string().max(helpNoteLength.most).optional(),
});
export type AuditSubject = z.infer<typeof auditSubjectSchema>;

/**
 * One record. `step`: `begun` before an act that changes something, `done` or `failed` (with the code of the answer)
 * when it is over, `refused` where its caller might not.
 */
const recordSchema = z.strictObject({
  n: z.int().positive(),
  /** By the central API's clock, UTC. */
  at: z.iso.datetime(),
  kiosk: z.string(),
  /** Null where nobody has signed in. */
  who: z.string().nullable(),
  role: z.enum(staffRoles).nullable(),
  act: z.string(),
  step: z.enum(["begun", "done", "failed", "refused"]),
  code: z.string().optional(),
  ...auditSubjectSchema.shape,
  /** The hash of the record before. */
  prev: z.string(),
});
export type AuditRecord = z.infer<typeof recordSchema>;
export type AuditEntry = Omit<AuditRecord, "n" | "at" | "kiosk" | "prev">;

/** What the first record follows. */
export const auditStart = "0".repeat(64);

/** Hashes records under a key of this kiosk's: whoever has only the file can make no other that fits. */
export function auditHasher(kioskKey: Uint8Array): (text: string) => string {
  const key = Buffer.from(hkdfSync("sha256", kioskKey, "", "infomat audit", 32));
  return (text) => createHmac("sha256", key).update(text).digest("hex");
}

/** A line of the file: the hash, a space, the record as JSON. */
export const auditLine = (hash: string, text: string): string => `${hash} ${text}\n`;

/** Takes a line without its end apart; null where it is none. */
export function readAuditLine(line: string): { hash: string; text: string; record: AuditRecord } | null {
  const [, hash, text] = /^([0-9a-f]{64}) (\{.*\})$/.exec(line) ?? [];
  if (hash === undefined || text === undefined) return null;
  const parsed = recordSchema.safeParse(safeJson(text));
  return parsed.success ? { hash, text, record: parsed.data } : null;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
