import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import type { CounterLists } from "#contract/counter/procedures.ts";
import type { DemoCentral } from "#demo-central/index.ts";
import { freePort } from "#main/launcher/free-port.ts";
import { infomat } from "#tests/commands/infomat.ts";
import { search } from "#tests/support/central-rest.ts";
import { configFile } from "#tests/support/config-file.ts";
import {
  openDemoCentral,
  openKiosk,
  type TestKiosk,
  temporaryFolder,
  waitFor,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { firstOffer, signIn, timeOf, typed } from "#tests/support/patient-at-kiosk.ts";
import { foundIn, type Spelled, spelled, together } from "#tests/support/personal-texts.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { addStaff, signInStaff, staffClient } from "#tests/support/staff.ts";
import { wholeVisit } from "#tests/support/whole-visit.ts";
import { type Counter, lobbyWhere, openCounter, tokenFile } from "./counter.ts";

const anna = { name: "Евстолия", role: "receptionist", pin: "48291573" } as const;
const boris = { name: "Пантелеймон", role: "technician", pin: "73016482" } as const;
const wrongPins = ["59302718", "64813059"];
const badge = "BADGE-0004512345-77";
const newPhone = "9161237788";
const email = "ilya.petrov@example.com";
const wrongPolicy = { number: "4000111122223339", birthDate: "1961-12-30" };

type Name = { readonly family: string; readonly given?: readonly string[] };

/** Everybody whom the central API knows, and what was typed of people whom it doesn't. */
async function everybody({ url }: DemoCentral): Promise<Spelled> {
  const people = [...(await search(url, "Patient", {})), ...(await search(url, "RelatedPerson", {}))];
  const known = people.map((person) => {
    const [name] = (person.name ?? []) as Name[];
    const numbers = ((person.identifier ?? []) as { value?: string }[]).flatMap(({ value }) => value ?? []);
    const digits = numbers
      .map((value) => value.split(":").at(-1) ?? "")
      .filter((value) => /^\d{6,}$/.test(value));
    return spelled({
      family: name?.family ?? "",
      given: name?.given?.[0],
      patronymic: name?.given?.[1],
      birthDate: person.birthDate as string | undefined,
      policies: digits,
      snils: digits.filter((value) => value.length === 11),
      phones: ((person.telecom ?? []) as { value: string }[]).map(({ value }) => value),
    });
  });
  // As the cards of `wholeVisit` are filled in.
  const grandmother = {
    family: "Петрова",
    given: "Галина",
    patronymic: "Тимофеевна",
    birthDate: "1951-02-11",
  };
  const typedIn = [
    {
      ...grandmother,
      policies: ["4057840888455188"],
      snils: ["90111223321"],
      phones: ["9105550611", newPhone],
    },
    {
      family: "Соколов",
      given: "Галина",
      patronymic: "Тимофеевна",
      birthDate: "2020-02-02",
      policies: ["111222333"],
    },
    { family: "Никого", birthDate: wrongPolicy.birthDate, policies: [wrongPolicy.number] },
    { family: "", others: [email, anna.pin, boris.pin, ...wrongPins, badge] },
  ];
  return together([...known, ...typedIn.map(spelled)]);
}

/** The counter looks patients up by policies of this form alone. */
const withBarcode = (patients: DemoCentral["patients"]) => patients.filter(({ kind }) => kind === "unified");

/** A patient signs in, books, and leaves a new phone and an address. */
async function booked({ client }: TestKiosk, patient: Parameters<typeof signIn>[1]): Promise<string> {
  await signIn(client, patient);
  const { offer, serviceId, branchId } = await firstOffer(client);
  const { hash } = await client.kiosk.consent({ language: "ru" });
  const { visitId } = await client.booking.book({
    ...{ ...timeOf(offer), serviceId, branchId, consent: { language: "ru", hash } },
    phone: { kind: "new", digits: newPhone },
    email: { address: email, language: "ru" },
  });
  return visitId;
}

/** Wrong policies and PINs, a booking without paper, a copy by staff, help, and one visit nobody has seen. */
async function atTheKiosk(kiosk: TestKiosk, { patients }: DemoCentral): Promise<void> {
  const { client } = kiosk;
  const [first, second] = withBarcode(patients);
  if (!first || !second) throw new Error("no demo patients");
  await wholeVisit(kiosk, first);
  await client.session.start({});
  const policy = { kind: "unified", series: "", number: wrongPolicy.number } as const;
  for (const birthDate of [wrongPolicy.birthDate, first.birthDate])
    await refusalOf(client.session.signIn({ policy, birthDate: typed(birthDate) }), "PATIENT_NOT_FOUND");
  await client.session.end({ reason: "home" });

  const visitId = await booked(kiosk, first);
  await client.booking.shown({ visitId });
  await client.demo.set({ paperOut: true });
  await refusalOf(client.ticket.print({ visitId, language: "ru" }), "PRINTER_NOT_READY");
  await client.session.end({ reason: "finished" });
  for (const pin of wrongPins)
    await refusalOf(staffClient(kiosk, null).session.signIn({ by: "pin", pin }), "STAFF_UNKNOWN");

  const { staff: enrolling } = await signInStaff(kiosk, boris);
  const person = (await enrolling.cards.list({})).find(({ name }) => name === anna.name);
  const enrolled = enrolling.cards.enroll({ personId: person?.id ?? "" });
  await waitFor(() => readFileSync(join(kiosk.dataDir, "audit.log"), "utf8").includes("cards.enroll"));
  await client.scanner.read({ text: badge });
  await enrolled;
  await enrolling.session.lock({});
  const held = await client.scanner.read({ text: badge });
  if (held.kind !== "staff") throw new Error(held.kind);
  const signedIn = await staffClient(kiosk, null).session.signIn({ by: "card", pass: held.pass });
  const staff = staffClient(kiosk, signedIn.id);
  await client.demo.set({ paperOut: false });
  await staff.tickets.byPolicy({ number: first.number, birthDate: first.birthDate });
  await refusalOf(staff.tickets.byPolicy(wrongPolicy), "PATIENT_NOT_FOUND");
  await staff.tickets.print({ visitId, language: "ru" });
  const helped = await staff.help.start({ reason: { kind: "own", text: "направление на бумаге" } });
  if (helped.state === "none") throw new Error("no session");
  const patient = kiosk.naming(helped.id);
  const { kind, series, number, birthDate } = first;
  await patient.session.signIn({ policy: { kind, series, number }, birthDate: typed(birthDate) });
  for (const { visitId: own } of await patient.booking.list({}))
    await patient.booking.cancel({ visitId: own });
  await patient.session.end({ reason: "finished" });

  // The second one leaves before the booking was seen: people settle that.
  await booked(kiosk, second);
  await client.session.end({ reason: "home" });
}

async function atTheCounter(counter: Counter, { patients }: DemoCentral): Promise<void> {
  const { page } = counter;
  const [, second] = withBarcode(patients);
  for (const pin of wrongPins) await page.signIn(pin);
  await page.signIn(anna.pin);
  await lobbyWhere(
    counter,
    ([one]) => (one?.state?.waiting.operations ?? 0) > 0 && one?.lists === one?.state?.revision,
  );
  const { tickets, entries } = await page.ask<CounterLists>("lobby/lists", { kiosk: "0" });
  expect(tickets.length).toBeGreaterThan(0);
  const policy = { kiosk: "0", policy: second?.number, birthDate: second?.birthDate };
  expect(await page.ask<unknown[]>("tickets/byPolicy", policy)).toHaveLength(1);
  await page.send("tickets/byPolicy", { ...policy, policy: wrongPolicy.number });
  for (const { ticket } of tickets) {
    await page.ask("tickets/document", { kiosk: "0", visitId: ticket.visitId, language: "ru" });
    await page.ask("tickets/print", { kiosk: "0", visitId: ticket.visitId, on: "0", language: "ru" });
  }
  for (const { id } of entries) {
    await page.ask("review/now", { kiosk: "0", entryId: id });
    await page.ask("review/done", { kiosk: "0", entryId: id, note: "patientTold" });
  }
  await page.ask("session/lock");
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .map((file) => ({ file: relative(folder, file), bytes: readFileSync(file) }));

/** What stands in the files, `file: what`, one for each. */
const traces = (folder: string, sought: Spelled): string[] =>
  filesOf(folder).flatMap(({ file, bytes }) => [
    ...foundIn(Buffer.from(file), sought).map((what) => `the name of ${file}: ${what}`),
    ...foundIn(bytes, sought).map((what) => `${file}: ${what}`),
  ]);

test("after a day at a kiosk and at the counter, nobody who was there stands in any file", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const [port, token] = [await freePort(), tokenFile(later)];
    const config = configFile(
      later,
      [
        `reception: { port: ${port}, tokenFile: ${token} }`,
        "flow: { steps: [signIn, card, organization, branch, service, doctor, date, time, person, consent, phone, email, done] }",
        'mail: { host: 127.0.0.1, port: 9, secure: none, from: "desk@clinic.example" }',
        "scanner: { kind: keyboard }",
        "rules: { sameSpecialist: off, overlap: allowed }",
        "log: { level: debug }",
      ].join("\n"),
    );
    const kiosk = await openKiosk(later, {
      ...{ centralUrl: demoCentral.url, demoControlUrl: demoCentral.controlUrl, configFile: config },
      substitutes: { log: undefined },
    });
    await kiosk.online();
    await addStaff(kiosk.dataDir, anna, boris);
    const counterDir = temporaryFolder(later);
    await addStaff(counterDir, anna, boris);
    const kiosks = [{ name: "Вход", url: `http://127.0.0.1:${port}`, tokenFile: token }];
    const counter = await openCounter(later, { kiosks, every: 1 }, { dataDir: counterDir });

    await atTheKiosk(kiosk, demoCentral);
    await atTheCounter(counter, demoCentral);
    const exported = [];
    for (const dataDir of [kiosk.dataDir, counterDir])
      exported.push(
        await infomat(["audit", "--data", dataDir]),
        await infomat(["audit", "--csv", "--data", dataDir]),
      );
    expect(exported.map(({ code, err }) => [code, err.includes("whole")])).toEqual(Array(4).fill([0, true]));
    const bundled = await infomat(["bundle", "--config", config, "--data", kiosk.dataDir]);
    expect(bundled.code, bundled.err).toBe(0);

    const sought = await everybody(demoCentral);
    expect(sought.values.length).toBeGreaterThan(100);
    const running = traces(kiosk.dataDir, sought);
    await counter.close();
    await kiosk.core.close();
    const unpacked = temporaryFolder(later);
    execFileSync("tar", ["-xzf", bundled.out.split(" ")[0] ?? "", "-C", unpacked]);
    const texts = [...counter.log.lines, ...exported.map(({ out }) => out)].join("\n");
    expect(foundIn(Buffer.from(texts), sought)).toEqual([]);
    // What the demo's printer has printed: on real paper it would be in patients' hands.
    const isPaper = (trace: string): boolean => trace.startsWith("tickets/");
    const ended = traces(kiosk.dataDir, sought);
    expect([...running, ...ended].filter((trace) => !isPaper(trace))).toEqual([]);
    expect(ended.filter(isPaper).length, "names are found where they are").toBeGreaterThan(1);
    expect({ counter: traces(counterDir, sought), archive: traces(unpacked, sought) }).toEqual({
      counter: [],
      archive: [],
    });
    // Who works there is named where it is said that they are, and nowhere else.
    const staff = spelled({ family: "", others: [anna.name, boris.name] });
    for (const folder of [kiosk.dataDir, counterDir])
      expect([...new Set(traces(folder, staff).map((trace) => trace.split(":")[0]))].sort()).toEqual([
        "audit.log",
        "staff.json",
      ]);
    expect(traces(unpacked, staff)).toEqual([]);
  }));
