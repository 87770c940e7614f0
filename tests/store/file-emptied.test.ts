import { rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Log } from "#main/log/events.ts";
import { systemBoot } from "#main/patients/boot.ts";
import { openThrottleFile } from "#main/patients/throttle-file.ts";
import { openMirror } from "#main/schedules/mirror/open-mirror.ts";
import { openAnew } from "#main/store/open-anew.ts";
import { openPrintJournal } from "#main/tickets/journal/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";

/** Opens a file, as the core does at its start, and closes it. */
type Once = (file: string, log: Log) => void;

const clock = fakeClock();
const files: readonly (readonly [string, Once])[] = [
  [
    "print journal",
    (file, log) =>
      openAnew({
        file,
        open: (at) => openPrintJournal(at, Buffer.alloc(32, 7), clock),
        what: "printJournal",
        log,
      }).close(),
  ],
  ["mirror", (file, log) => void openMirror(file, log).close()],
  [
    "sign-in limits",
    (file, log) => {
      const limits = openThrottleFile({ file, clock, boot: systemBoot(), log });
      limits.load(3_600_000);
      limits.close();
    },
  ],
];

test.each(files)("0 bytes of the %s are told, a first start and a sound file are not", (_what, once) =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "some.sqlite");
    const toldOf = (): string[] => {
      const log = keptLog();
      once(file, log);
      return log.lines.map((line): { level: string } => JSON.parse(line)).map(({ level }) => level);
    };
    expect(toldOf()).toEqual([]);
    expect(toldOf()).toEqual([]);
    truncateSync(file, 0);
    for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    expect(toldOf()).toEqual(["error"]);
    expect(toldOf()).toEqual([]);
  }),
);
