import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killableKiosk } from "#tests/once/killable-kiosk.ts";
import { configFile } from "#tests/support/config-file.ts";
import { filesIn } from "#tests/support/files-in.ts";
import {
  type KioskClient,
  openDemoCentral,
  openKiosk,
  temporaryFolder,
  waitFor,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { openMailServer } from "./mail-server.ts";
import { readEmail } from "./read-email.ts";

type Later = (close: () => unknown) => void;
const address = "ilya.petrov@example.com";
const sendsTo = (port: number): string => `
flow: { preset: gosuslugi-spb }
mail: { host: 127.0.0.1, port: ${port}, secure: none, from: "Регистратура <desk@clinic.example>" }
`;

/** The first demo patient at a kiosk, and a time to book. */
async function atKiosk(later: Later, config: string | null, more: { demo?: boolean; dataDir?: string } = {}) {
  const demoCentral = await openDemoCentral(later);
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    ...(config === null ? {} : { configFile: configFile(later, config) }),
    ...(more.demo ? { demoControlUrl: demoCentral.controlUrl } : {}),
    ...(more.dataDir === undefined ? {} : { dataDir: more.dataDir }),
  });
  await kiosk.online();
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await signIn(kiosk.client, patient);
  return { demoCentral, kiosk, client: kiosk.client, what: await firstOffer(kiosk.client) };
}

async function bookWith(
  client: KioskClient,
  { offer, ...where }: Awaited<ReturnType<typeof firstOffer>>,
  email: { address: string; language: string } | null,
) {
  const consent = await client.kiosk.consent({ language: "ru" });
  return client.booking.book({
    ...where,
    ...timeOf(offer),
    consent: { language: consent.language, hash: consent.hash },
    phone: { kind: "declined" },
    email,
  });
}

test("a booking with an address is followed by one e-mail with what the ticket says", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const { client, kiosk, what } = await atKiosk(later, sendsTo(server.port));
    expect((await client.kiosk.info({})).mail).toBe(true);
    const ticket = await bookWith(client, what, { address, language: "tt" });
    await waitFor(() => server.kept.length === 1);
    expect(server.kept[0]?.to).toBe(address);
    const { headers, text, html } = server.kept[0]?.email ?? readEmail("");
    expect(headers.get("subject")).toBe(`Копия талона ${ticket.number}`);
    expect(headers.get("from")).toBe("Регистратура <desk@clinic.example>");
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    const patient = ticket.patient.replaceAll("\u00a0", " ");
    for (const fact of [ticket.number, ticket.time, ticket.doctor.name, ticket.clinic, patient]) {
      expect(text).toContain(fact);
      expect(html).toContain(fact);
    }
    expect(html).toContain('lang="tt"');
    const log = kiosk.log.lines.join("\n");
    for (const word of [address, ticket.patient]) expect(log).not.toContain(word);
  }));

test("a booking without an address is followed by none", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const { client, kiosk, what } = await atKiosk(later, sendsTo(server.port));
    await bookWith(client, what, null);
    await kiosk.core.close();
    expect(server.asked).toBe(0);
  }));

test("a booking that was not made is followed by none", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const { client, kiosk, what } = await atKiosk(later, sendsTo(server.port));
    const { visitId } = await bookWith(client, what, null);
    await client.booking.shown({ visitId });
    await refusalOf(bookWith(client, what, { address, language: "ru" }), "RULE_BROKEN");
    await refusalOf(bookWith(client, what, { address: "nobody", language: "ru" }), "EMAIL_INVALID");
    await kiosk.core.close();
    expect(server.asked).toBe(0);
  }));

test("a mail server that is down neither fails a booking nor holds it up", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    await server.close();
    const { client, kiosk, what } = await atKiosk(later, sendsTo(server.port));
    const ticket = await bookWith(client, what, { address, language: "ru" });
    expect(ticket.status).toBe("booked");
    await waitFor(() => kiosk.log.of("mail.postponed").length > 0);
  }));

test("where no mail server is configured nobody is asked for an address, and one that comes all the same is not kept", () =>
  withCleanUp(async (later) => {
    const { client, kiosk, what } = await atKiosk(later, "flow: { preset: gosuslugi-spb }\n");
    const { flow } = await client.kiosk.info({});
    expect(flow).not.toContain("email");
    expect(flow.at(-1)).toBe("done");
    await bookWith(client, what, { address, language: "ru" });
    for (const { name, bytes } of filesIn(kiosk.dataDir)) expect(bytes.includes(address), name).toBe(false);
  }));

