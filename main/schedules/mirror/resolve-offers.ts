import type { OrganizationLevel, ReferenceType, SetAsideKind, SlotPurpose, Token } from "#contract/index.ts";

type Row = { readonly id: string; readonly active: boolean };
export type OfferRows = {
  readonly organizations: readonly (Row & {
    readonly parentId: string | null;
    readonly level: OrganizationLevel;
  })[];
  readonly locations: readonly (Row & { readonly organizationId: string | null; readonly isRoom: boolean })[];
  readonly services: readonly (Row & {
    readonly organizationId: string;
    readonly tokens: readonly Token[];
    readonly specialties: readonly Token[];
  })[];
  readonly practitioners: readonly Row[];
  readonly roles: readonly (Row & {
    readonly practitionerId: string;
    readonly organizationId: string;
    readonly serviceIds: readonly string[];
    readonly specialties: readonly Token[];
    readonly locationIds: readonly string[];
  })[];
  readonly schedules: readonly (Row & {
    readonly no: number;
    readonly roleIds: readonly string[];
    readonly practitionerIds: readonly string[];
    readonly locationIds: readonly string[];
    readonly serviceIds: readonly string[];
    readonly purpose: SlotPurpose | null;
  })[];
  /** What a schedule's stored slots are for, each purpose once; null for those that don't say. */
  slotPurposes(scheduleNo: number): readonly (SlotPurpose | null)[];
};

export type Site = { readonly id: string; readonly clinicId: string; readonly branchId: string };
/** A schedule under a role that it may be of, with what is given there. */
export type OfferedRole = {
  readonly scheduleNo: number;
  readonly roleId: string;
  readonly practitionerId: string;
  readonly branchId: string;
  readonly roomLocationId: string | null;
  /** The role's first place, open or not. */
  readonly firstLocationId: string | null;
  readonly serviceIds: readonly string[];
};
export type LeftOut = {
  readonly type: ReferenceType;
  readonly id: string;
  readonly kind: SetAsideKind;
  readonly detail: string;
};

/**
 * Works out who is offered where, with what. Registers leave much of it to be understood: a schedule names its doctor
 * and not the role, a role its speciality and not its services, a service its clinic and not the branch. What can't be
 * understood without guessing is left out and named.
 */
