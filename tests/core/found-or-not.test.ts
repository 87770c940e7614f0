import { beforeEach, describe, expect, test } from "vitest";
import { type Central, CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import { identify } from "#main/patients/identify.ts";
import { signIn } from "#main/patients/sign-in.ts";
import {
  createSignInThrottle,
  type SignInThrottle,
  type ThrottleKey,
  throttleLimits,
} from "#main/patients/sign-in-throttle.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

const today = "2026-11-20";
const patient: CentralPatient = {
  id: "p1",
  family: "Петров",
  given: "Иван",
  patronymic: "Ильич",
  birthDate: "1985-03-07",
  sex: "male",
  phones: ["+79105554107"],
  policies: [{ kind: "unified", number: "4056410842001238" }],
  snils: "11223344595",
  attachedOrganizationIds: ["o1"],
};
const policy = { kind: "unified", number: "4056410842001238" } as const;
const typedPolicy = { kind: "unified", number: "4056 4108 4200 1238" } as const;
const person = { family: "петров", given: "ИВАН", patronymic: "", birthDate: "07031985" };

let clock: FakeClock;
let log: KeptLog;
let throttle: SignInThrottle;
let asked: unknown[];
let answer: () => Promise<CentralPatient[]>;
const { signal } = new AbortController();

beforeEach(() => {
  clock = fakeClock();
  log = keptLog();
  asked = [];
  answer = async () => [patient];
  const file = { load: () => [], save: () => undefined, close: () => undefined };
  throttle = createSignInThrottle({ file, key: Buffer.alloc(32, 7), clock });
});

const central = {
  findPatients(query: unknown, of: AbortSignal) {
    asked.push({ query, own: of === signal });
    return answer();
  },
  findPersons(query: unknown, of: AbortSignal) {
    asked.push({ query, own: of === signal });
    return answer();
  },
} as unknown as Central;

const parts = () => ({ central, throttle, today, log, signal });
const bySecond = (
  secondFactor: "birthDate" | "document",
  input: Partial<Parameters<typeof signIn>[0]> = {},
) =>
  signIn(
    { policy: typedPolicy, birthDate: "07031985", document: "512 648", name: null, ...input },
    { ...parts(), secondFactor },
  );
const byName = (input: Partial<typeof person> = {}) => identify({ ...person, ...input }, parts());
const triesLeft = (key: ThrottleKey): number => {
  let left = 0;
  while (throttle.admit([key]).kind === "admitted") left++;
  return left;
};
const nameOf = { family: "Петров", given: "Иван", patronymic: "" };
const nameKey = {
  kind: "person",
  family: "Петров",
  given: "Иван",
  patronymic: "",
  birthDate: "1985-03-07",
} as const;

describe("a patient who signs in", () => {
  test("is asked for by the policy and the birth date as they are filed, and found with all that is known", async () => {
    expect(await bySecond("birthDate")).toEqual({ kind: "found", patient });
    expect(asked).toEqual([{ query: { policy, birthDate: "1985-03-07" }, own: true }]);
  });

  test("is asked for by the document alone where the kiosk asks for a document", async () => {
    expect(await bySecond("document", { birthDate: "" })).toEqual({ kind: "found", patient });
    expect(asked).toEqual([{ query: { policy, document: "512648" }, own: true }]);
  });

  test.each([
    ["a policy", "birthDate", { policy: { kind: "unified", number: "4056410842001239" } }, "policyInvalid"],
    ["a birth date", "birthDate", { birthDate: "31021985" }, "birthDateInvalid"],
    ["a birth date to come", "birthDate", { birthDate: "21112026" }, "birthDateInvalid"],
    ["a document", "document", { document: "12" }, "documentInvalid"],
  ] as const)("with %s mistyped is told so, and nothing is asked or counted", async (_, by, input, kind) => {
    expect(await bySecond(by, input)).toMatchObject({ kind, fault: expect.any(String) });
    expect(asked).toEqual([]);
    expect(triesLeft(policy)).toBe(throttleLimits.perKey);
  });

  test("and is right has all tries again", async () => {
    answer = async () => [];
    for (let tries = 0; tries < 4; tries++) await bySecond("birthDate");
    answer = async () => [patient];
    await bySecond("birthDate");
    expect(triesLeft(policy)).toBe(throttleLimits.perKey);
  });
});

describe("a policy that", () => {
  test("isn't known counts as a try", async () => {
    answer = async () => [];
    expect(await bySecond("birthDate")).toEqual({ kind: "notFound" });
    expect(triesLeft(policy)).toBe(throttleLimits.perKey - 1);
  });

  test("two patients bear opens nobody's session, and counts as a try", async () => {
    answer = async () => [patient, { ...patient, id: "p2" }];
    expect(await bySecond("birthDate")).toEqual({ kind: "ambiguous" });
    expect(triesLeft(policy)).toBe(throttleLimits.perKey - 1);
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "warn", count: 2 }]);
  });

  test("was tried too often isn't asked for any more, and the wait is told in minutes", async () => {
    answer = async () => [];
    for (let tries = 0; tries < throttleLimits.perKey; tries++) await bySecond("birthDate");
    answer = async () => [patient];
    clock.advance(15 * 60_000);
    expect(await bySecond("birthDate")).toEqual({ kind: "tooManyTries", minutes: 45 });
    expect(asked).toHaveLength(throttleLimits.perKey);
    expect(log.of("patients.look-up-failed")).toHaveLength(throttleLimits.perKey);
    expect(log.of("patients.look-up-throttled")).toEqual([{ minutes: 45 }]);
  });
});

