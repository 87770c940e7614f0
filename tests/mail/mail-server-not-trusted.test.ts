import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";
import { address, type MailBench, openMailBench, someTicket } from "./mail-bench.ts";
import { openMailServer } from "./mail-server.ts";

const email = { address, language: "ru", ticket: someTicket };
const triedOnce = ({ log }: MailBench) => waitFor(() => log.of("mail.postponed").length > 0);

test.each(["tls", "starttls"] as const)("an e-mail goes to a server with a known certificate: %s", (secure) =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const server = await openMailServer(later, {
      identity: authority.sign("mail"),
      secure: secure === "tls",
    });
    const office = openMailBench(later, { port: server.port, secure, caFile: authority.caFile });
    office.mailer.send(email);
    await waitFor(() => office.mailer.counts().accepted === 1);
    expect(server.kept).toHaveLength(1);
    expect(server.secured).toBe(1);
  }),
);

test.each(["tls", "starttls"] as const)("a certificate of somebody else's gets nothing: %s", (secure) =>
  withCleanUp(async (later) => {
    const stranger = createAuthority(temporaryFolder(later));
    const authority = createAuthority(temporaryFolder(later));
    const server = await openMailServer(later, { identity: stranger.sign("mail"), secure: secure === "tls" });
    for (const caFile of [authority.caFile, undefined]) {
      const office = openMailBench(later, {
        port: server.port,
        secure,
        ...(caFile === undefined ? {} : { caFile }),
      });
      office.mailer.send(email);
      await triedOnce(office);
      expect(office.mailer.counts()).toMatchObject({ accepted: 0, waiting: 1 });
    }
    expect(server.asked).toBe(0);
    expect(server.kept).toEqual([]);
  }),
);

test("a server that offers no TLS where it is asked for gets nothing", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const office = openMailBench(later, { port: server.port, secure: "starttls" });
    office.mailer.send(email);
    await triedOnce(office);
    expect(server.asked).toBe(0);
  }));

test("a wrong password keeps the e-mail waiting until the file holds the right one", () =>
  withCleanUp(async (later) => {
    const dir = temporaryFolder(later);
    const authority = createAuthority(dir);
    const passwordFile = join(dir, "password");
    writeFileSync(passwordFile, "wrong\n");
    const server = await openMailServer(later, {
      identity: authority.sign("mail"),
      secure: true,
      user: { name: "kiosk", password: "right secret" },
    });
    const office = openMailBench(later, {
      port: server.port,
      secure: "tls",
      caFile: authority.caFile,
      user: "kiosk",
      passwordFile,
    });
    office.mailer.send(email);
    await triedOnce(office);
    expect(server.kept).toEqual([]);
    writeFileSync(passwordFile, "right secret\n");
    await office.clock.pass(15_000);
    await waitFor(() => office.mailer.counts().accepted === 1);
    expect(office.log.lines.join("\n")).not.toContain("secret");
  }));

test("a password file that is missing is told, and tried again", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const passwordFile = join(temporaryFolder(later), "password");
    const office = openMailBench(later, { port: server.port, user: "kiosk", passwordFile });
    office.mailer.send(email);
    await triedOnce(office);
    expect(office.log.lines.join("\n")).toContain("ENOENT");
  }));
