import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { Central } from "#contract/central/central.ts";
import { selfTestSystem } from "#contract/conformance/self-test.ts";
import { examine } from "#main/diagnostics/doctor/examine.ts";
import { checkTimes } from "#main/diagnostics/doctor/times-step.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { openMailServer } from "#tests/mail/mail-server.ts";
import { search } from "#tests/support/central-rest.ts";
import { configFile } from "#tests/support/config-file.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { smallDisk } from "#tests/support/small-disk.ts";

/** Runs the doctor to its end: what it said, line by line, and its exit code. */
async function doctor(
  options: { central?: string; config?: string; data: string },
  signal: AbortSignal = new AbortController().signal,
) {
  const lines: string[] = [];
  const code = await examine({
    options: { central: options.central ?? null, config: options.config ?? null, data: options.data },
    clock: systemClock,
    ids: systemIds,
    log: keptLog(),
    say: (line) => lines.push(line),
    signal,
  });
  const step = (name: string) => lines.find((line) => line.includes(`. ${name} `)) ?? "";
  return { code, text: lines.join("\n"), step };
}

test("all is well: every step says so, and a kiosk with that data folder books without another test", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const data = temporaryFolder(later);
    const { code, text, step } = await doctor({ central: demoCentral.url, data });
    expect(code, text).toBe(0);
    expect(text).toMatch(/^ 1\. Configuration\s+ok: built-in settings/m);
    expect(step("Central")).toContain("Infomat demo central API, FHIR 4.0.1");
    expect(step("Reference data")).toContain("4 schedule");
    expect(text).toMatch(/^13\. Self-test\s+ok/m);
    expect(text).toContain("All is well.");
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, dataDir: data });
    await kiosk.online();
    expect((await kiosk.client.kiosk.info({})).booking).toBe("open");
    expect(kiosk.log.lines.filter((line) => line.includes("self-test"))).toEqual([]);
  }));

describe("the central API", () => {
  test("is not there: said so with what to do, the steps behind it are not checked", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      await demoCentral.close();
      const { code, text, step } = await doctor({ central: demoCentral.url, data: temporaryFolder(later) });
      expect(code).toBe(1);
      expect(step("Central")).toContain("FAILED");
      expect(text).toContain("The central API does not answer.");
      expect(text).toContain("ECONNREFUSED");
      expect(step("Self-test")).toContain("not checked");
      expect(text).toContain("Steps that failed: 1.");
    }));

  test("is somebody else's web page", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      demoCentral.switches.set({ html: true });
      const { code, text } = await doctor({ central: demoCentral.url, data: temporaryFolder(later) });
      expect(code).toBe(1);
      expect(text).toContain("Something answers, but not as a FHIR R4 server does.");
    }));

  test("tears transactions: told in words, kept, and a kiosk with that data folder doesn't book", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later, { dialect: "nonAtomic" });
      const data = temporaryFolder(later);
      const { code, text } = await doctor({ central: demoCentral.url, data });
      expect(code).toBe(1);
      expect(text).toContain("The central API keeps one part of a booking without the rest");
      expect(text).toContain("What to do: Switch real transactions on");
      expect(text).toContain("books nothing there");
      const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, dataDir: data });
      expect((await kiosk.client.kiosk.info({})).booking).toBe("closed");
    }));

  test("has not the clinic in whose lobby the kiosk stands", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const config = configFile(
        later,
        `central: { url: "${demoCentral.url}" }\nkiosk: { organization: another-clinic }\n`,
      );
      const { code, text, step } = await doctor({ config, data: temporaryFolder(later) });
      expect([code, step("Reference data")]).toEqual([1, expect.stringContaining("FAILED")]);
      expect(text).toContain("Correct kiosk.organization");
      expect(step("Self-test")).toContain("ok");
    }));
});

test("a mistake in the clinic's names of services is told, with its file", () =>
  withCleanUp(async (later) => {
    const names = join(temporaryFolder(later), "names.yml");
    writeFileSync(names, "services: { B01.047.001: { is: doctor } }");
    const config = configFile(
      later,
      `central: { url: "http://127.0.0.1:9" }\nserviceNames: { file: ${names} }\n`,
    );
    const { code, text, step } = await doctor({ config, data: temporaryFolder(later) });
    expect(code).toBe(1);
    expect(step("Configuration")).toContain("FAILED");
    expect(text).toContain(`${names} can't be used for the names of services: `);
  }));

