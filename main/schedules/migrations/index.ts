import type { Migration } from "../../store/migration.ts";
import { scheduleMirror } from "./0001-schedule-mirror.ts";
import { kiosk } from "./0002-kiosk.ts";
import { serviceLimits } from "./0003-service-limits.ts";
import { slotById } from "./0004-slot-by-id.ts";
import { signInLimitsMoved } from "./0005-sign-in-limits-moved.ts";
import { offers } from "./0006-offers.ts";
import { readAnew } from "./0007-read-anew.ts";
import { identifiers } from "./0008-identifiers.ts";
import { doctorsOfABranch } from "./0009-doctors-of-a-branch.ts";

/** All steps, oldest first. One that has been published is never changed: a new one is added. */
export const migrations: readonly Migration[] = [
  scheduleMirror,
  kiosk,
  serviceLimits,
  slotById,
  signInLimitsMoved,
  offers,
  readAnew,
  identifiers,
  doctorsOfABranch,
];
