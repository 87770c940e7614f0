import { presets } from "#contract/flow/presets.ts";
import type { Branch, Organization, PatientView, Service } from "#contract/index.ts";
import type { ChosenDoctor, ChosenSlot, Flow } from "#renderer/flow/index.ts";
import { choose, start } from "#renderer/flow/index.ts";

export const order = presets.registratura40;

export const patient: PatientView = { name: "A. B. Patient", phones: [], attachedOrganizationIds: [] };
export const organization = (id: string): Organization => ({
  id,
  name: id,
  kind: "",
  district: "",
  address: "",
  branches: 1,
});
export const branch = (id: string): Branch => ({ id, name: id, address: "" });
export const service = (id: string): Service => ({
  id,
  code: "",
  name: id,
  payment: "free",
  attachedOnly: false,
  referralNeeded: false,
  doctors: 1,
  nearest: null,
  closed: null,
});
export const doctor = (scheduleId: string): ChosenDoctor => ({
  scheduleId,
  name: scheduleId,
  shortName: scheduleId,
  position: "",
  room: "",
});
export const slot = (slotId: string): ChosenSlot => ({ slotId, time: "09:00" });
export const consent = { language: "ru", hash: "h", variant: "self" } as const;

/** A patient who has chosen everything up to the phone. */
export function atPhone(): Flow {
  const steps = [
    { patient },
    { organization: organization("o1") },
    { branch: branch("b1") },
    { service: service("s1") },
    { doctor: doctor("d1") },
    { date: "2026-11-23" },
    { slot: slot("t1") },
    { consent },
  ];
  return steps.reduce((flow, made) => choose(flow, made), start(order));
}
