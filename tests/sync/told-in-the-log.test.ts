import { expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import { createLog } from "#main/log/log.ts";
import { systemClock } from "#main/time/clock.ts";
import { createQuarantine } from "#sync/pull/quarantine.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

test("the kiosk's log names what can't be read, and what can be again", () => {
  const lines: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line: string) => lines.push(line) } });
  const closed = new AbortController().signal;
  const quarantine = createQuarantine({ clock: systemClock, log, random: () => 0, closed });
  quarantine.failed("schedule/s3", new CentralError("unavailable", "500"));
  quarantine.succeeded("schedule/s3");
  const told = lines.map((line) => JSON.parse(line) as { event: string; part: string });
  expect(told.map(({ event, part }) => [event, part])).toEqual([
    ["sync.part-unreadable", "schedule/s3"],
    ["sync.part-readable", "schedule/s3"],
  ]);
});

test("what a stop gives up isn't told as a fault of the central API", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 4);
    let hanging = 0;
    demoCentral.script = ({ path }) => {
      if (!path.includes("schedule=Schedule")) return null;
      hanging++;
      return "hang";
    };
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await waitFor(() => hanging > 0);
    await mirror.sync.close();
    expect(mirror.log.lines.filter((line) => line.includes("unreadable"))).toEqual([]);
  }));
