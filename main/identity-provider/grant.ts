import * as oauth from "openid-client";
import { pause } from "#contract/base/pause.ts";
import type { Clock } from "#contract/base/ports.ts";
import type { ProviderFault } from "../log/events/identity-provider.ts";
import type { ConfirmedPerson } from "../sessions/confirmed-person.ts";
import { hasClaims, readClaims } from "./claims.ts";
import type { ProviderClient } from "./client.ts";
import { ProviderError, providerError, toldError } from "./faults.ts";
import { qrRows } from "./qr.ts";
import type { SeenTokens } from "./seen-tokens.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** What the phone shows as well, where the provider takes it. */
export type ShownOnPhone = { readonly kiosk: string; readonly number: string };

/** How a grant ended. `abandoned`: nobody waits for it any more. */
export type GrantOutcome =
  | { readonly kind: "confirmed"; readonly person: ConfirmedPerson }
  | { readonly kind: "refused" | "expired" | "abandoned" }
  | { readonly kind: "failed"; readonly fault: ProviderFault };

/** A sign-in that waits for its confirmation on a phone. */
export type PhoneGrant = {
  /** What one types on the phone where its camera won't. */
  readonly code: string;
  /** Where one types it. */
  readonly address: string;
  /** The address with the code in it, as rows of modules (`1` = dark); null where no legible code holds it. */
  readonly qr: readonly string[] | null;
  /** The two digits that the phone shows as well; null where the provider doesn't take them. */
  readonly number: string | null;
  /** How long the code can be used, ms. */
  readonly lasts: number;
  readonly outcome: Promise<GrantOutcome>;
};

export type GrantDeps = {
  readonly settings: IdentityProviderSettings;
  readonly client: ProviderClient;
  readonly seen: SeenTokens;
  readonly clock: Clock;
  /** A clock that is right, ms. */
  readonly now: () => number;
};

const deviceCode = "urn:ietf:params:oauth:grant-type:device_code";
/** A code lives so long at most, whatever the provider says, ms. */
const longestLife = 10 * 60_000;
/** Between two questions, s: the least and the default of RFC 8628 §3.2, §3.5, what `slow_down` adds, and a bound. */
const interval = { least: 1, usual: 5, more: 5, longest: 60 } as const;
/** So many questions in a row without an answer, and the provider is away. */
const mostUnanswered = 3;
/** Providers count in whole seconds, and some have forgotten a code when its time is over: they know none then, ms. */
const wholeSeconds = 2000;
/** What clocks may differ by, ms. */
const tolerance = 30_000;

/**
 * Asks for a code (RFC 8628 §3.1) and goes on asking for its outcome (§3.4) until there is one or `signal` fires: from
 * then on nothing is asked, and an answer that is under way is dropped.
 * @throws {ProviderError}
 */