test("what the mirror leaves out is counted by kind", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later, { size: "real" });
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    await kiosk.online();
    const { text, step } = await doctor({ central: demoCentral.url, data: kiosk.dataDir });
    expect(step("Mirror")).toMatch(/ok: \d+ of \d+ schedules are offered\n\s+not offered: \d+ \w+ \w+ \(/);
    expect(step("Mirror")).toMatch(
      /services have no plain name .*:\n(.*\n)*\s+B01\.069\.001 «Приём фельдшера»/,
    );
    expect(step("Times")).toMatch(/ok: \d+ times ahead in \d+ schedules that were read/);
    expect(step("Times")).toMatch(/passed over: \d+ slot \w+/);
    expect(text).not.toContain("perhaps not all");
  }));

test("of a mirror whose first load isn't finished nothing is told but that", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later, { size: "real" });
    const data = temporaryFolder(later);
    await withCleanUp(async (whileOpen) => {
      const kiosk = await openKiosk(whileOpen, { centralUrl: demoCentral.url, dataDir: data });
      await kiosk.online();
    });
    // As a load leaves it that is cut off before its end: rows, and no word that they are all.
    const store = new Database(join(data, "infomat.sqlite"));
    store.exec("DELETE FROM sync_state WHERE name = 'fresh_at'");
    store.close();
    const { text, step } = await doctor({ central: demoCentral.url, data });
    expect(step("Mirror")).toMatch(/ok: the kiosk's first load isn't finished: \d+ schedules so far/);
    expect(text).not.toContain("not offered");
  }));

test.each([
  ["is there", () => undefined],
  ["was lost meanwhile", (file: string) => rmSync(file)],
])("what a self-test has left that was broken off is removed by the next one; the store %s", (_state, harm) =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const data = temporaryFolder(later);
    const left = async (): Promise<unknown[]> => {
      const types = ["Appointment", "Slot", "Schedule", "Location"];
      const mark = { identifier: `${selfTestSystem}|` };
      return (await Promise.all(types.map((type) => search(demoCentral.url, type, mark)))).flat();
    };
    const giveUp = new AbortController();
    const broken = doctor({ central: demoCentral.url, data }, giveUp.signal);
    await waitFor(async () => (await left()).length > 0);
    giveUp.abort();
    await broken;
    expect((await left()).length).toBeGreaterThan(0);
    harm(join(data, "infomat.sqlite"));
    expect((await doctor({ central: demoCentral.url, data })).step("Self-test")).toContain("ok");
    expect(await left()).toEqual([]);
  }),
);

test("times that can't be shown to be all are told by their schedule", async () => {
  const page = { rejected: [], serverTime: null, total: null };
  const central = {
    now: () => 0,
    async *reference() {
      yield {
        ...page,
        rows: [
          { id: "s1", active: true },
          { id: "s2", active: false },
        ],
      };
    },
    async *scheduleSlots() {
      yield { ...page, rows: [], unproven: true };
    },
  } as unknown as Central;
  const { outcome } = await checkTimes(central, new AbortController().signal);
  expect(outcome).toMatchObject({
    kind: "ok",
    text: expect.stringContaining("perhaps not all: schedule s1 "),
  });
  expect(JSON.stringify(outcome)).not.toContain("s2");
});

test("what another kiosk's self-test has left at the central API is counted nowhere", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const identifier = [{ system: selfTestSystem, value: "another kiosk" }];
    const make = async (type: string, resource: object): Promise<string> => {
      const answer = await fetch(`${demoCentral.url}/${type}`, {
        method: "POST",
        headers: { "content-type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: type, identifier, ...resource }),
      });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    };
    const location = await make("Location", { status: "inactive", name: "self-test" });
    await make("Schedule", { active: false, actor: [{ reference: `Location/${location}` }] });
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    await kiosk.online();
    expect(kiosk.log.lines.filter((line) => /rows-(left-out|not-offered)/.test(line))).toEqual([]);
    const { text } = await doctor({ central: demoCentral.url, data: kiosk.dataDir });
    expect(text).not.toMatch(/passed over|not offered/);
  }));

