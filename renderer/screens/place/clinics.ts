import type { Organization } from "#contract/schedules/catalog.ts";
import type { Choices } from "../../flow/index.ts";
import { isIn } from "../area/areas.ts";

/** A clinic with what it is to the patient; `here`: in its lobby one is standing. */
export type ListedClinic = {
  readonly organization: Organization;
  readonly attached: boolean;
  readonly here: boolean;
};

/**
 * The clinics to choose from: those of the chosen district or kind, or, where one comes by policy, those that the
 * patient is attached to. First the attached ones, then the one of this lobby (`lobby`: its name in the top bar).
 */
export function clinicsFor(
  organizations: readonly Organization[],
  { patient, subject, who, way, area }: Choices,
  lobby: string,
): readonly ListedClinic[] {
  const attachedIds = (who === "other" ? subject : (subject ?? patient))?.attachedOrganizationIds ?? [];
  return organizations
    .map((organization) => ({
      organization,
      attached: attachedIds.includes(organization.id),
      here: organization.name === lobby,
    }))
    .filter(({ organization, attached }) => {
      if (way === "policy") return attached;
      return area === undefined || isIn(organization, area);
    })
    .sort(
      (one, other) => Number(other.attached) - Number(one.attached) || Number(other.here) - Number(one.here),
    );
}
