import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { StoredDoctor, StoredService } from "../../schedules/catalog.ts";
import type { Reach } from "../../schedules/schedule.ts";
import type { Passable } from "../../sessions/help.ts";

/** Whom a visit is for. */
export type RulesSubject = {
  readonly patient: CentralPatient;
  /**
   * Whether somebody at the screen has proved more of them than a name and a birth date. Of a person who was
   * only named the kiosk tells no visits, so that no rule about visits is checked.
   */
  readonly proved: boolean;
};

/** A visit that somebody would like to have. */
export type WantedVisit = {
  readonly doctor: StoredDoctor;
  readonly service: StoredService;
  readonly slotId: string;
  /** Null as long as it isn't known. */
  readonly subject: RulesSubject | null;
  /** The visit that would move there, which stands in its own way no more. */
  readonly moving: CentralVisit | null;
  /** Who gives it out: reception passes rules that patients can't. */
  readonly reach?: Reach;
};

/**
 * Checks the clinic's rules (docs/rules.md). The screens offer by the same ones.
 */
export type Rules = {
  /**
   * Why this person can't have a service on any day that can be booked now; null where nothing hinders.
   * @param visits the person's, as {@link visitsOf} told them
   */
  closed(
    service: StoredService,
    subject: RulesSubject | null,
    visits?: readonly CentralVisit[] | null,
    reach?: Reach,
  ): BrokenRule | null;
  /**
   * The visits of a person that rules look at, asked of the central API and kept for a moment; null where no rule
   * needs them, nobody may look at them, or nobody can tell them. @param late runs where they come after `within`, ms
   */
  visitsOf(subject: RulesSubject, within: number, late: () => void): Promise<readonly CentralVisit[] | null>;
  /** A visit of this person was made or changed. */
  forget(patient: CentralPatient): void;
  /**
   * The first rule that a visit would break. Asks the central API for the person's visits, where a rule needs them; a
   * central API that can't be asked hinders nothing. @param signal gives up asking
   */
  broken(wanted: WantedVisit, signal?: AbortSignal): Promise<BrokenRule | null>;
  /** The rules that reception passes with a visit, and that would keep a patient from it. */
  passed(wanted: Pick<WantedVisit, "service" | "doctor" | "slotId" | "moving">): Passable[];
};
