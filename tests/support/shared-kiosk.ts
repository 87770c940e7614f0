import { afterAll, afterEach, beforeAll } from "vitest";
import type { DemoCentral } from "#demo-central/index.ts";
import type { Substitutes } from "#main/app/context.ts";
import { emptyLobby, openDemoCentral, openKiosk, type TestKiosk } from "./kiosk.ts";

/**
 * One kiosk and one central API for all tests of a file: starting them takes longer than a test. Each test begins
 * without a session. @param config the kiosk's configuration, as YAML
 */
export function sharedKiosk(
  config = "{}",
  centralOptions: Parameters<typeof openDemoCentral>[1] = {},
  substitutes: Substitutes = {},
): () => { readonly kiosk: TestKiosk; readonly demoCentral: DemoCentral } {
  const closers: (() => unknown)[] = [];
  const later = (close: () => unknown) => closers.push(close);
  let shared: { kiosk: TestKiosk; demoCentral: DemoCentral };
  beforeAll(async () => {
    const demoCentral = await openDemoCentral(later, centralOptions);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, config, substitutes });
    await kiosk.online();
    shared = { kiosk, demoCentral };
  });
  afterEach(() => emptyLobby(shared.kiosk.client));
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => shared;
}
