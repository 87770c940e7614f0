import { expect, test } from "vitest";
import { waitFor, withCleanUp } from "#tests/sync/helpers.ts";
import { answerOf, book, cancel, freeTimesOf, historyOf, now, openDemoHub, window } from "./demo-hub.ts";

const idOf = (one: { IdAppointment?: string | null } | undefined): string => one?.IdAppointment ?? "";

test.each([
  ["D", /^\d\d\.\d\d\.2026;\d\d:\d\d;п\d+\.\d+$/, /^\d\d\.\d\d\.2026;/],
  ["R", /^\d{4}_2026-\d\d-\d\d_\d\d:\d\d:00$/, /^7\d{6}$/],
  ["C", /^\d{20}$/, /^\d{20}$/],
] as const)(
  "a clinic of kind %s is booked at, tells the visit, and frees the time again",
  (profile, timeId, bookingId) =>
    withCleanUp(async (later) => {
      const test = await openDemoHub(later, profile);
      const before = await freeTimesOf(test);
      expect(before.length).toBeGreaterThan(20);
      const [first] = before;
      expect(idOf(first)).toMatch(timeId);
      expect(await historyOf(test)).toEqual([]);

      expect(await book(test, idOf(first))).toMatchObject({ kind: "answered" });
      const [visit, ...others] = await historyOf(test);
      expect(others).toEqual([]);
      expect(visit?.VisitStart).toBe(first?.VisitStart);
      expect(visit?.DoctorRendingConsultation?.IdDoc).toBe(test.doctor);
      expect(idOf(visit)).toMatch(bookingId);
      expect(idOf(visit) === idOf(first)).toBe(profile === "D");
      expect((await freeTimesOf(test)).map(idOf)).not.toContain(idOf(first));

      // What a repeat says differs; it is no second booking anywhere.
      const again = await book(test, idOf(first));
      expect(again).toMatchObject({ kind: "refused", errors: [{ D: 751, R: 35, C: 39 }[profile]] });
      expect(test.hub.bookings().length).toBe(1);

      expect(await cancel(test, idOf(visit))).toMatchObject({ kind: "answered" });
      expect(await cancel(test, idOf(visit))).toMatchObject({ kind: "refused", errors: [75] });
      expect(await historyOf(test)).toEqual([]);
      expect((await freeTimesOf(test)).map(idOf)).toContain(idOf(first));
    }),
);

test("kinds differ in ends, places and order, as those that were seen", () =>
  withCleanUp(async (later) => {
    const [d, r, c] = await Promise.all((["D", "R", "C"] as const).map((one) => openDemoHub(later, one)));
    const [ofD, ofR, ofC] = await Promise.all([d, r, c].map((one) => one && freeTimesOf(one)));
    expect(ofD?.[0]).toMatchObject({ Room: expect.stringMatching(/^\d+$/), Num: null });
    expect(ofR?.[0]).not.toHaveProperty("Room");
    expect(ofR?.every(({ VisitStart, VisitEnd }) => VisitStart === VisitEnd)).toBe(true);
    expect(ofC?.[0]).toMatchObject({ Room: "", Address: null });
    const starts = (list: typeof ofC) => list?.map(({ VisitStart }) => VisitStart ?? "") ?? [];
    expect(starts(ofD)).toEqual(starts(ofD).toSorted());
    expect(starts(ofC)).not.toEqual(starts(ofC).toSorted());
    expect(starts(ofC).toSorted()).toEqual(starts(ofD));
    expect(c?.patient).toMatch(/^[0-9a-f-]{36}$/);
  }));

test("a lost answer leaves a booking there, none there, or one that comes late", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "C");
    const [one, two, three] = (await freeTimesOf(test)).map(idOf);
    test.hub.switches.set({ dropBeforeCommit: 1 });
    expect(await book(test, one ?? "")).toMatchObject({ kind: "failed", effect: "unknown" });
    expect(await historyOf(test)).toEqual([]);
    test.hub.switches.set({ dropAfterCommit: 1 });
    expect(await book(test, two ?? "")).toMatchObject({ kind: "failed", effect: "unknown" });
    expect((await historyOf(test)).length).toBe(1);
    test.hub.switches.set({ dropThenCommit: 1, commitDelay: 5000 });
    expect(await book(test, three ?? "")).toMatchObject({ kind: "failed", effect: "unknown" });
    expect((await historyOf(test)).length).toBe(1);
    test.clock.advance(5000);
    expect((await historyOf(test)).length).toBe(2);
  }));