describe("where clinics look for a name as well", () => {
  const nameNeeded = () => Promise.reject(new CentralError("nameNeeded", "a name is wanted", { code: 4 }));

  test("it is sent as typed, with single spaces, beside the policy", async () => {
    expect(
      await bySecond("birthDate", { name: { family: "петров ", given: "ИВАН", patronymic: " ильич" } }),
    ).toMatchObject({
      kind: "found",
    });
    const query = { policy, birthDate: "1985-03-07", name: { ...nameOf, patronymic: "Ильич" } };
    expect(asked).toEqual([{ query, own: true }]);
  });

  test("a policy without it counts as a try, as it tells what those say that need none, and is forgiven", async () => {
    answer = nameNeeded;
    expect(await bySecond("birthDate")).toEqual({ kind: "nameNeeded" });
    expect(log.of("patients.look-up-unanswered")).toEqual([]);
    for (let tries = 1; tries < throttleLimits.perKey - 1; tries++) await bySecond("birthDate");
    answer = async () => [patient];
    expect(await bySecond("birthDate", { name: nameOf })).toMatchObject({ kind: "found" });
    answer = nameNeeded;
    for (let tries = 0; tries < throttleLimits.perKey; tries++) await bySecond("birthDate");
    expect(await bySecond("birthDate")).toMatchObject({ kind: "tooManyTries" });
  });

  test("one that can't be is told at its field, and nothing is asked", async () => {
    expect(await bySecond("birthDate", { name: { ...nameOf, family: "" } })).toEqual({
      ...{ kind: "nameInvalid", field: "family", fault: "NAME_EMPTY" },
    });
    expect(asked).toEqual([]);
  });
});

describe("while the central API doesn't answer", () => {
  test("no try is counted", async () => {
    answer = () => Promise.reject(new CentralError("unavailable", "no answer", { code: 503 }));
    expect(await bySecond("birthDate")).toEqual({ kind: "centralAway" });
    expect(await byName()).toEqual({ kind: "centralAway" });
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "warn", fault: "unavailable", code: 503 },
      { level: "warn", fault: "unavailable", code: 503 },
    ]);
    expect([triesLeft(policy), triesLeft(nameKey)]).toEqual([throttleLimits.perKey, throttleLimits.perKey]);
  });

  test("a bug is not taken for a silent central API", async () => {
    answer = () => Promise.reject(new TypeError("a bug"));
    await expect(bySecond("birthDate")).rejects.toThrow("a bug");
    expect(triesLeft(policy)).toBe(throttleLimits.perKey);
  });
});

describe("a person given by name", () => {
  test("is found without what only they themselves may see", async () => {
    expect(await byName()).toEqual({
      kind: "found",
      patient: { ...patient, phones: [], policies: [], snils: null },
    });
    const query = { family: "Петров", given: "Иван", patronymic: "", birthDate: "1985-03-07" };
    expect(asked).toEqual([{ query, own: true }]);
  });

  test("is not told from one of two, so that nobody learns who is in the register", async () => {
    answer = async () => [patient, { ...patient, id: "p2" }];
    const ofTwo = await byName();
    answer = async () => [];
    expect(await byName()).toEqual(ofTwo);
  });

  test("proves nothing: a name that is right counts like a wrong one, and forgives none", async () => {
    answer = async () => [];
    for (let tries = 0; tries < 3; tries++) await byName();
    answer = async () => [patient];
    expect((await byName({ family: " ПЕТРОВ " })).kind).toBe("found");
    expect(triesLeft(nameKey)).toBe(throttleLimits.perKey - 4);
  });

  test("counts with that birth date and name alone", async () => {
    answer = async () => [];
    for (let tries = 0; tries < throttleLimits.perKey; tries++) await byName();
    for (const other of [
      { birthDate: "1985-03-08" },
      { family: "Петрова" },
      { given: "Иванна" },
      { patronymic: "Ильич" },
    ])
      expect(throttle.admit([{ ...nameKey, ...other }]).kind).toBe("admitted");
    expect(throttle.admit([nameKey]).kind).toBe("tooManyTries");
  });

  test.each([
    [{ family: "Петр0в" }, { kind: "nameInvalid", field: "family", fault: "NAME_CHARACTERS" }],
    [{ given: "" }, { kind: "nameInvalid", field: "given", fault: "NAME_EMPTY" }],
    [{ patronymic: "и".repeat(41) }, { kind: "nameInvalid", field: "patronymic", fault: "NAME_TOO_LONG" }],
    [{ birthDate: "21112026" }, { kind: "birthDateInvalid", fault: "BIRTH_DATE_FUTURE" }],
  ])("as %j is told so, and nothing is asked", async (input, fault) => {
    expect(await byName(input)).toEqual(fault);
    expect(asked).toEqual([]);
  });
});

test("a СНИЛС and a policy of the same digits are counted apart, and so are an old policy's series", () => {
  const keys: ThrottleKey[] = [
    { kind: "snils", number: "11223344595" },
    { kind: "unified", number: "11223344595" },
    { kind: "temporary", number: "11223344595" },
    { kind: "old", series: "4001", number: "052617" },
  ];
  for (const tried of keys) {
    throttle = createSignInThrottle({
      file: { load: () => [], save: () => undefined, close: () => undefined },
      key: Buffer.alloc(32, 7),
      clock,
    });
    triesLeft(tried);
    for (const other of keys) {
      expect(throttle.admit([other]).kind).toBe(other === tried ? "tooManyTries" : "admitted");
    }
    const elsewhere = throttle.admit([{ kind: "old", series: "4002", number: "052617" }]);
    expect(elsewhere.kind).toBe("admitted");
  }
});
