import type { CentralPatient } from "#contract/central/people.ts";
import type { Catalog } from "../schedules/catalog.ts";

/** Whether a patient is attached to a branch or its clinic; of a clinic's own service, to any branch of it. The screens offer by the same rule; this is the rule itself. */
export const isAttached = (
  catalog: Pick<Catalog, "clinicAbove">,
  patient: CentralPatient,
  branchId: string,
): boolean =>
  patient.attachedOrganizationIds.some(
    (id) => id === branchId || id === catalog.clinicAbove(branchId) || catalog.clinicAbove(id) === branchId,
  );