export function resolveOffers(rows: OfferRows): {
  readonly sites: readonly Site[];
  readonly roles: readonly OfferedRole[];
  readonly leftOut: readonly LeftOut[];
} {
  const leftOut: LeftOut[] = [];
  const leave = (type: ReferenceType, id: string, kind: SetAsideKind, detail = ""): void => {
    leftOut.push({ type, id, kind, detail });
  };
  const sites = sitesOf(rows.organizations, leave);
  const locations = byId(rows.locations);
  const services = byId(rows.services.filter(({ active }) => active));
  const practitioners = byId(rows.practitioners.filter(({ active }) => active));

  const isOf = ({ organizationId }: { organizationId: string }, clinicId: string): boolean =>
    sites.get(organizationId)?.clinicId === clinicId;

  type Post = {
    readonly role: OfferRows["roles"][number];
    readonly site: Site;
    readonly serviceIds: string[];
  };
  const posts = new Map<string, Post>();
  for (const role of rows.roles) {
    if (!role.active) continue;
    const [firstService] = role.serviceIds.flatMap((id) => services.get(id) ?? []);
    const placed = role.locationIds.map((id) => locations.get(id)?.organizationId).find((id) => id != null);
    const site = sites.get(role.organizationId || (placed ?? firstService?.organizationId ?? ""));
    if (!practitioners.has(role.practitionerId)) leave("role", role.id, "notFound", "practitioner");
    else if (!site) leave("role", role.id, "notFound", "organization");
    else posts.set(role.id, { role, site, serviceIds: servicesOf(role, site) });
  }

  /** Those that the role names; else those of its speciality at its branch, else at its clinic. */
  function servicesOf(role: OfferRows["roles"][number], site: Site): string[] {
    if (role.serviceIds.length > 0) return role.serviceIds.filter((id) => services.has(id));
    const ofSpeciality = [...services.values()].filter(
      (service) => isOf(service, site.clinicId) && shares(service.specialties, role.specialties),
    );
    const here = ofSpeciality.filter(
      ({ organizationId }) => sites.get(organizationId)?.branchId === site.branchId,
    );
    return (here.length > 0 ? here : ofSpeciality).map(({ id }) => id);
  }

  const offered: OfferedRole[] = [];
  const scheduled = new Set<string>();
  for (const schedule of rows.schedules) {
    if (!schedule.active) continue;
    const own = candidates(schedule);
    const found = own.filter(({ role }) => posts.has(role.id));
    if (found.length === 0)
      leave("schedule", schedule.id, own.length > 0 ? "notFound" : "withoutDoctor", "role");
    for (const { role } of found) {
      const post = posts.get(role.id);
      if (!post) continue;
      scheduled.add(role.id);
      const given = schedule.serviceIds.filter((id) => services.has(id));
      offered.push({
        scheduleNo: schedule.no,
        roleId: role.id,
        practitionerId: role.practitionerId,
        firstLocationId: role.locationIds[0] ?? null,
        branchId: post.site.branchId,
        roomLocationId: roomOf([...schedule.locationIds, ...role.locationIds]),
        serviceIds: given.length > 0 ? given : post.serviceIds,
      });
    }
  }

  /** The roles that a schedule may be of: those that it names, else its doctor's, at its place where it names one. */
  function candidates(schedule: OfferRows["schedules"][number]) {
    const named = rows.roles.filter(({ id, active }) => active && schedule.roleIds.includes(id));
    const all =
      schedule.roleIds.length > 0
        ? named
        : rows.roles.filter((role) => role.active && schedule.practitionerIds.includes(role.practitionerId));
    const narrowed = (keep: (role: OfferRows["roles"][number]) => boolean, from: typeof all): typeof all => {
      const kept = from.filter(keep);
      return kept.length > 0 ? kept : from;
    };
    const there = narrowed(
      ({ locationIds }) => schedule.locationIds.some((id) => locationIds.includes(id)),
      all,
    );
    const placed = new Set(
      schedule.locationIds.flatMap(
        (id) => sites.get(locations.get(id)?.organizationId ?? "")?.branchId ?? [],
      ),
    );
    const inPlace =
      placed.size === 0 ? there : narrowed(({ id }) => placed.has(posts.get(id)?.site.branchId ?? ""), there);
    const giving = schedule.serviceIds;
    const last =
      giving.length === 0
        ? inPlace
        : narrowed(({ id }) => giving.some((one) => posts.get(id)?.serviceIds.includes(one)), inPlace);
    return byPurpose(schedule, last).map((role) => ({ role }));
  }

  /** Chooses among several roles the one that gives what the schedule is for, else what each of its slots is for. */
  function byPurpose(
    schedule: OfferRows["schedules"][number],
    roles: readonly OfferRows["roles"][number][],
  ): readonly OfferRows["roles"][number][] {
    if (roles.length < 2) return roles;
    const suited = (purpose: SlotPurpose | null) =>
      purpose === null ? [] : roles.filter((role) => suits(purpose, role));
    const own = suited(schedule.purpose);
    if (own.length === 1) return own;
    const [first, ...others] = rows.slotPurposes(schedule.no).map(suited);
    const isClear = first?.length === 1 && others.every(([role, second]) => role === first[0] && !second);
    return isClear ? first : own.length > 0 ? own : roles;
  }

  function suits({ services: wanted, specialties }: SlotPurpose, role: OfferRows["roles"][number]): boolean {
    const given = (posts.get(role.id)?.serviceIds ?? []).flatMap((id) => services.get(id) ?? []);
    if (wanted.length > 0 && given.some(({ tokens }) => shares(tokens, wanted))) return true;
    return shares([...role.specialties, ...given.flatMap((one) => one.specialties)], specialties);
  }

  function roomOf(ids: readonly string[]): string | null {
    // Nobody is sent to a room that is closed or suspended.
    const known = ids.filter((id) => locations.get(id)?.active);
    return known.find((id) => locations.get(id)?.isRoom) ?? known[0] ?? null;
  }

  const given = new Set(offered.flatMap(({ serviceIds }) => serviceIds));
  for (const { role, serviceIds } of posts.values()) {
    if (!scheduled.has(role.id)) leave("role", role.id, "withoutSchedule");
    else if (!offered.some((one) => one.roleId === role.id && one.serviceIds.length > 0)) {
      leave(
        "role",
        role.id,
        serviceIds.length === 0 && role.serviceIds.length > 0 ? "notFound" : "withoutService",
        "healthcareService",
      );
    }
  }
  for (const { id } of services.values()) if (!given.has(id)) leave("service", id, "withoutDoctor");
  return { sites: [...sites.values()], roles: offered, leftOut };
}

/**
 * Under which clinic and branch each organization is shown. A clinic is what has no parent, or only an authority above
 * it; its branches are the organizations right below it, and what is below those is a part of them. One whose parent
 * isn't mirrored counts as having none; one whose parent is closed is closed.
 */
function sitesOf(
  organizations: OfferRows["organizations"],
  leave: (type: "organization", id: string, kind: SetAsideKind, detail: string) => void,
): Map<string, Site> {
  const all = byId(organizations);
  const sites = new Map<string, Site>();
  for (const organization of organizations) {
    const path: OfferRows["organizations"][number][] = [];
    let at: OfferRows["organizations"][number] | undefined = organization;
    while (at && !path.includes(at)) {
      path.unshift(at);
      at = at.parentId === null ? undefined : all.get(at.parentId);
    }
    if (at) leave("organization", organization.id, "malformed", "partOf");
    if (at || path.some(({ active }) => !active)) continue;
    const below = path.filter(({ level }, place) => level !== "authority" || place === path.length - 1);
    const [clinic, branch = clinic] = below;
    if (clinic && branch)
      sites.set(organization.id, { id: organization.id, clinicId: clinic.id, branchId: branch.id });
  }
  return sites;
}

const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

const shares = (some: readonly Token[], others: readonly Token[]): boolean =>
  some.some((token) => others.includes(token));
