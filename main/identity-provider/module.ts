import type { Clock } from "#contract/base/ports.ts";
import type { ProviderFault } from "../log/events/identity-provider.ts";
import type { Log } from "../log/events.ts";
import { createProviderClient } from "./client.ts";
import { ProviderError } from "./faults.ts";
import { beginGrant, type GrantOutcome, type PhoneGrant, type ShownOnPhone } from "./grant.ts";
import { createSeenTokens } from "./seen-tokens.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** The identity provider at which patients sign in on their own phones. */
export type IdentityProvider = {
  /** A new grant; null where the provider is away, or answers what can't be used. `signal` abandons it. */
  begin(shown: ShownOnPhone, signal: AbortSignal): Promise<PhoneGrant | null>;
  close(): Promise<void>;
};

export function createIdentityProvider(deps: {
  readonly settings: IdentityProviderSettings;
  readonly clock: Clock;
  /** A clock that is right, ms. */
  readonly now: () => number;
  readonly log: Log;
}): IdentityProvider {
  const { settings, clock, now, log } = deps;
  const client = createProviderClient(settings, { clock, now });
  const seen = createSeenTokens(now);

  const note = (during: "begin" | "grant", fault: ProviderFault): void =>
    log.write(
      fault === "unavailable" ? "identity-provider.unavailable" : "identity-provider.answer-refused",
      { during, fault },
    );
  const noted = (outcome: GrantOutcome): GrantOutcome => {
    if (outcome.kind === "failed") {
      note("grant", outcome.fault);
      client.forget();
    } else log.write("identity-provider.grant-ended", { outcome: outcome.kind });
    return outcome;
  };

  return {
    async begin(shown, signal) {
      try {
        const grant = await beginGrant(shown, { settings, client, seen, clock, now }, signal);
        return { ...grant, outcome: grant.outcome.then(noted) };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const { fault, file } = error;
        if (file === null) note("begin", fault);
        else
          log.write("identity-provider.file-unusable", {
            setting: file.setting,
            file: file.path,
            why: file.why,
          });
        client.forget();
        return null;
      }
    },
    close: () => client.close(),
  };
}
