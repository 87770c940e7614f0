import type { Resource } from "@medplum/fhirtypes";
import { startDemoCentral } from "#demo-central/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { keptLog } from "#tests/support/log.ts";

/** In an order in which nothing is named before it is there. */
export const clinicTypes = [
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Slot",
  "Patient",
  "RelatedPerson",
  "Communication",
] as const;
/** The clinic whose branches, doctors and times it is. */
export const clinicId = "t2s1-c1";

type SearchPage = {
  readonly entry?: readonly { readonly resource: Resource }[];
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
};
let clinic: Promise<readonly Resource[]> | null = null;

/** The tiny demo clinic, read over REST as any client would. Once a process. */
export function tinyClinic(): Promise<readonly Resource[]> {
  clinic ??= read();
  return clinic;
}

async function read(): Promise<readonly Resource[]> {
  const demoCentral = await startDemoCentral({
    size: "tiny",
    dialect: "plain",
    clock: systemClock,
    log: keptLog(),
    timeZone: "Europe/Moscow",
    file: null,
    port: 0,
    secret: "of the tiny clinic's own central API, which is never named",
    appointments: false,
  });
  const found: Resource[] = [];
  for (const type of clinicTypes) {
    for (let next: string | undefined = `${demoCentral.url}/${type}?_count=1000`; next !== undefined; ) {
      const page = (await (await fetch(next)).json()) as SearchPage;
      found.push(...(page.entry ?? []).map(({ resource }) => resource));
      next = page.link?.find(({ relation }) => relation === "next")?.url;
    }
  }
  await demoCentral.close();
  return found;
}
