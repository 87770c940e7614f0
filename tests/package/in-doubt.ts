import type { DemoCentral } from "#demo-central/index.ts";
import { openClient } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { journalStates, startAsKiosk, until } from "./kiosk.ts";
import type { Machine } from "./machine.ts";

/**
 * Books while the central API keeps the booking, loses the answer and goes away; then the kiosk is ended as by a
 * power cut. Answers with the operation's key.
 */
export async function inDoubt(machine: Machine, central: DemoCentral): Promise<string> {
  const before = journalStates(machine);
  const kiosk = startAsKiosk(machine, ["infomat", "run", "--shell", "none"]);
  try {
    const ready = (): RegExpExecArray | null =>
      /Infomat is ready: (http:\/\/127\.0\.0\.1:(\d+)\/#\S+)/.exec(kiosk.said());
    await until(kiosk.said, () => ready() !== null);
    const [, url = "", port = ""] = ready() ?? [];
    const client = await openClient({ url, port: Number(port) });
    await until(kiosk.said, async () => {
      const info = await client.kiosk.info({});
      return info.central.state === "online" && info.booking !== "untested";
    });
    const [, patient] = central.patients;
    if (!patient) throw new Error("the demo has no second patient");
    await signIn(client, patient);
    const what = await firstOffer(client);
    central.switches.set({ dropAfterCommit: 1 });
    // It never answers: the kiosk ends first.
    void book(client, what).catch(() => undefined);
    await until(
      () => "the booking reaches the central API",
      () => central.switches.get().dropAfterCommit === 0,
    );
    central.switches.set({ away: true });
    const fresh = (): string | undefined =>
      [...journalStates(machine).keys()].find((key) => !before.has(key));
    await until(
      () => "the journal has it",
      () => fresh() !== undefined,
    );
    return fresh() ?? "";
  } finally {
    await kiosk.kill();
  }
}
