import type { CentralPatient } from "#contract/people.ts";
import type { Catalog } from "../store/catalog.ts";

/** Whether a patient is attached to a branch or its clinic. The screens offer by the same rule; this is the rule itself. */
export const isAttached = (
  catalog: Pick<Catalog, "clinicAbove">,
  patient: CentralPatient,
  branchId: string,
): boolean =>
  patient.attachedOrganizationIds.some((id) => id === branchId || id === catalog.clinicAbove(branchId));
