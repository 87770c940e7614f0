import type { Organization } from "#contract/schedules/catalog.ts";
import type { ChosenArea, NamedArea } from "../../flow/index.ts";

/** A district or a kind of clinic, with what is found there. */
export type Area = {
  readonly area: NamedArea;
  readonly clinics: number;
  /** The clinic in whose lobby one is standing is among them. */
  readonly here: boolean;
};

export const isIn = (organization: Organization, area: ChosenArea): boolean =>
  area.by === "everywhere" || organization[area.by] === area.name;

/**
 * The districts, or the kinds, that the clinics lie in: the one of this lobby first, then in the order of the
 * alphabet, those without a name last. `lobby`: what the clinic calls itself in the top bar.
 */
export function areasOf(
  organizations: readonly Organization[],
  by: NamedArea["by"],
  lobby: string,
): readonly Area[] {
  const names = [...new Set(organizations.map((organization) => organization[by]))];
  return names
    .map((name) => {
      const area: NamedArea = { by, name };
      const clinics = organizations.filter((organization) => isIn(organization, area));
      return { area, clinics: clinics.length, here: clinics.some((clinic) => clinic.name === lobby) };
    })
    .sort((one, other) => Number(other.here) - Number(one.here) || byName(one.area.name, other.area.name));
}

const byName = (one: string, other: string): number => {
  if (one === "" || other === "") return Number(one === "") - Number(other === "");
  return one.localeCompare(other, "ru", { numeric: true });
};

/** Kinds and districts as one list. Where all clinics are of one kind, that kind is nothing to choose by. */
export function areasAndKinds(organizations: readonly Organization[], lobby: string): readonly Area[] {
  const kinds = areasOf(organizations, "kind", lobby);
  const districts = areasOf(organizations, "district", lobby);
  if (kinds.length < 2) return districts;
  return districts.length < 2 ? kinds : [...districts, ...kinds];
}
