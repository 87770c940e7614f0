import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { createDevicePrinter, encodeTicket, genericProfile } from "#printer/index.ts";
import { isAccepting, isWaiting, readJobId, readQueueState } from "#printer/transports/cups.ts";
import { spoolerTransport } from "#printer/transports/spooler.ts";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { layout } from "./device-at.ts";

// As CUPS 2.4 prints them under LC_ALL=C (systemv/lpstat.c).
const idle = "printer kiosk is idle.  enabled since Sun 29 Nov 2026 10:00:00 PM UTC\n";
const stopped = "printer kiosk disabled since Sun 29 Nov 2026 10:00:00 PM UTC -\n\tPaused\n";
const holding = "printer kiosk is holding new jobs.  enabled since Sun 29 Nov 2026 10:00:00 PM UTC\n";
const printing = "printer kiosk now printing kiosk-12.  enabled since Sun 29 Nov 2026 10:00:00 PM UTC\n";

describe("what CUPS says of a queue", () => {
  it.each([
    [idle, null],
    [printing, null],
    [stopped, "stopped"],
    [holding, "stopped"],
    ["", "notFound"],
  ])("%j: %s", (text, fault) => {
    expect(readQueueState(text)).toBe(fault);
  });

  it("and of its jobs", () => {
    expect(isAccepting("kiosk accepting requests since Sun 29 Nov 2026 10:00:00 PM UTC\n")).toBe(true);
    expect(isAccepting("kiosk not accepting requests since Sun 29 Nov 2026 -\n\tRejecting Jobs\n")).toBe(
      false,
    );
    expect(readJobId("request id is kiosk-12 (1 file(s))\n")).toBe("kiosk-12");
    expect(readJobId("request id is kiosk-2-12 (0 file(s))\n")).toBe("kiosk-2-12");
    expect(readJobId("")).toBeNull();
    const jobs = "kiosk-12                root              1024   Sun 29 Nov 2026 10:00:00 PM UTC\n";
    expect([isWaiting(jobs, "kiosk-12"), isWaiting(jobs, "kiosk-1"), isWaiting("", "kiosk-12")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

/** A queue of files behind programs of its own, and a printer on it. `open` is whether what it takes leaves it. */
const withQueueOf = (
  work: (at: {
    set(state: string, open: boolean): void;
    waiting(): string[];
    printed(): string[];
    printer: ReturnType<typeof createDevicePrinter>;
    languages(): string;
  }) => Promise<void>,
): Promise<void> =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const at = (name: string): string => join(folder, name);
    for (const name of ["jobs", "printed"]) mkdirSync(at(name));
    const program = (name: string, text: string): [string] => {
      writeFileSync(at(name), `#!/bin/sh\ncd '${folder}'\n${text}\n`);
      chmodSync(at(name), 0o755);
      return [at(name)];
    };
    const set = (state: string, open: boolean): void => {
      writeFileSync(at("state"), state);
      writeFileSync(at("open"), open ? "1" : "");
    };
    set(idle, true);
    const printer = createDevicePrinter({
      transport: spoolerTransport("kiosk", systemClock, {
        print: program(
          "lp",
          `n=$(( $(cat n 2>/dev/null || echo 0) + 1 )); echo $n > n
           if [ -s open ]; then cat > printed/kiosk-$n; else cat > jobs/kiosk-$n; fi
           echo "$LC_ALL" > language; echo "request id is kiosk-$n (1 file(s))"`,
        ),
        state: program("state.sh", "cat state"),
        accepting: null,
        jobs: program(
          "jobs.sh",
          `for one in jobs/*; do [ -e "$one" ] && echo "\${one#jobs/} root 1 today"; done; true`,
        ),
        cancel: (job) => [...program("cancel", 'rm "jobs/$1"'), job],
        refusesWhole: true,
      }),
      profile: genericProfile,
      encode: (of) => encodeTicket(of, genericProfile, { mode: "text" }),
      clock: systemClock,
      log: keptLog(),
      times: { poll: 50, retryFirst: 50, retryLast: 100, connect: 500, comingOut: 50 },
    });
    later(() => printer.close());
    await work({
      set,
      waiting: () => readdirSync(at("jobs")),
      printed: () => readdirSync(at("printed")),
      printer,
      languages: () => readFileSync(at("language"), "utf8").trim(),
    });
  });

describe("a queue of the system", () => {
  it("that runs takes a ticket: nobody knows what became of it", () =>
    withQueueOf(async ({ printer, printed, languages }) => {
      expect(await printer.print({ id: "job-1", layout })).toEqual({ kind: "unknown", status: "unknown" });
      expect(printed()).toEqual(["kiosk-1"]);
      expect(languages()).toBe("C");
    }));

  it.each([
    ["stopped", stopped],
    ["holding its jobs", holding],
  ])("that is %s is a fault before printing: nothing is queued, and it is found again", (_what, state) =>
    withQueueOf(async ({ printer, set, waiting, printed }) => {
      await waitFor(() => printer.status() === "unknown" || printer.status() === "offline");
      set(state, false);
      expect(await printer.print({ id: "job-1", layout })).toEqual({ kind: "refused", status: "offline" });
      expect([waiting(), printed()]).toEqual([[], []]);
      set(idle, true);
      await waitFor(async () => (await printer.print({ id: "job-2", layout })).kind === "unknown");
      expect(printed()).toEqual(["kiosk-1"]);
    }),
  );

  it("whose printer is away keeps the ticket: said, and cancelled when it must not come out any more", () =>
    withQueueOf(async ({ printer, set, waiting, printed }) => {
      await waitFor(() => printer.status() === "unknown");
      set(printing, false);
      expect(await printer.print({ id: "job-1", layout })).toEqual({ kind: "unknown", status: "offline" });
      expect(printed()).toEqual([]);
      printer.discard("job-1");
      await waitFor(() => !waiting().includes("kiosk-1"));
    }));
});
