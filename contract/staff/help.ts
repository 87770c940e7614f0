import { z } from "zod";

/** Why staff help a patient: words to choose from. */
export const helpReasons = ["cannotAlone", "referralShown", "doctorAsked", "correction"] as const;

export const helpNoteLength = { least: 3, most: 60 } as const;
/** A year or a room is a number that may be named; a phone, a policy or a date is none. */
const mostDigits = 4;

/** Whether a reason in somebody's own words can be kept: words of the usual signs, and no number that tells of anybody. */
export const isHelpNote = (text: string): boolean =>
  new RegExp(`^[\\p{L}\\p{N} .,:;()№«»"!?/–-]{${helpNoteLength.least},${helpNoteLength.most}}$`, "u").test(
    text,
  ) && (text.match(/\p{N}/gu) ?? []).length <= mostDigits;

export const helpReasonSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready"), reason: z.enum(helpReasons) }),
  /** In one's own words: it stays in the audit, so it names nobody. */
  z.strictObject({ kind: z.literal("own"), text: z.string().trim().refine(isHelpNote) }),
]);
export type HelpReasonGiven = z.infer<typeof helpReasonSchema>;

/** Without a touch until help ends by itself, seconds. */
export const helpSeconds = 300;