export async function beginGrant(
  shown: ShownOnPhone,
  deps: GrantDeps,
  signal: AbortSignal,
): Promise<PhoneGrant> {
  const { settings, client, clock, now } = deps;
  const configuration = await client.configuration();
  const nonce = oauth.randomNonce();
  const begun = now();
  // From the question on, so that the provider never ends the code first by the time that its answer took.
  const asking = clock.monotonic();
  const verifier = offersPkce(configuration) ? oauth.randomPKCECodeVerifier() : null;
  const response = await initiate(configuration, {
    scope: [...new Set(["openid", ...settings.scopes])].join(" "),
    nonce,
    ...(settings.acr.length > 0 ? { acr_values: settings.acr.join(" ") } : {}),
    ...(settings.show.kiosk ? { [settings.show.kiosk]: shown.kiosk } : {}),
    ...(settings.show.number ? { [settings.show.number]: shown.number } : {}),
    ...(verifier === null
      ? {}
      : { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" }),
  });
  const lasts = Math.min(longestLife, response.expires_in * 1000);
  const address = shownAddress(response.verification_uri);
  const complete = response.verification_uri_complete ?? response.verification_uri;
  const asked = { nonce, begun };
  return {
    code: shownCode(response.user_code),
    address,
    qr: qrRows(linkOf(complete)) ?? qrRows(address),
    number: settings.show.number ? shown.number : null,
    lasts,
    outcome: poll({
      until: asking + lasts,
      every: response.interval ?? interval.usual,
      once: () =>
        oauth.genericGrantRequest(configuration, deviceCode, {
          device_code: response.device_code,
          ...(verifier === null ? {} : { code_verifier: verifier }),
        }),
      read: (tokens) => confirmed(configuration, tokens, asked, deps),
      signal,
      clock,
    }),
  };
}

type Tokens = Awaited<ReturnType<typeof oauth.genericGrantRequest>>;

async function initiate(configuration: oauth.Configuration, parameters: Record<string, string>) {
  try {
    const response = await oauth.initiateDeviceAuthorization(configuration, parameters);
    if (response.device_code.length > 4096) throw new ProviderError("tooLarge");
    return response;
  } catch (error) {
    throw providerError(error);
  }
}

async function poll(asking: {
  readonly until: number;
  readonly every: number;
  readonly once: () => Promise<Tokens>;
  readonly read: (tokens: Tokens) => Promise<ConfirmedPerson>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}): Promise<GrantOutcome> {
  const { until, once, read, signal, clock } = asking;
  let seconds = Math.min(interval.longest, Math.max(interval.least, asking.every));
  let unanswered = 0;
  for (;;) {
    const left = until - clock.monotonic();
    await pause(clock, Math.min(left, seconds * 1000), signal);
    if (signal.aborted) return { kind: "abandoned" };
    if (clock.monotonic() >= until) return { kind: "expired" };
    try {
      const person = await read(await once());
      return signal.aborted ? { kind: "abandoned" } : { kind: "confirmed", person };
    } catch (error) {
      if (signal.aborted) return { kind: "abandoned" };
      switch (toldError(error)) {
        case "authorization_pending":
          unanswered = 0;
          continue;
        case "slow_down":
          unanswered = 0;
          seconds = Math.min(interval.longest, seconds + interval.more);
          continue;
        case "access_denied":
          return { kind: "refused" };
        case "expired_token":
          return { kind: "expired" };
      }
      if (clock.monotonic() >= until - wholeSeconds) return { kind: "expired" };
      const { fault } = providerError(error);
      if (fault !== "unavailable" || ++unanswered >= mostUnanswered) return { kind: "failed", fault };
    }
  }
}

/** What the tokens tell, once they are proved to be the answer to this grant. @throws {ProviderError} */
async function confirmed(
  configuration: oauth.Configuration,
  tokens: Tokens,
  { nonce, begun }: { readonly nonce: string; readonly begun: number },
  { settings, seen, now }: GrantDeps,
): Promise<ConfirmedPerson> {
  // openid-client has checked issuer, audience, algorithm, signature and expiry (OpenID Connect Core 1.0 §3.1.3.7).
  const claims = tokens.claims();
  if (claims === undefined || tokens.id_token === undefined) throw new ProviderError("invalidResponse");
  // The device grant defines no nonce; a provider that puts one into the token means ours.
  if (claims.nonce !== undefined && claims.nonce !== nonce) throw new ProviderError("nonce");
  const issuedAt = claims.iat * 1000;
  if (issuedAt < begun - tolerance || issuedAt > now() + tolerance) throw new ProviderError("times");
  if (settings.acr.length > 0 && !settings.acr.includes(String(claims.acr))) throw new ProviderError("acr");
  if (!seen.note(tokens.id_token, claims.exp * 1000)) throw new ProviderError("replayed");
  if (hasClaims(claims, settings.claims)) return readClaims(claims, settings.claims);
  if (configuration.serverMetadata().userinfo_endpoint === undefined)
    return readClaims(claims, settings.claims);
  try {
    const more = await oauth.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    // What is signed stands above what is only told.
    return readClaims({ ...more, ...claims }, settings.claims);
  } catch (error) {
    throw providerError(error);
  }
}

const offersPkce = (configuration: oauth.Configuration): boolean =>
  configuration.serverMetadata().supportsPKCE("S256");

/** The code as it is shown: short, and made of signs that one can type. */
function shownCode(code: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9 -]{2,18}[A-Za-z0-9]$/.test(code)) throw new ProviderError("invalidResponse");
  return code;
}

/** An address as it is shown and encoded: of the web, and none that hides where it leads. */
function linkOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username !== "" || url.password !== "")
    throw new ProviderError("invalidResponse");
  return url.href;
}

function shownAddress(text: string): string {
  const href = linkOf(text);
  if (href.length > 200) throw new ProviderError("invalidResponse");
  return href;
}
