import { fetch } from "undici";
import { z } from "zod";
import { type DemoInfo, type DemoSwitches, demoInfoSchema } from "#contract/demo/demo.ts";
import type { VirtualPrinter } from "#printer/index.ts";
import { printPolicyBarcode } from "./policy-barcode.ts";

/** Demo mode's panel: faults at the embedded central API and at the virtual printer. */
export type DemoControl = {
  info(): Promise<DemoInfo>;
  set(switches: Partial<DemoSwitches>): Promise<DemoSwitches>;
  /** What a scanner would read off the policy of the patient with this unified number; null for anyone else. */
  barcode(number: string): Promise<Uint8Array | null>;
};

const centralSwitchesSchema = z.object({ away: z.boolean(), slow: z.number() });
const centralInfoSchema = z.object({
  switches: centralSwitchesSchema,
  patients: demoInfoSchema.shape.patients,
});

/** How long each answer of a "slow" central API takes, ms. */
const slowAnswer = 3000;

/** `controlUrl` and `secret` belong to the central API that the launcher started; `printer` is the virtual one. */
export function createDemoControl(options: {
  controlUrl: string;
  secret: string;
  printer: Pick<VirtualPrinter, "faults" | "setPaperOut" | "setCoverOpen">;
}): DemoControl {
  const { controlUrl, secret, printer } = options;
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        "x-demo-secret": secret,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`the demo central API's control answered ${response.status}`);
    return response.json();
  };
  const asSwitches = (demoCentral: z.infer<typeof centralSwitchesSchema>): DemoSwitches => ({
    centralAway: demoCentral.away,
    centralSlow: demoCentral.slow > 0,
    ...printer.faults(),
  });
  const centralInfo = async () => centralInfoSchema.parse(await call("/info"));
  return {
    async info() {
      const info = await centralInfo();
      return { switches: asSwitches(info.switches), patients: info.patients };
    },
    async barcode(number) {
      const { patients } = await centralInfo();
      const patient = patients.find((one) => one.kind === "unified" && one.number === number);
      if (!patient) return null;
      const [family = "", given = "", patronymic = ""] = patient.name.split(" ");
      return printPolicyBarcode({
        type: 2,
        number,
        family,
        given,
        patronymic,
        sex: sexOf(number),
        birthDate: patient.birthDate,
      });
    },
    async set(switches) {
      if (switches.paperOut !== undefined) printer.setPaperOut(switches.paperOut);
      if (switches.coverOpen !== undefined) printer.setCoverOpen(switches.coverOpen);
      const body = {
        ...(switches.centralAway === undefined ? {} : { away: switches.centralAway }),
        ...(switches.centralSlow === undefined ? {} : { slow: switches.centralSlow ? slowAnswer : 0 }),
      };
      return asSwitches(centralSwitchesSchema.parse(await call("/switches", body)));
    },
  };
}

/** In a unified number the nines' complement of the birth day stands at the ninth digit, for men raised by fifty. */
const sexOf = (number: string): "male" | "female" =>
  99 - Number(number.slice(8, 10)) > 50 ? "male" : "female";
