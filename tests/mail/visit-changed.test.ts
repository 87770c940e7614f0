import { expect, test } from "vitest";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { address, openMailBench, someTicket } from "./mail-bench.ts";
import { openMailServer } from "./mail-server.ts";

const email = { address, language: "ru", ticket: someTicket };
const moved = { ...someTicket, date: "2026-11-24", time: "09:15" };
type Office = ReturnType<typeof openMailBench>;
const sent = ({ mailer }: Office, count: number): Promise<void> =>
  waitFor(() => mailer.counts().accepted === count && mailer.counts().waiting === 0);

test("after a move another e-mail tells the new time, and what it was", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const office = openMailBench(later, { port: server.port });
    office.mailer.send(email);
    await sent(office, 1);
    office.mailer.visitChanged("visit-1", moved);
    await sent(office, 2);
    const last = server.kept.at(-1);
    expect(last?.to).toBe(address);
    expect(last?.email.text).toContain("09:15");
    expect(last?.email.text).toMatch(/Раньше было: 23 ноября 2026.*16:30/);
  }));

test("after a cancel another e-mail says so, and asks for nothing more; moved before, it tells of the last time", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const office = openMailBench(later, { port: server.port });
    office.mailer.send(email);
    await sent(office, 1);
    office.mailer.visitChanged("visit-1", moved);
    await sent(office, 2);
    office.mailer.visitChanged("visit-1", null);
    await sent(office, 3);
    const text = server.kept.at(-1)?.email.text ?? "";
    expect(text).toContain("Запись на приём отменена");
    expect(text).toContain("09:15");
    expect(text).not.toContain("Не сможете прийти");
    expect(server.kept.at(-1)?.email.headers.get("subject")).toContain("Запись отменена");
  }));

test.each([
  ["moved", moved, "Раньше было"],
  ["cancelled", null, "отменена"],
] as const)(
  "a visit that is %s while its e-mail is on the way: the right word is the last one",
  (_, now, word) =>
    withCleanUp(async (later) => {
      const server = await openMailServer(later);
      const office = openMailBench(later, { port: server.port });
      const { transport } = office;
      const send = transport.send;
      transport.send = async (...given) => {
        const outcome = await send(...given);
        transport.send = send;
        office.mailer.visitChanged("visit-1", now);
        return outcome;
      };
      office.mailer.send(email);
      await sent(office, 2);
      expect(server.kept.map(({ email: { text } }) => text.includes(word))).toEqual([false, true]);
      expect(new Set(server.kept.map(({ email: { headers } }) => headers.get("message-id"))).size).toBe(2);
    }),
);

test("whom to tell is forgotten after a day, and is in no file", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const office = openMailBench(later, { port: server.port });
    office.mailer.send(email);
    await sent(office, 1);
    expect(office.bytes()).not.toContain(address);
    await office.clock.pass(24 * 3_600_000);
    office.mailer.visitChanged("visit-1", moved);
    expect(office.mailer.counts()).toMatchObject({ accepted: 1, waiting: 0 });
  }));