describe("the kiosk's own side", () => {
  test("a configuration with a mistake names its line; without a central API it says what is missing", () =>
    withCleanUp(async (later) => {
      const wrong = await doctor({
        config: configFile(later, "kiosk:\n  number: none\n"),
        data: temporaryFolder(later),
      });
      expect([wrong.code, wrong.step("Configuration")]).toEqual([1, expect.stringContaining("FAILED")]);
      expect(wrong.text).toContain("line 2: kiosk.number");
      expect(wrong.step("Central")).toContain("not checked");
      const { text } = await doctor({ data: temporaryFolder(later) });
      expect(text).toContain("Name the central API with --central");
    }));

  test("a full disk is told as one, by the step that looks at it", () =>
    withCleanUp(async (later) => {
      const disk = smallDisk(later, { kilobytes: 400 });
      disk?.fill();
      // Who may not mount looks at a device that is always full.
      const data = disk?.dir ?? "/dev/full/here";
      const { code, step, text } = await doctor({ central: "http://127.0.0.1:9/fhir", data });
      expect(code).toBe(1);
      if (disk) {
        expect(step("Disk")).toContain("FAILED");
        expect(text).toContain("Make room on the disk");
      } else expect(step("Disk")).not.toContain("not checked");
      expect(step("Kiosk")).toContain("none runs here now");
    }));

  test("a data folder that can't be made, and a database that is none: the central API is looked at all the same", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const unmade = await doctor({ central: demoCentral.url, data: "/dev/null/here" });
      expect(unmade.step("Data folder")).toContain("FAILED");
      expect(unmade.step("Reference data")).toContain("ok");
      expect(unmade.step("Self-test")).toContain("not checked");
      const data = temporaryFolder(later);
      mkdirSync(data, { recursive: true });
      writeFileSync(join(data, "infomat.sqlite"), "this is no database, whatever its name says");
      const damaged = await doctor({ central: demoCentral.url, data });
      expect([damaged.code, damaged.step("Store")]).toEqual([1, expect.stringContaining("FAILED")]);
      expect(damaged.text).toContain("is damaged");
    }));
});

describe("the mail server", () => {
  const mailAt = (port: number, more = "secure: none") =>
    `mail: { host: 127.0.0.1, port: ${port}, from: desk@clinic.example, ${more} }\n`;
  const examined = async (later: (close: () => unknown) => void, mail: string) => {
    const { text, step } = await doctor({
      config: configFile(later, mail),
      central: "http://127.0.0.1:1/fhir",
      data: temporaryFolder(later),
    });
    return { text, mail: step("E-mail") };
  };

  test("is not configured, which is no fault", () =>
    withCleanUp(async (later) => {
      expect((await examined(later, "{}\n")).mail).toContain("ok: no mail server is configured");
    }));

  test("lets the kiosk in, and gets no letter", () =>
    withCleanUp(async (later) => {
      const server = await openMailServer(later);
      expect((await examined(later, mailAt(server.port))).mail).toContain("ok: 127.0.0.1 lets the kiosk in");
      expect([server.asked, server.kept]).toEqual([0, []]);
    }));

  test("is not there, speaks no TLS, or refuses the password: each is told with what to do", () =>
    withCleanUp(async (later) => {
      const server = await openMailServer(later, { user: { name: "kiosk", password: "right secret" } });
      expect((await examined(later, mailAt(server.port, "secure: starttls"))).text).toContain("Check mail.");
      const passwordFile = configFile(later, "wrong secret");
      const wrong = await examined(
        later,
        mailAt(server.port, `secure: none, user: kiosk, passwordFile: ${passwordFile}`),
      );
      expect(wrong.text).toContain("refuses user or password");
      expect(wrong.text).not.toContain("secret");
      const nowhere = await examined(
        later,
        mailAt(server.port, "secure: none, user: kiosk, passwordFile: /nowhere/password"),
      );
      expect(nowhere.text).toContain("mail.passwordFile");
      await server.close();
      expect((await examined(later, mailAt(server.port))).mail).toContain("FAILED");
    }));
});
