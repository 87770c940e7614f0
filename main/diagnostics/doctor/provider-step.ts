import type { Clock } from "#contract/base/ports.ts";
import { type FileFault, toldOf, unusableFiles } from "../../config/check-file.ts";
import type { Config } from "../../config/load.ts";
import { examineProvider } from "../../identity-provider/examine.ts";
import { withProxy } from "../../identity-provider/settings.ts";
import type { ProviderFault } from "../../log/events/identity-provider.ts";
import type { Diagnosis } from "./messages.ts";
import { failed, type Step, well } from "./report.ts";

/**
 * Whether the identity provider takes the kiosk for its client: its configuration and keys are read, and a code is
 * asked for and given up. Nobody is signed in.
 */
export async function checkIdentityProvider(
  config: Config,
  clock: Clock,
  signal: AbortSignal,
): Promise<Step<true>> {
  const { signIn, central } = config;
  const { gosuslugi } = signIn;
  if (!gosuslugi) return { outcome: well("none is configured: patients sign in with the policy") };
  const settings = withProxy(gosuslugi, central?.proxy);
  const { issuer, proxy = "none" } = settings;
  const unusable = unusableFiles(config).filter(({ setting }) => setting.startsWith("signIn.gosuslugi."));
  if (unusable.length > 0) return { outcome: failed(...unusable.map(diagnosisOfFile)) };
  const fault = await examineProvider(settings, { clock, now: clock.now, signal });
  if (fault !== null) return { outcome: failed(diagnosisOf(fault, issuer)) };
  const way = proxy === "none" ? "" : `, through the proxy ${new URL(proxy).host}`;
  return {
    outcome: well(`${issuer} gives this kiosk codes for patients' phones${way}`),
    value: true,
  };
}

const diagnoses: Readonly<Partial<Record<ProviderFault, Diagnosis>>> = {
  unavailable: {
    text: "The identity provider can't be reached, or its certificate isn't trusted.",
    fix: "Check signIn.gosuslugi.issuer, caFile, the network and the proxy (proxy, else central.proxy; none: straight). Patients sign in with the policy meanwhile.",
  },
  unauthorized: {
    text: "The identity provider doesn't take the kiosk for its client.",
    fix: "Check signIn.gosuslugi.clientId, keyFile or secretFile, and keyId. At the provider, check the client's key, its scopes, and that the device authorization grant is switched on for it.",
  },
  unsupported: {
    text: "The identity provider offers no device authorization grant.",
    fix: "Have its people switch on the OAuth 2.0 Device Authorization Grant (RFC 8628).",
  },
  issuer: {
    text: "The identity provider calls itself otherwise than signIn.gosuslugi.issuer.",
    fix: "Write issuer exactly as the provider's configuration has it, also its last slash.",
  },
  redirected: {
    text: "The identity provider sends the kiosk on to another address.",
    fix: "Write into signIn.gosuslugi.issuer the address at which it answers itself; the kiosk follows nobody.",
  },
};

const diagnosisOfFile = (file: FileFault): Diagnosis => ({
  text: `${toldOf(file)}.`,
  fix: "Put the file in its place and let the kiosk's user read it; it is read anew at the next sign-in. Patients sign in with the policy meanwhile.",
});

function diagnosisOf(fault: ProviderFault, issuer: string): Diagnosis {
  const { text, fix } = diagnoses[fault] ?? {
    text: "Something answers, but not as an OpenID Connect provider does.",
    fix: "Check signIn.gosuslugi.issuer: its configuration is below it, at /.well-known/openid-configuration. A sign-in page or a proxy's own page may stand in between.",
  };
  return { text: `${text} (${issuer}, ${fault})`, fix };
}
