import * as oauth from "openid-client";
import type { Clock } from "#contract/base/ports.ts";
import type { ProviderFault } from "../log/events/identity-provider.ts";
import { createProviderClient } from "./client.ts";
import { ProviderError, providerError } from "./faults.ts";
import { beginGrant } from "./grant.ts";
import { createSeenTokens } from "./seen-tokens.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/**
 * Tries what a sign-in begins with: the provider's configuration and keys are read, the kiosk proves itself, and a code
 * is asked for, which nobody will use. @returns what is wrong; null where all is well
 */
export async function examineProvider(
  settings: IdentityProviderSettings,
  { clock, now, signal }: { readonly clock: Clock; readonly now: () => number; readonly signal: AbortSignal },
): Promise<ProviderFault | null> {
  const client = createProviderClient(settings, { clock, now });
  try {
    const configuration = await client.configuration();
    await readKeys(configuration, signal);
    // Given up as soon as it is there: nothing is asked of it.
    const givenUp = AbortSignal.abort();
    const shown = { kiosk: "infomat doctor", number: "00" };
    await beginGrant(shown, { settings, client, seen: createSeenTokens(now), clock, now }, givenUp);
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return error.fault;
    throw error;
  } finally {
    await client.close();
  }
}

/** @throws {ProviderError} where the provider publishes no keys by which its tokens could be checked */
async function readKeys(configuration: oauth.Configuration, signal: AbortSignal): Promise<void> {
  const { jwks_uri: address } = configuration.serverMetadata();
  const fetch = configuration[oauth.customFetch];
  if (address === undefined || !fetch) throw new ProviderError("unsupported");
  try {
    const response = await fetch(address, {
      ...{ method: "GET", headers: { accept: "application/json" }, body: undefined },
      ...{ redirect: "manual", signal },
    });
    if (response.status >= 300 && response.status < 400) throw new ProviderError("redirected");
    if (response.status >= 500) throw new ProviderError("unavailable");
    const body: unknown = response.ok ? await response.json() : null;
    const keys = typeof body === "object" && body !== null && "keys" in body ? body.keys : null;
    if (!Array.isArray(keys) || keys.length === 0) throw new ProviderError("invalidResponse");
  } catch (error) {
    throw providerError(error);
  }
}
