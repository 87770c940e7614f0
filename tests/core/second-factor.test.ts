import { expect, test } from "vitest";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

const shared = sharedKiosk("signIn: { secondFactor: document }\n");
const policy = { kind: "unified", number: "4056410842001238" } as const;
const child = { kind: "unified", number: "5388789769000455" } as const;

async function type(document: string, of: typeof policy | typeof child = policy, birthDate = "") {
  const { client } = shared().kiosk;
  await client.session.start({});
  return client.session.signIn({ policy: of, birthDate, document });
}

test("the kiosk says what it asks for", async () => {
  expect((await shared().kiosk.client.kiosk.info({})).secondFactor).toBe("document");
});

test.each([
  ["a passport, with spaces as people write it", "512 648"],
  ["a pension insurance certificate", "900-112-233 14"],
])("the number of %s signs in", async (_, document) => {
  expect(await type(document)).toMatchObject({ name: "И.\u00a0И.\u00a0Петров" });
});

test("a birth certificate signs a child in", async () => {
  expect(await type("358126", child)).toMatchObject({ name: "П.\u00a0С.\u00a0Калинина" });
});

test("another's document, one that nobody has, and the birth date get one answer", async () => {
  const answers = [
    await refusalOf(type("804213"), "PATIENT_NOT_FOUND"),
    await refusalOf(type("000000"), "PATIENT_NOT_FOUND"),
    await refusalOf(type("07031985", policy, "07031985"), "PATIENT_NOT_FOUND"),
  ];
  expect(answers).toEqual([{}, {}, {}]);
  await type("512648");
});

test.each([
  ["", "DOCUMENT_EMPTY"],
  ["12", "DOCUMENT_TOO_SHORT"],
  ["12_34567", "DOCUMENT_CHARACTERS"],
])("%o is told at the document's field", async (document, fault) => {
  expect(await refusalOf(type(document), "DOCUMENT_INVALID")).toEqual({ fault });
});

test("where the birth date is asked, a document opens nothing", () =>
  withCleanUp(async (later) => {
    const { client } = await openKiosk(later, { centralUrl: (await openDemoCentral(later)).url });
    await client.session.start({});
    const signedIn = client.session.signIn({ policy, document: "512648" });
    expect(await refusalOf(signedIn, "BIRTH_DATE_INVALID")).toEqual({ fault: "BIRTH_DATE_INCOMPLETE" });
  }));
