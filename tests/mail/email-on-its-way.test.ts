import { expect, test } from "vitest";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { address, openMailBench, someTicket } from "./mail-bench.ts";
import { openMailServer } from "./mail-server.ts";

const email = { address, language: "ru", ticket: someTicket };
const personal = [address, "Петров", "Захарова", "участковый", "100012", "visit-1"];
const day = 24 * 3_600_000;

test("an e-mail is delivered once and forgotten", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const { mailer, log, clock, bytes } = openMailBench(later, { port: server.port });
    mailer.send(email);
    await waitFor(() => mailer.counts().accepted === 1 && mailer.counts().waiting === 0);
    expect(server.kept).toMatchObject([{ to: address, from: "desk@clinic.example" }]);
    expect(mailer.counts()).toEqual({ accepted: 1, refused: 0, expired: 0, waiting: 0 });
    for (const word of personal) expect(bytes()).not.toContain(word);
    await clock.pass(day);
    expect(server.kept).toHaveLength(1);
    for (const word of personal) expect(log.lines.join("\n")).not.toContain(word);
  }));

test("is dated by the central API's clock, not by the machine's own, also when it had to wait", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const clock = fakeClock(Date.UTC(2000, 0, 1));
    const demoCentral = Date.UTC(2026, 10, 20, 7, 24) - clock.monotonic();
    const now = () => demoCentral + clock.monotonic();
    server.fate = "greylists";
    const { mailer, log } = openMailBench(later, { port: server.port }, { clock, now });
    mailer.send(email);
    await waitFor(() => log.of("mail.postponed").length > 0);
    server.fate = "accepts";
    await clock.pass(15_000);
    await waitFor(() => mailer.counts().accepted === 1);
    expect(server.kept.at(-1)?.email.headers.get("date")).toBe("Fri, 20 Nov 2026 07:24:00 +0000");
  }));

test("while it waits, nothing of it can be read in any file", () =>
  withCleanUp(async (later) => {
    const { mailer, log, bytes } = openMailBench(later, { port: 1 });
    mailer.send(email);
    await waitFor(() => log.of("mail.postponed").length > 0);
    expect(mailer.counts()).toMatchObject({ waiting: 1 });
    expect(bytes()).toContain("INFM");
    for (const word of personal) expect(bytes()).not.toContain(word);
    for (const word of personal) expect(log.lines.join("\n")).not.toContain(word);
  }));

test("a server that is down gets it when it is up again, after pauses that grow", () =>
  withCleanUp(async (later) => {
    const first = await openMailServer(later);
    const { port } = first;
    await first.close();
    const { mailer, log, clock } = openMailBench(later, { port });
    const tries = () => log.of("mail.postponed");
    mailer.send(email);
    for (const [times, pause] of [15_000, 30_000, 60_000, 120_000].entries()) {
      await waitFor(() => tries().length === times + 1);
      expect(tries().at(-1)).toMatchObject({ nextTryIn: pause });
      await clock.pass(pause - 1);
      expect(tries()).toHaveLength(times + 1);
      await clock.pass(1);
    }
    await waitFor(() => tries().length === 5);
    const second = await openMailServer(later, { port });
    await clock.pass(240_000);
    await waitFor(() => mailer.counts().accepted === 1);
    expect(second.kept).toHaveLength(1);
  }));

test("a server that wants it later is asked later", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    server.fate = "greylists";
    const { mailer, clock } = openMailBench(later, { port: server.port });
    mailer.send(email);
    await waitFor(() => server.asked === 1);
    server.fate = "accepts";
    await waitFor(async () => {
      await clock.pass(1_000);
      return mailer.counts().accepted === 1;
    });
    expect(server.kept).toHaveLength(1);
  }));

test.each(["refusesRecipient", "refusesLetter"] as const)(
  "one that is refused for good is dropped at once, counted, and told without its address: %s",
  (fate) =>
    withCleanUp(async (later) => {
      const server = await openMailServer(later);
      server.fate = fate;
      const { mailer, log, clock, bytes } = openMailBench(later, { port: server.port });
      mailer.send(email);
      await waitFor(() => mailer.counts().refused === 1 && mailer.counts().waiting === 0);
      server.fate = "accepts";
      await clock.pass(day);
      expect(server.asked).toBe(1);
      expect(server.kept).toEqual([]);
      expect(log.lines.join("\n")).toContain(fate === "refusesLetter" ? "554" : "550");
      for (const word of personal) expect(log.lines.join("\n") + bytes()).not.toContain(word);
    }),
);

test("a sender that the server refuses is the kiosk's own mistake: the e-mail waits until it is mended", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    server.fate = "refusesSender";
    const { mailer, log, clock } = openMailBench(later, { port: server.port });
    mailer.send(email);
    await waitFor(() => log.lines.some((line) => line.includes("MAIL FROM 553")));
    server.fate = "accepts";
    await clock.pass(15_000);
    await waitFor(() => mailer.counts().accepted === 1);
  }));

