import { afterAll, afterEach, beforeAll } from "vitest";
import type { Centre } from "#central/index.ts";
import type { Substitutes } from "#main/app/context.ts";
import { emptyLobby, openCentre, openKiosk, type TestKiosk } from "./kiosk.ts";

/**
 * One kiosk and one centre for all tests of a file: starting them takes longer than a test. Each test begins
 * without a session. @param config the kiosk's configuration, as YAML
 */
export function sharedKiosk(
  config = "{}",
  centreOptions: Parameters<typeof openCentre>[1] = {},
  substitutes: Substitutes = {},
): () => { readonly kiosk: TestKiosk; readonly centre: Centre } {
  const closers: (() => unknown)[] = [];
  const later = (close: () => unknown) => closers.push(close);
  let shared: { kiosk: TestKiosk; centre: Centre };
  beforeAll(async () => {
    const centre = await openCentre(later, centreOptions);
    const kiosk = await openKiosk(later, { centralUrl: centre.url, config, substitutes });
    await kiosk.online();
    shared = { kiosk, centre };
  });
  afterEach(() => emptyLobby(shared.kiosk.client));
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => shared;
}
