import { existsSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { controlSocketIn, statusSchema } from "#main/control/protocol.ts";
import { systemClock } from "#main/time/clock.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { addStaff, receptionist, signInStaff } from "#tests/support/staff.ts";
import { infomat } from "./infomat.ts";

const statusOf = async (dataDir: string) =>
  statusSchema.parse(JSON.parse((await infomat(["status", "--json", "--data", dataDir])).out));

describe("status", () => {
  test("of a kiosk that patients can book at: exit code 0, in words and as JSON, nothing of a patient", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      await kiosk.online();
      const words = await infomat(["status", "--data", kiosk.dataDir]);
      expect(words.code, words.err).toBe(0);
      expect(words.out).toMatch(/Patients +can book\n/);
      expect(words.out).toMatch(/Central API +online, schedules as of \d+ \w+ ago/);
      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      await signIn(kiosk.client, patient);
      const { out } = await infomat(["status", "--json", "--data", kiosk.dataDir]);
      expect(statusSchema.parse(JSON.parse(out))).toMatchObject({
        ready: true,
        missing: [],
        idle: false,
        busyWith: ["SESSION_OPEN"],
        unsettled: 0,
      });
      for (const secret of [patient.number, patient.birthDate]) expect(out).not.toContain(secret);
    }));

  test("of one out of service: exit code 1, and why", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      await kiosk.online();
      const on = await infomat(["maintenance", "on", "--data", kiosk.dataDir]);
      expect([on.code, on.out]).toEqual([0, expect.stringContaining("out of service")]);
      await waitFor(async () => (await statusOf(kiosk.dataDir)).outOfService);
      const told = await infomat(["status", "--data", kiosk.dataDir]);
      expect([told.code, told.out]).toEqual([1, expect.stringMatching(/can't book:\n\s+OUT_OF_SERVICE: /)]);
      expect((await infomat(["maintenance", "status", "--data", kiosk.dataDir])).out).toContain(
        "out of service",
      );
      expect((await infomat(["maintenance", "off", "--data", kiosk.dataDir])).code).toBe(0);
      await waitFor(async () => (await statusOf(kiosk.dataDir)).ready);
    }));
});

describe("idle", () => {
  test("yes when nobody is there; no while somebody is, and while a booking is not settled", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      await kiosk.online();
      const idle = () => infomat(["idle", "--data", kiosk.dataDir]);
      expect(await idle()).toMatchObject({ code: 0 });
      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      await signIn(kiosk.client, patient);
      expect(await idle()).toMatchObject({ code: 1, out: expect.stringContaining("SESSION_OPEN") });
      const what = await firstOffer(kiosk.client);
      demoCentral.switches.set({ dropAfterCommit: 1 });
      const booked = book(kiosk.client, what).catch(() => undefined);
      await waitFor(() => demoCentral.switches.get().dropAfterCommit === 0);
      demoCentral.switches.set({ away: true });
      await kiosk.client.session.end({ reason: "home" });
      const told = await idle();
      expect([told.code, told.out]).toEqual([1, expect.stringMatching(/^UNSETTLED: /m)]);
      expect(told.out).not.toContain("SESSION_OPEN");
      demoCentral.switches.set({ away: false });
      await booked;
      await waitFor(async () => (await idle()).code === 0);
    }));

  test("no while somebody of the staff is signed in: an update would restart the kiosk under their hands", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      await addStaff(kiosk.dataDir, receptionist);
      const { staff } = await signInStaff(kiosk);
      const told = await infomat(["idle", "--data", kiosk.dataDir]);
      expect([told.code, told.out]).toEqual([1, expect.stringMatching(/^STAFF_SESSION_OPEN: /)]);
      expect(told.out).not.toContain(receptionist.name);
      await staff.session.lock({});
      await waitFor(async () => (await infomat(["idle", "--data", kiosk.dataDir])).code === 0);
    }));
});

describe("sync now", () => {
  test("a time that was taken elsewhere is dark at once; a central API that is away is told", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later, { clock: systemClock });
      const kiosk = await openKiosk(later, {
        centralUrl: demoCentral.url,
        config: "central: { url: 'http://127.0.0.1:9', every: 3600 }",
        substitutes: { clock: systemClock },
      });
      await kiosk.online();
      const { offer, ...where } = await firstOffer(kiosk.client);
      const answer = await fetch(`${demoCentral.url}/Slot/${offer.slotId}`);
      const slot = (await answer.json()) as object;
      await fetch(`${demoCentral.url}/Slot/${offer.slotId}`, {
        method: "PUT",
        headers: { "content-type": "application/fhir+json" },
        body: JSON.stringify({ ...slot, status: "busy" }),
      });
      expect(await infomat(["sync", "now", "--data", kiosk.dataDir])).toMatchObject({
        code: 0,
        out: expect.stringContaining("is stored"),
      });
      const [next] = await kiosk.client.schedule.nearest({ ...where, limit: 1 });
      expect(next?.slotId).not.toBe(offer.slotId);
      demoCentral.switches.set({ away: true });
      const away = await infomat(["sync", "now", "--data", kiosk.dataDir]);
      expect([away.code, away.err]).toEqual([1, expect.stringContaining("was not read")]);
    }));
});

