import { expect, test } from "vitest";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { addStaff, receptionist, signInStaff } from "#tests/support/staff.ts";

test("paper out at the first print: reception sees it as not printed, and prints a copy after the roll was changed", async () => {
  await withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      demoControlUrl: demoCentral.controlUrl,
    });
    await kiosk.online();
    await addStaff(kiosk.dataDir, receptionist);
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    const { visitId } = await book(kiosk.client, await firstOffer(kiosk.client));
    await kiosk.client.booking.shown({ visitId });
    await kiosk.client.demo.set({ paperOut: true });
    await refusalOf(kiosk.client.ticket.print({ visitId, language: "ru" }), "PRINTER_NOT_READY");
    await kiosk.client.session.end({ reason: "finished" });

    const { staff } = await signInStaff(kiosk);
    const paper = async () =>
      (await staff.tickets.today({}))
        .filter(({ ticket }) => ticket.visitId === visitId)
        .map((one) => one.paper);
    expect(await paper()).toEqual(["notPrinted"]);
    await refusalOf(staff.tickets.print({ visitId, language: "ru" }), "PRINTER_NOT_READY");
    await kiosk.client.demo.set({ paperOut: false });
    expect(await staff.tickets.print({ visitId, language: "ru" })).toEqual({});
    expect(await paper()).toEqual(["printed"]);
  });
});
