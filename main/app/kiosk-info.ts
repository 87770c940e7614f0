import { type CentralCapabilities, lackingOf } from "#contract/central/capabilities.ts";
import type { CentralState } from "#contract/central/central-state.ts";
import { presets } from "#contract/flow/presets.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { Clinic, KioskInfo } from "#contract/kiosk/kiosk-info.ts";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import { kioskNumber } from "../config/schema.ts";
import { api } from "../sessions/api.ts";
import type { CoreContext } from "./context.ts";

type States = Pick<KioskInfo, "service" | "booking" | "printer" | "speech" | "session"> & {
  readonly central: CentralState;
};

export type KioskInfoDeps = {
  readonly context: Pick<CoreContext, "config" | "options" | "languages" | "time">;
  readonly version: string;
  readonly flow: readonly StepName[];
  readonly capabilities: CentralCapabilities;
  /** Copies of tickets can be sent by e-mail. */
  readonly sendsMail: boolean;
  readonly clinic: () => Clinic;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly states: () => States;
};

/** What the screens are told of the configuration, and how everything stands. */
export const kioskInfoProcedures = ({
  context,
  version,
  flow,
  capabilities,
  sendsMail,
  clinic,
  now,
  states,
}: KioskInfoDeps) => ({
  info: api.kiosk.info.handler(() => {
    const { config, options, languages, time } = context;
    return {
      version,
      kiosk: String(kioskNumber(config)),
      clinic: clinic(),
      timeZone: time.zone,
      now: Math.round(now()),
      languages: [...languages],
      flow: [...flow],
      demo: options.demo !== null,
      demoPhone: isDemoPhoneHere(options.demo),
      seconds: {
        done: config.session.done,
        unprinted: config.session.unprinted,
        attract: config.session.attract,
      },
      ticket: config.ticket,
      mail: sendsMail,
      scanner: config.scanner.kind,
      secondFactor: config.signIn.secondFactor,
      signInMethods: [...signInMethodsOf(config.signIn, flow)],
      cards: flow.includes("card"),
      lacks: [...lackingOf(capabilities)],
      rules: { plannedOnly: config.rules.plannedOnly, cancelAhead: config.rules.cancelAhead },
      ...states(),
    };
  }),
});

/** Whether the demo's phone can be shown on this screen: on another address its cookies are a stranger's. */
const isDemoPhoneHere = (demo: CoreContext["options"]["demo"]): boolean =>
  demo?.identity ? new URL(demo.identity.issuer).hostname === "127.0.0.1" : false;

/** The ways to sign in: Госуслуги first where nothing is configured and the portal begins with the sign-in. */
function signInMethodsOf(
  { methods, gosuslugi }: CoreContext["config"]["signIn"],
  flow: readonly StepName[],
): readonly SignInMethod[] {
  if (methods) return methods;
  if (!gosuslugi) return ["policy"];
  return flow[0] === "signIn" ? ["gosuslugi", "policy"] : ["policy", "gosuslugi"];
}

/** The order of the steps. Nobody is asked for what nobody takes: an address, a phone, a card. */
export function flowOf(
  { config, options }: Pick<CoreContext, "config" | "options">,
  has: Pick<CentralCapabilities, "cards" | "visitPhone"> & { readonly mail: boolean },
): readonly StepName[] {
  const steps = options.preset ? presets[options.preset] : orderOf(config.flow);
  const left: Partial<Record<StepName, boolean>> = {
    email: has.mail,
    phone: has.visitPhone,
    card: has.cards,
  };
  return steps.filter((step) => left[step] ?? true);
}

const orderOf = (flow: CoreContext["config"]["flow"]): readonly StepName[] =>
  "steps" in flow ? flow.steps : presets[flow.preset];