test("in the demo e-mails are files that a mail program opens", () =>
  withCleanUp(async (later) => {
    const { client, kiosk, what } = await atKiosk(later, "flow: { preset: gosuslugi-spb }\n", { demo: true });
    expect((await client.kiosk.info({})).mail).toBe(true);
    const ticket = await bookWith(client, what, { address, language: "ru" });
    const folder = join(kiosk.dataDir, "mail");
    await waitFor(() => kiosk.log.of("mail.sent").length > 0);
    const [file = "", ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(file).toMatch(/^[\w-]+\.eml$/);
    const { headers, text } = readEmail(readFileSync(join(folder, file)).toString("latin1"));
    expect(headers.get("to")).toContain(address);
    expect(text).toContain(ticket.time);
  }));

test("an outbox that can't be read is begun anew: what waited in it is lost and told, and e-mails go again", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const dataDir = temporaryFolder(later);
    writeFileSync(
      join(dataDir, "outbox.sqlite"),
      "no database at all, but a text that is long enough to look at",
    );
    const { client, kiosk, what } = await atKiosk(later, sendsTo(server.port), { dataDir });
    expect((await client.kiosk.info({})).mail).toBe(true);
    expect(kiosk.log.of("store.damaged")).toMatchObject([{ store: "outbox" }]);
    expect((await bookWith(client, what, { address, language: "ru" })).status).toBe("booked");
    await waitFor(() => kiosk.log.of("mail.sent").length > 0);
  }));

test("a kiosk that is killed with an e-mail in its outbox sends it after the next start, once", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const down = await openMailServer(later);
    await down.close();
    const config = `central: { url: "${demoCentral.url}", every: 5 }\n${sendsTo(down.port)}`;
    const kiosk = await killableKiosk(later, {
      centralUrl: demoCentral.url,
      configFile: configFile(later, config),
    });
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client(), patient);
    const ticket = await bookWith(kiosk.client(), await firstOffer(kiosk.client()), {
      address,
      language: "ru",
    });
    await kiosk.client().booking.shown({ visitId: ticket.visitId });
    await kiosk.kill();
    for (const file of readdirSync(kiosk.dataDir).filter((name) => name.startsWith("outbox"))) {
      const bytes = readFileSync(join(kiosk.dataDir, file));
      for (const word of [address, ticket.patient, ticket.doctor.name])
        expect(bytes.includes(word)).toBe(false);
    }
    const up = await openMailServer(later, { port: down.port });
    await kiosk.start();
    await waitFor(() => kiosk.log().some(({ event }) => event === "mail.sent"));
    await kiosk.kill();
    await kiosk.start();
    expect(up.kept.map(({ to }) => to)).toEqual([address]);
    expect(up.kept[0]?.email.text).toContain(ticket.number);
  }));

test("a copy that is asked for when the visit is booked goes to its address, once, and to no third one", () =>
  withCleanUp(async (later) => {
    const server = await openMailServer(later);
    const { client, what } = await atKiosk(later, sendsTo(server.port));
    const { visitId } = await bookWith(client, what, null);
    const copy = { visitId, address, language: "ru" };
    await Promise.all([client.ticket.email(copy), client.ticket.email(copy)]);
    await waitFor(() => server.kept.length === 1);
    await client.ticket.email({ ...copy, address: "other@example.com" });
    await refusalOf(client.ticket.email({ ...copy, address: "third@example.com" }), "TICKETS_USED_UP");
    await refusalOf(client.ticket.email({ ...copy, address: "no address" }), "EMAIL_INVALID");
    await refusalOf(client.ticket.email({ ...copy, visitId: "somebody-elses" }), "NOT_FOUND");
    await waitFor(() => server.kept.length === 2);
  }));

test("where no mail is sent, no copy can be asked for", () =>
  withCleanUp(async (later) => {
    const { client, what } = await atKiosk(later, null);
    const { visitId } = await bookWith(client, what, null);
    await refusalOf(client.ticket.email({ visitId, address, language: "ru" }), "NOT_FOUND");
  }));
