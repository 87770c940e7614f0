import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { errorsOf } from "../errors.ts";
import { forRole } from "./base.ts";
import { staffRoles } from "./roles.ts";

/** Somebody in the staff file. `id` is another one after a change of the PIN. */
const staffMemberSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(staffRoles),
  /** Whether they can sign in by a card. */
  card: z.boolean(),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

const memberInput = z.strictObject({ personId: z.string().min(8).max(64) });

/** Staff cards: printed ones of `infomat staff card`, and badges of any other kind that the scanner reads as a text. */
export const staffCardContract = {
  list: forRole("technician", "look").input(emptyObject).output(z.array(staffMemberSchema)),
  /**
   * Waits for what is held to the scanner next, and makes it this person's card in place of a former one. A new call,
   * and the end of the session, end the wait.
   */
  enroll: forRole("technician", "change")
    .input(memberInput)
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND", "CARD_NOT_TAKEN", "DISK_REFUSES")),
  /** Their card opens nothing any more. */
  remove: forRole("technician", "change")
    .input(memberInput)
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND", "DISK_REFUSES")),
};
