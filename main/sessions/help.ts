import type { SessionEndReason } from "#contract/sessions/session-state.ts";
import { SessionOver } from "../rpc/base.ts";

/**
 * What staff pass for a patient: rules about the same day and about referrals; times that reception alone gives out;
 * visits that patients leave to reception.
 */
export type Passable = "sameDay" | "referral" | "receptionTime" | "receptionVisit";

type HelpedChange = "book" | "move" | "cancel";
/** What a record of the audit is about. */
type Subject = { readonly visit?: string; readonly ticket?: string };

/** Staff help the patient of a session: who, and the record of what is done with their powers. */
export type Help = {
  /** As the staff file has it. */
  readonly name: string;
  /** False where whoever helps may no longer do so. */
  isAllowed(): boolean;
  /** Records a step of a change. False where the audit takes no record: then nothing may be done. */
  record(
    change: HelpedChange | "pass",
    step: "begun" | "done" | "failed",
    more: Subject & { readonly detail?: string; readonly code?: string },
  ): boolean;
  /** The session is over, and with it the help. `another`: somebody else has signed in. */
  over(why: SessionEndReason | "another"): void;
};

/** With what a visit is made or changed beyond what patients may themselves; null: nothing. */
export type Powers = {
  /** As they are called on the ticket. */
  readonly issuedBy: string;
  /** Records what is passed, before anything is sent. False where it can't be recorded. */
  pass(what: readonly Passable[]): boolean;
};

export type Unrecorded = { readonly kind: "unrecorded" };

/**
 * Runs a change in a session. Where staff help it is recorded before and after, also when it fails, and is not begun
 * where it can't be. @param done whether it was carried out, and what it was then about
 * @throws {SessionOver} where whoever helps is no longer one of the staff
 */
export async function helped<T extends { readonly kind: string }>(
  session: { readonly help: Help | null },
  change: HelpedChange,
  about: Subject,
  work: (powers: Powers | null) => Promise<T>,
  done: (result: T) => Subject | null,
): Promise<T | Unrecorded> {
  const { help } = session;
  if (help === null) return await work(null);
  if (!help.isAllowed()) throw new SessionOver();
  if (!help.record(change, "begun", about)) return { kind: "unrecorded" };
  const powers: Powers = {
    issuedBy: help.name,
    pass: (what) => what.every((detail) => help.record("pass", "done", { ...about, detail })),
  };
  try {
    const result = await work(powers);
    const what = done(result);
    if (what) help.record(change, "done", { ...about, ...what });
    else help.record(change, "failed", { ...about, code: result.kind });
    return result;
  } catch (error) {
    help.record(change, "failed", { ...about, code: error instanceof SessionOver ? "ended" : "INTERNAL" });
    throw error;
  }
}
