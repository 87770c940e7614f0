import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DemoHub, type HubOptions, startDemoHub } from "#demo-central/index.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { openKiosk, type TestKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { type Later, temporaryFolder } from "#tests/sync/helpers.ts";
import { secret } from "./demo-hub.ts";

export type KioskAtHub = { readonly hub: DemoHub; readonly kiosk: TestKiosk; readonly guidFile: string };

/** A kiosk that has loaded a stand-in hub, of one kind of systems or of each in turn. */
export async function openKioskAtHub(
  later: Later,
  {
    profile = null,
    size = "tiny",
    clinics = "{}",
    config = "",
  }: { profile?: HubOptions["profile"]; size?: HubOptions["size"]; clinics?: string; config?: string } = {},
): Promise<KioskAtHub> {
  const hub = await startDemoHub({
    ...{ size, clock: clinicClock, log: keptLog(), timeZone: "Europe/Moscow", port: 0, secret },
    profile,
  });
  later(() => hub.close());
  const guidFile = join(temporaryFolder(later), "guid");
  writeFileSync(guidFile, "c0ffee00-0000-4000-8000-000000000001");
  const central = `central: { kind: n3, url: "${hub.url}", guidFile: ${guidFile}, clinics: ${clinics}, budget: { perSecond: 1000 } }`;
  const kiosk = await openKiosk(later, { centralUrl: hub.url, config: `${central}\n${config}` });
  await kiosk.online();
  return { hub, kiosk, guidFile };
}

export const withKioskAtHub = (
  options: Parameters<typeof openKioskAtHub>[1],
  work: (at: KioskAtHub) => Promise<void>,
): Promise<void> => withCleanUp(async (later) => work(await openKioskAtHub(later, options)));