describe("reset", () => {
  test("ends no session by itself; with --force it does, and it is told in the log", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      await kiosk.client.session.start({});
      const refused = await infomat(["reset", "--data", kiosk.dataDir]);
      expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("Somebody is at the kiosk")]);
      expect((await kiosk.client.kiosk.info({})).session.state).toBe("open");
      expect((await infomat(["reset", "--force", "--data", kiosk.dataDir])).code).toBe(0);
      expect((await kiosk.client.kiosk.info({})).session.state).toBe("none");
      expect(kiosk.log.of("control.reset")).toHaveLength(1);
    }));
});

describe("no kiosk can be asked", () => {
  test.each([["status"], ["idle"], ["sync now"], ["reset"]])("%s: no kiosk runs, exit code 3", (words) =>
    withCleanUp(async (later) => {
      const dataDir = temporaryFolder(later);
      const told = await infomat([...words.split(" "), "--data", dataDir]);
      expect(told).toMatchObject({ code: 3, out: "" });
      expect(told.err).toContain(`No kiosk runs with the data folder ${dataDir}`);
    }),
  );

  test("a socket that a killed kiosk has left is no kiosk, and the next kiosk takes its place", () =>
    withCleanUp(async (later) => {
      const dataDir = temporaryFolder(later);
      const left = createServer().listen(controlSocketIn(dataDir));
      await waitFor(() => existsSync(controlSocketIn(dataDir)));
      // As after a kill: the file stays, and nobody listens.
      await new Promise((resolve) => left.close(resolve));
      writeFileSync(controlSocketIn(dataDir), "");
      expect((await infomat(["status", "--data", dataDir])).code).toBe(3);
      const demoCentral = await openDemoCentral(later);
      await openKiosk(later, { centralUrl: demoCentral.url, dataDir });
      expect((await infomat(["status", "--data", dataDir])).code).not.toBe(3);
      expect(statSync(controlSocketIn(dataDir)).mode & 0o777).toBe(0o600);
    }));

  test.runIf(process.getuid?.() === 0)("another user of the machine is refused, exit code 4", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
      for (const words of [["status"], ["reset", "--force"], ["maintenance", "on"], ["doctor"]]) {
        const told = await infomat([...words, "--data", kiosk.dataDir], { user: 65534 });
        expect(told, words.join(" ")).toMatchObject({ code: 4, err: expect.stringContaining("sudo") });
      }
      expect(kiosk.log.of("control.reset")).toEqual([]);
    }),
  );
});

test("a data folder whose path is too long for a socket keeps nobody from booking, and is told", () =>
  withCleanUp(async (later) => {
    const dataDir = join(temporaryFolder(later), "x".repeat(100));
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, dataDir });
    await kiosk.online();
    expect(kiosk.log.of("control.not-listening")).toMatchObject([{ code: "ENAMETOOLONG" }]);
  }));

describe("words that are no command", () => {
  test.each([
    [["shut"], 2, /unknown command 'shut'/],
    [["maintenance", "shut"], 2, /unknown command 'shut'/],
    [["maintenance", "on", "now"], 2, /too many arguments/],
    [["status", "--loud"], 2, /unknown option '--loud'/],
    [["doctor", "--central", "ftp://x"], 2, /--central must be an http/],
    [["statsu"], 2, /Did you mean status\?/],
  ])("%j", async (words, code, said) => {
    expect(await infomat(words)).toMatchObject({ code, err: expect.stringMatching(said), out: "" });
  });

  test("help and version answer, and lead to every command", async () => {
    const help = await infomat([]);
    expect(help.code).toBe(0);
    for (const name of ["doctor", "status", "maintenance", "printer", "scanner", "sync", "config"])
      expect(help.out).toMatch(new RegExp(`^ {2}${name}`, "m"));
    expect(help.out).toContain("78 the configuration is missing or broken");
    expect(await infomat(["status", "--help"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("--json"),
    });
    expect((await infomat(["version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
