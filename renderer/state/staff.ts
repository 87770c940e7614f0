import { create } from "zustand";
import type { StaffSignedIn } from "#contract/staff/staff-state.ts";
import type { Failure } from "../api/failures.ts";

/** Where staff are: at the PIN pad, or at one of their screens. */
export type StaffPlace = { readonly at: "pin" } | { readonly at: "home" };

/** What the people at the counter see. It is wiped when their session ends. */
export type StaffState = {
  /** Null: the screens are the patients'. */
  readonly place: StaffPlace | null;
  readonly session: StaffSignedIn | null;
  /** A sign-in is under way. */
  readonly isEntering: boolean;
  /** Why it brought nothing. */
  readonly refused: Failure | null;
};

const blank: StaffState = { place: null, session: null, isEntering: false, refused: null };

export const useStaff = create<StaffState>()(() => blank);

export const wipeStaff = (): void => useStaff.setState(blank, true);

/** The id of the staff session that this page has; null when it has none. */
export const staffNow = (): string | null => useStaff.getState().session?.id ?? null;
