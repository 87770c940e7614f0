import { type DialectName, startDemoCentral } from "#demo-central/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { demoSecret } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { startMedplum } from "./medplum/server.ts";
import { tinyClinic } from "./tiny-clinic.ts";

export type Later = (close: () => unknown) => void;

/** A FHIR R4 server with the tiny demo clinic on it. */
export type FhirServer = {
  readonly name: string;
  /** Whether a PUT under If-Match makes a resource that it has never seen; null where either will do. */
  readonly remakes: boolean | null;
  open(later: Later): Promise<string>;
};

const demo = (name: string, dialect: DialectName): FhirServer => ({
  name,
  remakes: dialect === "hapi" || dialect === "hapi-capped",
  async open(later) {
    const demoCentral = await startDemoCentral({
      size: "tiny",
      dialect,
      clock: systemClock,
      log: keptLog(),
      timeZone: "Europe/Moscow",
      file: null,
      port: 0,
      secret: demoSecret,
      appointments: false,
    });
    later(() => demoCentral.close());
    return demoCentral.url;
  },
});

const medplum = (name: string, atomic: boolean): FhirServer => ({
  name,
  remakes: false,
  async open(later) {
    const server = await startMedplum({ atomic, seed: await tinyClinic() });
    later(() => server.close());
    return server.url;
  },
});

/** A server that runs already, and that running-server.ts has seeded. */
const running = (url: string): FhirServer => ({
  name: `the server at ${url}`,
  remakes: null,
  open: async () => url,
});
const runningUrl = process.env.FHIR_SERVER?.replace(/\/+$/, "");

/** Servers that keep what docs/fhir.md asks for, each in its own way. */
export const soundServers: readonly FhirServer[] = runningUrl
  ? [running(runningUrl)]
  : [
      demo("the demo central API", "plain"),
      demo("the demo central API behaving as HAPI", "hapi"),
      demo("the demo central API behaving as HAPI with capped fetch", "hapi-capped"),
      medplum("the Medplum router", true),
    ];

/** Servers whose transactions are none. */
export const nonAtomicServers: readonly FhirServer[] = runningUrl
  ? []
  : [
      demo("the demo central API without transactions", "nonAtomic"),
      medplum("the Medplum router without transactions", false),
    ];