test("602 may come before or after the booking, and a locked day looks like a taken time", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "C");
    const [one, two] = (await freeTimesOf(test)).map(idOf);
    test.hub.switches.set({ errorBeforeCommit: 1 });
    expect(await book(test, one ?? "")).toMatchObject({ refusal: "clinicSilent", effect: "unknown" });
    expect(await historyOf(test)).toEqual([]);
    test.hub.switches.set({ errorAfterCommit: 1, errorNumber: 99 });
    expect(await book(test, one ?? "")).toMatchObject({ refusal: "technical", effect: "unknown" });
    expect((await historyOf(test)).length).toBe(1);
    test.hub.switches.set({ dayLocked: 1 });
    expect(await book(test, two ?? "")).toMatchObject({ refusal: "timeTakenOrLocked" });
    expect((await freeTimesOf(test)).map(idOf)).toContain(two);
    expect(await book(test, two ?? "")).toMatchObject({ kind: "answered" });
  }));

test("a history may lag, hide a speciality, or hold a cancel back", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "D");
    const [one] = (await freeTimesOf(test)).map(idOf);
    test.hub.switches.set({ historyLag: 30_000 });
    await answerOf(book(test, one ?? ""));
    expect(await historyOf(test)).toEqual([]);
    test.clock.advance(30_000);
    const [visit] = await historyOf(test);
    test.hub.switches.set({ hiddenSpeciality: visit?.SpecialityRendingConsultation?.NameSpesiality ?? "" });
    expect(await historyOf(test)).toEqual([]);
    test.hub.switches.set({ hiddenSpeciality: null, historyLag: 0, cancelDelay: 60_000 });
    await answerOf(cancel(test, idOf(visit)));
    expect((await historyOf(test)).length).toBe(1);
    expect((await freeTimesOf(test)).map(idOf)).not.toContain(one);
    test.clock.advance(60_000);
    expect(await historyOf(test)).toEqual([]);
    expect((await freeTimesOf(test)).map(idOf)).toContain(one);
  }));

test("a move is one step at one kind, and two visits, or a refusal, at others", () =>
  withCleanUp(async (later) => {
    for (const [profile, visits, errors] of [
      ["D", 1, null],
      ["R", 1, [35]],
      ["C", 2, null],
    ] as const) {
      const test = await openDemoHub(later, profile);
      const [one, two] = (await freeTimesOf(test)).map(idOf);
      await answerOf(book(test, one ?? ""));
      const [old] = await historyOf(test);
      const moved = await book(test, two ?? "", idOf(old));
      expect(moved).toMatchObject(errors === null ? { kind: "answered" } : { errors });
      expect((await historyOf(test)).length).toBe(visits);
    }
    const test = await openDemoHub(later, "D");
    test.hub.switches.set({ prevIgnored: true });
    const [one, two] = (await freeTimesOf(test)).map(idOf);
    await answerOf(book(test, one ?? ""));
    expect(await book(test, two ?? "", one)).toMatchObject({ errors: [751] });
  }));

test("a share hides the day's other times, and a cancelled time may come back under another id", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "C");
    const times = await freeTimesOf(test);
    const [first] = times.toSorted((a, b) => ((a.VisitStart ?? "") < (b.VisitStart ?? "") ? -1 : 1));
    const day = first?.VisitStart?.slice(0, 10) ?? "";
    test.hub.switches.set({ quota: 1, freshIds: true });
    await answerOf(book(test, idOf(first)));
    expect((await freeTimesOf(test)).some(({ VisitStart }) => VisitStart?.startsWith(day))).toBe(false);
    const [visit] = await historyOf(test);
    await answerOf(cancel(test, idOf(visit)));
    const back = (await freeTimesOf(test)).find(({ VisitStart }) => VisitStart === first?.VisitStart);
    expect(idOf(back)).not.toBe(idOf(first));
    expect(await book(test, idOf(first))).toMatchObject({ refusal: "timeUnknown" });
  }));

