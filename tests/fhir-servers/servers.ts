import type { Resource } from "@medplum/fhirtypes";
import { type MannerName, startCentre } from "#central/index.ts";
import { systemClock } from "#main/clock.ts";
import { demoSecret } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { startMedplum } from "./medplum/server.ts";

export type Later = (close: () => unknown) => void;

/** A FHIR R4 server with the tiny demo clinic on it. */
export type FhirServer = {
  readonly name: string;
  /** Whether a PUT under If-Match makes a resource that it has never seen. */
  readonly remakes: boolean;
  open(later: Later): Promise<string>;
};

const demo = (name: string, manner: MannerName): FhirServer => ({
  name,
  remakes: manner === "hapi" || manner === "hapi-capped",
  async open(later) {
    const centre = await startCentre({
      size: "tiny",
      manner,
      clock: systemClock,
      log: keptLog(),
      timeZone: "Europe/Moscow",
      file: null,
      port: 0,
      secret: demoSecret,
      appointments: false,
    });
    later(() => centre.close());
    return centre.url;
  },
});

const medplum = (name: string, atomic: boolean): FhirServer => ({
  name,
  remakes: false,
  async open(later) {
    const server = await startMedplum({ atomic, seed: await exported() });
    later(() => server.close());
    return server.url;
  },
});

/** Servers that keep what docs/fhir.md asks for, each in its own way. */
export const soundServers: readonly FhirServer[] = [
  demo("the demo centre", "plain"),
  demo("the demo centre behaving as HAPI", "hapi"),
  demo("the demo centre behaving as HAPI with capped fetch", "hapi-capped"),
  medplum("the Medplum router", true),
];

/** Servers whose transactions are none. */
export const tornServers: readonly FhirServer[] = [
  demo("the demo centre without transactions", "torn"),
  medplum("the Medplum router without transactions", false),
];

const types = [
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
type SearchPage = {
  readonly entry?: readonly { readonly resource: Resource }[];
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
};
let clinic: Promise<readonly Resource[]> | null = null;

/** The tiny demo clinic, read over REST as any client would. Once a process. */
function exported(): Promise<readonly Resource[]> {
  clinic ??= (async () => {
    const closers: (() => unknown)[] = [];
    const url = await demo("", "plain").open((close) => closers.push(close));
    const found: Resource[] = [];
    for (const type of types) {
      for (let next: string | undefined = `${url}/${type}?_count=1000`; next !== undefined; ) {
        const page = (await (await fetch(next)).json()) as SearchPage;
        found.push(...(page.entry ?? []).map(({ resource }) => resource));
        next = page.link?.find(({ relation }) => relation === "next")?.url;
      }
    }
    for (const close of closers) await close();
    return found;
  })();
  return clinic;
}
