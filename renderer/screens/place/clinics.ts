import type { Organization } from "#contract/schedules/catalog.ts";
import type { Choices } from "../../flow/index.ts";
import { areasOf, isIn } from "../area/areas.ts";

/** A clinic with what it is to the patient; `here`: the kiosk stands in its lobby. */
export type ListedClinic = {
  readonly organization: Organization;
  readonly attached: boolean;
  readonly here: boolean;
};

/** The clinics that the person whom the visit is for is attached to; another person's can't be had from one's own policy. */
export const attachedIdsOf = ({ patient, subject, who }: Choices): readonly string[] =>
  (who === "other" ? subject : (subject ?? patient))?.attachedOrganizationIds ?? [];

/**
 * The clinics to choose from: those of the chosen district or kind, or, where one comes by policy, those that the
 * patient is attached to. First the attached ones, then the one of this lobby (`lobby`: its name in the top bar).
 */
export function clinicsFor(
  organizations: readonly Organization[],
  choices: Choices,
  lobby: string,
): readonly ListedClinic[] {
  const { way, area } = choices;
  const attachedIds = attachedIdsOf(choices);
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

/** Clinics of several districts in the order of these: the lobby's own first, those that tell none last. */
export function byDistrict(clinics: readonly ListedClinic[], lobby: string): readonly ListedClinic[] {
  const organizations = clinics.map(({ organization }) => organization);
  const districts = areasOf(organizations, "district", lobby).map(({ area }) => area.name);
  const placeOf = ({ organization }: ListedClinic): number => districts.indexOf(organization.district);
  return clinics.toSorted((one, other) => placeOf(one) - placeOf(other));
}
