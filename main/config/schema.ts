import { z } from "zod";
import { centralSettingsSchema } from "#contract/central-settings.ts";
import { clinicSchema, idSchema, languageSchema } from "#contract/domain.ts";
import {
  type Choice,
  checkOrder,
  type OrderFault,
  presetNames,
  stepNames,
  stepRules,
} from "#contract/flow.ts";
import { secondFactors } from "#contract/person.ts";
import { rulesSettingsSchema } from "../booking/rules/settings.ts";
import { mailSettingsSchema } from "../mail/settings.ts";
import { printerSettingsSchema } from "../tickets/settings.ts";

const timeZoneSchema = z
  .string()
  .refine(isTimeZone, "no such time zone (a name such as Europe/Moscow is expected)");

const flowSchema = z
  .union([
    z.strictObject({ preset: z.enum(presetNames) }),
    z.strictObject({ steps: z.array(z.enum(stepNames)).min(1) }),
  ])
  .superRefine((flow, context) => {
    const fault = "steps" in flow ? checkOrder(flow.steps) : null;
    if (fault) context.addIssue({ code: "custom", message: orderFaultText(fault), path: ["steps"] });
  });

/** The whole configuration file. Everything but the centre's address has a default. */
export const configSchema = z.strictObject({
  kiosk: z
    .strictObject({
      /** Unique among the kiosks of one centre: ticket numbers begin with it. To be set but in the demo. */
      number: z.int().min(1).max(999).optional(),
      /** The clinic in whose lobby the kiosk stands. */
      organization: idSchema.optional(),
      /** What the top bar shows; taken from the centre's data when left out. */
      clinic: clinicSchema.optional(),
      timeZone: timeZoneSchema.default("Europe/Moscow"),
      /** The first is what the screens begin with. Every one that has a file when left out. */
      languages: z.array(languageSchema).min(1).optional(),
    })
    .prefault({}),
  /** Port on 127.0.0.1; a free one is taken when left out. */
  port: z.int().min(1).max(65535).optional(),
  central: centralSettingsSchema.optional(),
  flow: flowSchema.default({ preset: "registratura40" }),
  signIn: z
    .strictObject({
      /** What is asked beside a policy's number: the birth date, or the number of a document. */
      secondFactor: z.enum(secondFactors).default("birthDate"),
    })
    .prefault({}),
  rules: rulesSettingsSchema.prefault({}),
  /** Copies of tickets by e-mail. Without it nobody is asked for an address. */
  mail: mailSettingsSchema.optional(),
  booking: z
    .strictObject({
      /** Seconds that a patient waits for a booking in doubt; from then on it is only fenced. */
      patience: z.number().min(1).max(60).default(20),
      /** Seconds without a sign of an attempt at a slot that was withdrawn, before it counts as lost. */
      quiet: z.number().min(1).max(86_400).default(300),
    })
    .prefault({}),
  session: z
    .strictObject({
      /** Seconds without a touch until the kiosk asks. */
      idle: z.int().min(20).max(600).default(60),
      /** Seconds that the question stays. WCAG 2.2.1 asks for 20 at least. */
      question: z.int().min(20).max(120).default(20),
      /** Minutes after which a session ends in any case. */
      cap: z.int().min(5).max(120).default(30),
      /** How often one visit's ticket is printed in a session, copies included. */
      tickets: z.int().min(1).max(20).default(3),
      /** Seconds after which the success screen leaves by itself. */
      done: z.int().min(15).max(120).default(20),
      /** Seconds after which the first screen, untouched, gives way to one that attracts. */
      attract: z.int().min(15).max(3600).default(45),
    })
    .prefault({}),
  printer: printerSettingsSchema.default({ kind: "virtual" }),
  scanner: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      /** Types what it reads as a keyboard does: good for plain numbers and tickets, not for policies' barcodes. */
      z.strictObject({ kind: z.literal("keyboard") }),
      /** On a serial line, or on USB as a serial port. */
      z.strictObject({
        kind: z.literal("serial"),
        path: z.string().min(1),
        baudRate: z.int().min(300).max(1_000_000).default(9600),
      }),
    ])
    .default({ kind: "none" }),
  log: z.strictObject({ level: z.enum(["debug", "info", "warn", "error"]).default("info") }).prefault({}),
});
export type Config = z.infer<typeof configSchema>;

/** What this kiosk's ticket numbers begin with; 1 where nobody has given it a number. */
export const kioskNumber = ({ kiosk }: Config): number => kiosk.number ?? 1;

/** For whoever installs a kiosk at a centre that others use as well. */
export const kioskNumberMissing =
  "kiosk.number is not set, so this kiosk counts its tickets as number 1. Give each kiosk of a centre its own number, or two patients may hold the same one.";

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function orderFaultText(fault: OrderFault): string {
  switch (fault.fault) {
    case "doesNotEndWithDone":
      return "the last step must be done";
    case "twice":
      return `the step ${fault.step} stands there twice`;
    case "needsEarlier":
      return `the step ${fault.step} needs ${yieldingText(fault.missing)} before it${answersText(fault.when)}`;
  }
}

/** The steps of which one yields what is missing. */
const yieldingText = (missing: readonly Choice[]): string =>
  stepNames
    .filter((step) => missing.includes(stepRules[step].yields))
    .map((step) => `the step ${step}`)
    .join(" or ");

/** For whom an order fails, where it holds for others: the answers that lead there. */
function answersText({ who, way }: Extract<OrderFault, { fault: "needsEarlier" }>["when"]): string {
  const answers = [...(who ? [`who: ${who}`] : []), ...(way ? [`way: ${way}`] : [])];
  return answers.length === 0 ? "" : `, or a patient who answers ${answers.join(", ")} comes there without`;
}