test("a server that dies with the e-mail in its hands gets it again, under the same Message-ID", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    server.fate = "dies";
    const { mailer, log, clock } = openMailBench(later, { port: server.port });
    mailer.send(email);
    await waitFor(() => log.of("mail.postponed").length > 0);
    server.fate = "accepts";
    await clock.pass(15_000);
    await waitFor(() => mailer.counts().accepted === 1);
    expect(server.kept).toHaveLength(2);
    const ids = server.kept.map(({ email: { headers } }) => headers.get("message-id"));
    expect(ids[0]).toMatch(/^<[\w-]+@clinic\.example>$/);
    expect(new Set(ids).size).toBe(1);
    const dates = server.kept.map(({ email: { headers } }) => headers.get("date"));
    expect(new Set(dates).size).toBe(1);
  }));

test("after a day it is forgotten, and sent no more", () =>
  withCleanUp(async (later) => {
    const down = await openMailServer(later);
    await down.close();
    const { mailer, log, clock, bytes } = openMailBench(later, { port: down.port });
    mailer.send(email);
    const settle = () => waitFor(() => log.lines.length > 0);
    await settle();
    await waitFor(async () => {
      await clock.pass(10 * 60_000);
      return clock.monotonic() >= day;
    });
    await waitFor(() => mailer.counts().expired === 1 && mailer.counts().waiting === 0);
    expect(mailer.counts()).toEqual({ accepted: 0, refused: 0, expired: 1, waiting: 0 });
    for (const word of personal) expect(bytes()).not.toContain(word);
    const up = await openMailServer(later, { port: down.port });
    await clock.pass(day);
    expect(up.asked).toBe(0);
  }));

test("a restart in between delivers it all the same, and its age goes on", () =>
  withCleanUp(async (later) => {
    const down = await openMailServer(later);
    await down.close();
    const dir = temporaryFolder(later);
    const before = openMailBench(later, { port: down.port }, { dir });
    before.mailer.send(email);
    before.mailer.send({ ...email, ticket: { ...someTicket, number: "100013" } });
    await before.mailer.close();

    const up = await openMailServer(later, { port: down.port });
    const after = openMailBench(later, { port: up.port }, { dir, clock: before.clock });
    await waitFor(() => after.mailer.counts().accepted === 2);
    await after.mailer.close();
    expect(up.kept.map(({ email: { headers } }) => headers.get("subject"))).toEqual([
      "Копия талона 100012",
      "Копия талона 100013",
    ]);
    const again = openMailBench(later, { port: up.port }, { dir, clock: before.clock });
    expect(again.mailer.counts().waiting).toBe(0);
  }));

test("a day that passes while the kiosk is off counts", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const dir = temporaryFolder(later);
    const before = openMailBench(later, { port: 1 }, { dir });
    before.mailer.send(email);
    await before.mailer.close();
    before.clock.setWall(before.clock.now() + day);
    const after = openMailBench(later, { port: server.port }, { dir, clock: before.clock });
    await waitFor(() => after.mailer.counts().expired === 1);
    expect(server.asked).toBe(0);
  }));

test("a wall clock that is set back keeps no e-mail for longer than a day from then", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const before = openMailBench(later, { port: 1 }, { dir });
    before.mailer.send(email);
    await before.mailer.close();
    before.clock.setWall(before.clock.now() - 30 * day);
    const after = openMailBench(later, { port: 1 }, { dir, clock: before.clock });
    const start = before.clock.monotonic();
    await waitFor(async () => {
      await before.clock.pass(10 * 60_000);
      return before.clock.monotonic() - start >= day;
    });
    await waitFor(() => after.mailer.counts().expired === 1);
  }));

test("a visit that is cancelled before its e-mail has gone gets none, one that is moved gets its new time", () =>
  withCleanUp(async (later) => {
    const down = await openMailServer(later);
    await down.close();
    const { mailer, log, clock } = openMailBench(later, { port: down.port });
    mailer.send(email);
    mailer.send({ ...email, ticket: { ...someTicket, visitId: "visit-2" } });
    await waitFor(() => log.lines.length === 2);
    mailer.visitChanged("visit-1", null);
    mailer.visitChanged("visit-2", { ...someTicket, visitId: "visit-2", time: "09:15" });
    const up = await openMailServer(later, { port: down.port });
    await clock.pass(15_000);
    await waitFor(() => mailer.counts().waiting === 0);
    expect(up.kept).toHaveLength(1);
    expect(up.kept[0]?.email.text).toContain("09:15");
  }));

test("one that was sealed under another key is dropped, and hinders no other", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const dir = temporaryFolder(later);
    const before = openMailBench(later, { port: 1 }, { dir });
    before.mailer.send(email);
    await before.mailer.close();
    const after = openMailBench(later, { port: server.port }, { dir, key: Buffer.alloc(32, 9) });
    after.mailer.send(email);
    await waitFor(() => after.mailer.counts().accepted === 1);
    expect(server.kept).toHaveLength(1);
    expect(after.mailer.counts().waiting).toBe(0);
  }));
