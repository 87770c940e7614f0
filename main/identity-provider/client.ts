import * as oauth from "openid-client";
import type { Clock } from "#contract/base/ports.ts";
import { boundedFetch, type ProviderFetch } from "./bounded-fetch.ts";
import { clientProof } from "./client-key.ts";
import { ProviderError, providerError } from "./faults.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** How long the provider's configuration and the client's files are used before they are read again, ms. */
const usedFor = 10 * 60_000;

/** The kiosk as a client of the provider. */
export type ProviderClient = {
  /** What calls of openid-client take. @throws {ProviderError} */
  configuration(): Promise<oauth.Configuration>;
  /** The next call reads configuration, keys and files again. */
  forget(): void;
  close(): Promise<void>;
};

/**
 * @param now a clock that is right, ms: tokens are judged by it, and the machine's own may be wrong
 */
export function createProviderClient(
  settings: IdentityProviderSettings,
  { clock, now }: { readonly clock: Clock; readonly now: () => number },
): ProviderClient {
  let open: { readonly at: number; readonly ready: Promise<Discovered> } | null = null;

  const discover = async (): Promise<Discovered> => {
    const lines = boundedFetch(settings);
    try {
      const isPlain = settings.issuer.startsWith("http:");
      // The client's proof depends on what the provider offers, which is only known then.
      const found = await oauth.discovery(new URL(settings.issuer), settings.clientId, {}, oauth.None(), {
        [oauth.customFetch]: lines.fetch,
        ...(isPlain ? { execute: [oauth.allowInsecureRequests] } : {}),
      });
      const metadata = found.serverMetadata();
      // Both are compared as they are written: tokens are, too (OpenID Connect Core 1.0 §3.1.3.7).
      if (metadata.issuer !== settings.issuer) throw new ProviderError("issuer");
      if (metadata.device_authorization_endpoint === undefined) throw new ProviderError("unsupported");
      const configuration = new oauth.Configuration(
        metadata,
        settings.clientId,
        { [oauth.clockSkew]: Math.round((now() - Date.now()) / 1000), [oauth.clockTolerance]: 30 },
        await clientProof(settings, metadata),
      );
      configuration[oauth.customFetch] = lines.fetch;
      oauth.enableNonRepudiationChecks(configuration);
      if (isPlain) oauth.allowInsecureRequests(configuration);
      return { lines, configuration };
    } catch (error) {
      await lines.close();
      throw providerError(error);
    }
  };

  const forget = (): void => {
    const former = open;
    open = null;
    // What is under way on the former connections is of a sign-in that has failed, or ends by its own deadline.
    void former?.ready.then(({ lines }) => lines.close()).catch(() => undefined);
  };

  return {
    async configuration() {
      if (open && clock.monotonic() - open.at > usedFor) forget();
      open ??= { at: clock.monotonic(), ready: discover() };
      const mine = open;
      try {
        return (await mine.ready).configuration;
      } catch (error) {
        if (open === mine) open = null;
        throw error;
      }
    },
    forget,
    async close() {
      const former = open;
      open = null;
      await former?.ready.then(({ lines }) => lines.close()).catch(() => undefined);
    },
  };
}

type Discovered = { readonly lines: ProviderFetch; readonly configuration: oauth.Configuration };
