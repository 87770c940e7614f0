import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Asked, openLyingLine } from "#tests/fhir-servers/lying-line.ts";
import { openDemoCentral, openKiosk, type TestKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

/** What tells of somebody in this run: names, dates, numbers and phones, as typed and as filed. */
const secrets = [
  ...["Петров", "Илья", "Галина", "Тимофеевна", "Соколов", "Лебедев", "Никого"],
  ...["1985-03-07", "07031985", "1951-02-11", "11021951", "2020-02-02", "1948-06-05", "05061948"],
  ...["4056410842001238", "4057840888455188", "90011223314", "90111223321", "901-112-233", "111222333"],
  ...["9105550611", "9105554123", "512648"],
];
const capitals = secrets.map((secret) => secret.toUpperCase());

const holding = (text: string): string[] => {
  const upper = text.toUpperCase();
  return capitals.filter((secret) => upper.includes(secret));
};

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Everything that a patient with cards, and one without any proof, can do. */
async function wholeVisit({ client }: TestKiosk, patient: Parameters<typeof signIn>[1]): Promise<void> {
  const grandmother = { family: "Петрова", given: "Галина", patronymic: "Тимофеевна", birthDate: "11021951" };
  const card = {
    ...grandmother,
    relation: "other" as const,
    sex: "female" as const,
    policy: { kind: "unified" as const, number: "4057840888455188" },
    snils: "901-112-233 21",
    phone: "9105550611",
  };
  await signIn(client, patient);
  const { hash } = await client.kiosk.consent({ language: "ru" });
  await client.booking.refuseConsent({ language: "ru", hash });
  await client.cards.list({});
  const { id: cardId } = await client.cards.add(card);
  await client.cards.change({ cardId, card: { ...card, phone: "" }, keep: ["policy", "snils"] });
  const waiting = { ...card, family: "Соколов", birthDate: "02022020", snils: "" };
  const lost = await client.cards.add({ ...waiting, policy: { kind: "temporary", number: "111222333" } });
  await client.cards.list({});
  await client.cards.choose({ cardId });
  const { visitId } = await book(client, await firstOffer(client));
  await client.booking.shown({ visitId });
  await client.ticket.preview({ visitId, language: "ru" });
  await client.ticket.print({ visitId, language: "ru" });
  await client.cards.visits({ cardId });
  await client.booking.cancel({ visitId });
  await client.cards.messages({});
  await client.cards.remove({ cardId });
  await client.cards.remove({ cardId: lost.id });
  await client.session.end({ reason: "finished" });

  await client.session.start({});
  await client.session.identify({ who: "other", person: grandmother });
  const nobody = { ...grandmother, family: "Никого" };
  await refusalOf(client.session.identify({ who: "self", person: nobody }), "PATIENT_NOT_FOUND");
  await client.session.identify({ who: "self", person: { ...grandmother, family: "ПЕТРОВА" } });
  const ticket = await book(client, await firstOffer(client));
  await client.booking.shown({ visitId: ticket.visitId });
  await client.session.end({ reason: "finished" });
}

test("nothing of persons and cards is in the log, in an address, or in a file of the kiosk", () =>
  withCleanUp(async (later) => {
    const centralLog = keptLog();
    const demoCentral = await openDemoCentral(later, { log: centralLog });
    const asked: Asked[] = [];
    const centralUrl = await openLyingLine(later, demoCentral.url, (one) => {
      asked.push(one);
      return null;
    });
    const kiosk = await openKiosk(later, {
      centralUrl,
      config:
        "flow: { steps: [signIn, card, organization, branch, service, doctor, date, time, person, consent, done] }\nlog: { level: debug }\n",
    });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await wholeVisit(kiosk, patient);
    await waitFor(() => asked.some(({ body }) => body.includes('"rejected"')));

    const bodies = asked.map(({ body }) => decodeURIComponent(body.replaceAll("+", " "))).join("\n");
    expect(holding(bodies).length, "the central API was told of them").toBeGreaterThan(10);
    expect(holding(asked.map(({ path }) => decodeURIComponent(path)).join("\n"))).toEqual([]);
    const addressed = asked.filter(({ path }) =>
      /^(Patient|RelatedPerson|Communication)\?|^Patient\/(?!_search)/.test(path),
    );
    expect(addressed.map(({ path }) => path)).toEqual([]);
    expect(kiosk.log.lines.length).toBeGreaterThan(50);
    expect(holding(kiosk.log.lines.join("\n"))).toEqual([]);
    expect(centralLog.lines.length).toBeGreaterThan(50);
    expect(holding(centralLog.lines.join("\n"))).toEqual([]);

    const open = filesOf(kiosk.dataDir);
    expect(open.length).toBeGreaterThan(2);
    for (const file of open) expect([file, holding(readFileSync(file, "utf8"))]).toEqual([file, []]);
    await kiosk.core.close();
    for (const file of filesOf(kiosk.dataDir)) {
      expect([file, holding(readFileSync(file, "utf8"))]).toEqual([file, []]);
    }
  }));
