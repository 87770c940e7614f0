import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { throttleLimits } from "#main/patients/sign-in-throttle.ts";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, typed } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { smallDisk } from "#tests/support/small-disk.ts";

/** A kiosk on a disk of its own, with its own log file, that is online. */
async function onSmallDisk(later: (close: () => unknown) => void) {
  const disk = smallDisk(later, { kilobytes: 20_000 });
  const dataDir = join(disk?.dir ?? temporaryFolder(later), "data");
  const demoCentral = await openDemoCentral(later);
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    dataDir,
    demoControlUrl: demoCentral.controlUrl,
    substitutes: { log: undefined },
  });
  await kiosk.online();
  const [patient, another] = demoCentral.patients;
  if (!patient || !another) throw new Error("no demo patients");
  return { disk, dataDir, demoCentral, kiosk, patient, another };
}

test(
  "on a full disk booking is closed in words, everything else goes on, and it opens again by itself",
  () =>
    withCleanUp(async (later) => {
      const { disk, dataDir, demoCentral, kiosk, patient, another } = await onSmallDisk(later);
      const { client } = kiosk;
      if (disk) disk.fill();
      // Where this user can't mount a disk, the journal is taken away: as closed, and as real.
      else for (const suffix of ["", "-wal", "-shm"]) rmSync(join(dataDir, `journal.sqlite${suffix}`));

      await signIn(client, patient);
      const what = await firstOffer(client);
      await refusalOf(book(client, what), "BOOKING_CLOSED");
      expect((await client.kiosk.info({})).booking).toBe("closed");
      expect(await client.catalog.organizations({})).not.toEqual([]);
      await client.session.end({ reason: "home" });
      await signIn(client, patient);
      await client.session.end({ reason: "home" });
      // Wrong ones count as ever, in memory.
      await client.session.start({});
      const { kind, series, number } = another;
      const wrong = () =>
        client.session.signIn({ policy: { kind, series, number }, birthDate: typed("1931-02-03") });
      for (let tries = 0; tries < throttleLimits.perKey; tries++)
        await refusalOf(wrong(), "PATIENT_NOT_FOUND");
      await refusalOf(wrong(), "TOO_MANY_TRIES");
      await client.session.end({ reason: "home" });
      const visits = await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` });
      expect(visits.filter(({ status }) => status === "booked")).toEqual([]);

      if (!disk) return;
      disk.free();
      await waitFor(async () => (await client.kiosk.info({})).booking === "open");
      await signIn(client, patient);
      expect((await book(client, await firstOffer(client))).status).toBe("booked");
    }),
  60_000,
);

test(
  "a damaged mirror is loaded anew by itself, and ticket numbers go on",
  () =>
    withCleanUp(async (later) => {
      const dataDir = temporaryFolder(later);
      const demoCentral = await openDemoCentral(later);
      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      const numbers: string[] = [];
      const damage = (name: string) => writeFileSync(join(dataDir, name), "no database".repeat(5000));
      const harms = [
        () => undefined,
        () => {
          writeFileSync(join(dataDir, "infomat.sqlite"), "");
          damage("print-journal.sqlite");
        },
        () => {
          damage("infomat.sqlite");
          damage("outbox.sqlite");
        },
        () => {
          zeroThirdPages(join(dataDir, "infomat.sqlite"));
          zeroThirdPages(join(dataDir, "print-journal.sqlite"));
        },
        () => {
          rmSync(join(dataDir, "infomat.sqlite"));
          writeFileSync(join(dataDir, "state.json"), "{");
        },
      ];
      for (const harm of harms) {
        harm();
        await withCleanUp(async (closeKiosk) => {
          const kiosk = await openKiosk(closeKiosk, {
            centralUrl: demoCentral.url,
            dataDir,
            demoControlUrl: demoCentral.controlUrl,
          });
          await kiosk.online();
          await signIn(kiosk.client, patient);
          const ticket = await book(kiosk.client, await firstOffer(kiosk.client));
          numbers.push(ticket.number);
          // One visit to a specialist at a time.
          await kiosk.client.booking.cancel({ visitId: ticket.visitId });
        });
      }
      expect(new Set(numbers).size).toBe(harms.length);
    }),
  120_000,
);

function zeroThirdPages(file: string): void {
  const bytes = readFileSync(file);
  for (let page = 2; page * 4096 < bytes.length; page += 3) bytes.fill(0, page * 4096, (page + 1) * 4096);
  writeFileSync(file, bytes);
}