test.each(["D", "R", "C"] as const)(
  "dates, nulls and order may be told in every way by kind %s: read the same",
  (profile) =>
    withCleanUp(async (later) => {
      const test = await openDemoHub(later, profile);
      const starts = async () =>
        (await freeTimesOf(test)).map(({ VisitStart }) => VisitStart ?? "").toSorted();
      const doctors = async () => {
        const { ListSpesiality } = await answerOf(
          test.client.read("GetSpesialityList", { idLpu: test.clinic, idPat: null }, now),
        );
        return ListSpesiality?.map(({ NearestDate }) => NearestDate ?? null).toSorted();
      };
      const [plain, dates] = [await starts(), await doctors()];
      expect(dates).toContain(null);
      for (const change of [
        { dates: "fraction" },
        { dates: "offset" },
        { dates: "plain", yearOne: true },
        { nulls: "absent" },
        { nulls: "nil", unsorted: true },
      ] as const) {
        test.hub.switches.set(change);
        expect(await starts()).toEqual(plain);
        expect(await doctors()).toEqual(dates);
      }
      expect(test.log.of("hub.members-unreadable")).toEqual([]);
    }),
);

test("faults, HTML, cut answers and silence come as outcomes of their own", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "D");
    const ask = () => test.client.read("GetVersion", {}, now);
    test.hub.switches.set({ html503: 1 });
    expect(await ask()).toMatchObject({ kind: "failed", detail: "unavailable: status 503" });
    test.hub.switches.set({ fault: 1, faultCode: "InternalServiceFault" });
    expect(await ask()).toMatchObject({ kind: "failed", detail: "unavailable: fault InternalServiceFault" });
    test.hub.switches.set({ truncated: 1 });
    expect(await ask()).toMatchObject({ kind: "failed", fault: "invalidResponse" });
    test.hub.switches.set({ away: true });
    expect(await ask()).toMatchObject({ kind: "failed", fault: "unavailable" });
    // The hub's clock stands still: what is slow there is answered never, until it moves.
    test.hub.switches.set({ away: false, slow: 60_000 });
    const left = new AbortController();
    const slow = test.client.read("GetVersion", {}, { urgency: "patient", signal: left.signal });
    await waitFor(() => test.clock.due.length > 0);
    left.abort();
    expect(await slow).toMatchObject({ kind: "failed", detail: "unavailable: given up" });
    await waitFor(() => test.clock.due.length === 0);
    const late = ask();
    await waitFor(() => test.clock.due.includes(60_000));
    test.clock.advance(60_000);
    expect(await late).toMatchObject({ kind: "answered" });
    test.hub.switches.set({ slow: 0, operation: "GetErrorList", html503: 1 });
    expect(await ask()).toMatchObject({ kind: "answered" });
  }));

test("a patient is found by kind: several, none, too little, or by a policy alone", () =>
  withCleanUp(async (later) => {
    const [d, r] = await Promise.all([openDemoHub(later, "D"), openDemoHub(later, "R")]);
    const check = ({ client, clinic }: typeof d, pat: Record<string, string>) =>
      client.read("CheckPatient", { pat, idLpu: clinic }, now);
    const policy = { Polis_N: "4056410842001238" };
    expect(await check(d, policy)).toMatchObject({ kind: "answered" });
    expect(await check(r, policy)).toMatchObject({ refusal: "moreCriteriaNeeded" });
    expect(await check(r, { ...policy, Surname: "Петр" })).toMatchObject({ kind: "answered" });
    expect(await check(r, { ...policy, Surname: "Сидоров" })).toMatchObject({ refusal: "patientNotFound" });
    expect(
      await check(r, { Surname: "Петров", Name: "Илья", Birthday: "1985-03-07T00:00:00" }),
    ).toMatchObject({
      kind: "answered",
    });
    expect(r.patient).not.toBe(d.patient);
  }));

test("times of working days tell why a day can't be booked", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "D");
    const { WorkingTimeList } = await answerOf(
      test.client.read("GetWorkingTime", { idDoc: test.doctor, idLpu: test.clinic, ...window }, now),
    );
    expect(WorkingTimeList?.length).toBeGreaterThan(10);
    for (const { RecordableDay, DenyCause } of WorkingTimeList ?? [])
      expect(RecordableDay).toBe(DenyCause === null);
  }));
