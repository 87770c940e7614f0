import { fetch } from "undici";
import { z } from "zod";
import { type DemoInfo, type DemoSwitches, demoInfoSchema } from "#contract/domain.ts";
import type { VirtualPrinter } from "#printer/index.ts";
import { printPolicyBarcode } from "./policy-barcode.ts";

/** Demo mode's panel: faults at the embedded centre and at the virtual printer. */
export type DemoControl = {
  info(): Promise<DemoInfo>;
  set(switches: Partial<DemoSwitches>): Promise<DemoSwitches>;
  /** What a scanner would read off the policy of the patient with this unified number; null for anyone else. */
  barcode(number: string): Promise<Uint8Array | null>;
};

const centreSwitchesSchema = z.object({ away: z.boolean(), slow: z.number() });
const centreInfoSchema = z.object({
  switches: centreSwitchesSchema,
  patients: demoInfoSchema.shape.patients,
});

/** How long each answer of a "slow" centre takes, ms. */
const slowAnswer = 3000;

/** `controlUrl` and `secret` belong to the centre that the launcher started; `printer` is the virtual one. */
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
    if (!response.ok) throw new Error(`the demo centre's control answered ${response.status}`);
    return response.json();
  };
  const asSwitches = (centre: z.infer<typeof centreSwitchesSchema>): DemoSwitches => ({
    centreAway: centre.away,
    centreSlow: centre.slow > 0,
    ...printer.faults(),
  });
  const centreInfo = async () => centreInfoSchema.parse(await call("/info"));
  return {
    async info() {
      const info = await centreInfo();
      return { switches: asSwitches(info.switches), patients: info.patients };
    },
    async barcode(number) {
      const { patients } = await centreInfo();
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
        ...(switches.centreAway === undefined ? {} : { away: switches.centreAway }),
        ...(switches.centreSlow === undefined ? {} : { slow: switches.centreSlow ? slowAnswer : 0 }),
      };
      return asSwitches(centreSwitchesSchema.parse(await call("/switches", body)));
    },
  };
}

/** In a unified number the nines' complement of the birth day stands at the ninth digit, for men raised by fifty. */
const sexOf = (number: string): "male" | "female" =>
  99 - Number(number.slice(8, 10)) > 50 ? "male" : "female";
