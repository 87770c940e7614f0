import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GrantOutcome, PhoneGrant } from "#main/identity-provider/grant.ts";
import { createIdentityProvider, type IdentityProvider } from "#main/identity-provider/module.ts";
import {
  type IdentityProviderSettings,
  identityProviderSettingsSchema,
} from "#main/identity-provider/settings.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { openProvider, type SomeProvider, someKey } from "./some-provider.ts";

/** A kiosk's side of sign-ins on phones, at a provider that does what the test tells it to. */
export type AtProvider = {
  readonly provider: SomeProvider;
  readonly kiosk: IdentityProvider;
  readonly clock: FakeClock;
  readonly log: KeptLog;
  /** The current session's end. */
  readonly leave: () => void;
  begin(): Promise<PhoneGrant | null>;
  /** Time passes until the grant has ended. */
  ended(grant: PhoneGrant | null): Promise<GrantOutcome>;
};

/** Proves the kiosk to the provider. */
export const clientKey = someKey();

export const withProvider = (
  work: (at: AtProvider) => Promise<void>,
  settings: Partial<Record<keyof IdentityProviderSettings, unknown>> = {},
  tls?: { key: Buffer; cert: Buffer },
): Promise<void> =>
  withCleanUp(async (later) => {
    const clock = fakeClock(Date.now());
    const log = keptLog();
    const provider = await openProvider(later, { now: clock.now, ...(tls ? { tls } : {}) });
    const keyFile = join(temporaryFolder(later), "client.pem");
    writeFileSync(keyFile, clientKey.export({ type: "pkcs8", format: "pem" }));
    const kiosk = createIdentityProvider({
      settings: identityProviderSettingsSchema.parse({
        ...{ issuer: provider.issuer, clientId: provider.clientId, keyFile },
        ...settings,
      }),
      now: clock.now,
      clock,
      log,
    });
    later(() => kiosk.close());
    const session = new AbortController();
    await work({
      ...{ provider, kiosk, clock, log },
      leave: () => session.abort(),
      begin: () => kiosk.begin({ kiosk: "Clinic 3", number: "47" }, session.signal),
      async ended(grant) {
        if (grant === null) throw new Error("the grant did not begin");
        let outcome: GrantOutcome | null = null;
        void grant.outcome.then((one) => {
          outcome = one;
        });
        await waitFor(() => {
          clock.advance(1000);
          return outcome !== null;
        });
        return grant.outcome;
      },
    });
  });
