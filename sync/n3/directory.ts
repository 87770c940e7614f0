import type { Clock } from "#contract/index.ts";
import type { Urgency } from "./budget.ts";
import type { HubClient } from "./client.ts";
import { isWritable, readOrganizationId } from "./ids.ts";
import { organizationRow, type ToldDoctor, type ToldSpeciality } from "./rows.ts";
import { unasked } from "./unasked.ts";

export type HubOrganization = {
  readonly clinic: number;
  /** The clinic above it, of those that are told; itself where there is none. */
  readonly root: number;
  readonly row: ReturnType<typeof organizationRow>;
};
export type Speciality = { readonly id: string; readonly told: ToldSpeciality };
export type Doctor = { readonly id: string; readonly told: ToldDoctor };

/** What a hub tells of clinics, specialities and doctors. Calls throw {@link CentralError}. */
export interface HubDirectory {
  /** The clinics of this kiosk's part of the hub, as they were told at most 12 hours ago. */
  clinics(urgency: Urgency, signal: AbortSignal): Promise<readonly HubOrganization[]>;
  specialities(clinic: number, urgency: Urgency, signal: AbortSignal): Promise<readonly Speciality[]>;
  doctors(
    of: { readonly clinic: number; readonly speciality: string },
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<readonly Doctor[]>;
}

/** Clinics hardly change; ms. */
const clinicsKept = 12 * 3_600_000;

/** @param organizations only these clinics and those below them; all of the hub's when left out */
export function createHubDirectory(deps: {
  readonly hub: HubClient;
  readonly organizations: readonly string[] | undefined;
  readonly clock: Pick<Clock, "monotonic">;
}): HubDirectory {
  const { hub, clock } = deps;
  let kept: { readonly at: number; readonly clinics: readonly HubOrganization[] } | null = null;

  const read = async (urgency: Urgency, signal: AbortSignal): Promise<readonly HubOrganization[]> => {
    const how = { urgency, signal };
    const list = await hub.read("GetLPUList", { idDistrict: null }, how);
    if (list.kind !== "answered") throw unasked(list);
    // Address, district and phone are worth having; without them the clinics are there all the same.
    const [info, districts] = await Promise.all([
      hub.read("GetLPUInfo", { idLpu: null }, how),
      hub.read("GetDistrictList", {}, how),
    ]);
    const infoOf = new Map(
      info.kind === "answered" ? (info.result.LpuCollection ?? []).map((one) => [one.Id, one]) : [],
    );
    const districtOf = new Map(
      districts.kind === "answered"
        ? (districts.result.Districts ?? []).map((one) => [one.IdDistrict, one.DistrictName ?? ""])
        : [],
    );
    const told = (list.result.ListLPU ?? []).flatMap((one) =>
      typeof one.IdLPU === "number" && one.IdLPU > 0 ? [{ clinic: one.IdLPU, one }] : [],
    );
    const parents = new Map(told.map(({ clinic, one }) => [clinic, one.PartOf ?? null]));
    const rootOf = (clinic: number, depth = 0): number => {
      const parent = parents.get(clinic) ?? null;
      return parent === null || parent === clinic || !parents.has(parent) || depth > 8
        ? clinic
        : rootOf(parent, depth + 1);
    };
    const wanted = deps.organizations && new Set(deps.organizations.map(readOrganizationId));
    const at = hub.now();
    return told
      .filter(({ clinic }) => !wanted || wanted.has(clinic) || wanted.has(rootOf(clinic)))
      .map(({ clinic, one }) => {
        const root = rootOf(clinic);
        const details = infoOf.get(clinic);
        const district = details?.DistrictName || districtOf.get(one.District) || "";
        const parent = root === clinic ? null : (one.PartOf ?? null);
        return { clinic, root, row: organizationRow(clinic, one, { info: details, district, parent }, at) };
      });
  };

  return {
    async clinics(urgency, signal) {
      if (kept && clock.monotonic() - kept.at < clinicsKept) return kept.clinics;
      const clinics = await read(urgency, signal);
      kept = { at: clock.monotonic(), clinics };
      return clinics;
    },
    async specialities(clinic, urgency, signal) {
      const list = await hub.read("GetSpesialityList", { idLpu: clinic, idPat: null }, { urgency, signal });
      if (list.kind !== "answered") throw unasked(list);
      return byId(list.result.ListSpesiality ?? [], ({ IdSpesiality }) => IdSpesiality);
    },
    async doctors({ clinic, speciality }, urgency, signal) {
      const list = await hub.read(
        "GetDoctorList",
        { idSpesiality: speciality, idLpu: clinic, idPat: null },
        { urgency, signal },
      );
      if (list.kind !== "answered") throw unasked(list);
      return byId(list.result.Docs ?? [], ({ IdDoc }) => IdDoc);
    },
  };
}

/** Those with an id that the kiosk can write, each once. */
const byId = <Told>(list: readonly Told[], idOf: (told: Told) => string | null | undefined) => [
  ...new Map(
    list.flatMap((told) => {
      const id = idOf(told);
      return id && isWritable(id) ? [[id, { id, told }] as const] : [];
    }),
  ).values(),
];
