import { globSync } from "node:fs";
import { type Place, runSuite, runVitest } from "./counts.ts";
import { installOnDebian } from "./debian.ts";

/** When the tests take place, and in which zone the machine stands. */
type Moment = { readonly at: string; readonly zone: string };

const moments: Readonly<Record<string, Moment>> = {
  "sunday-noon": { at: "2026-11-29T12:00:00+03:00", zone: "Europe/Moscow" },
  "saturday-night": { at: "2026-11-28T23:55:00+03:00", zone: "Europe/Moscow" },
  "new-years-eve": { at: "2026-12-31T23:30:00+03:00", zone: "Europe/Moscow" },
  "new-years-day": { at: "2027-01-01T00:10:00+03:00", zone: "Europe/Moscow" },
  "leap-day": { at: "2028-02-29T12:00:00+03:00", zone: "Europe/Moscow" },
  // A minute before the clocks change, so that they do while the tests run.
  "berlin-spring": { at: "2027-03-28T01:59:00+01:00", zone: "Europe/Berlin" },
  "berlin-autumn": { at: "2027-10-31T02:59:00+02:00", zone: "Europe/Berlin" },
  // Another day than in UTC: already the next one, and still the one before.
  kamchatka: { at: "2027-02-08T00:30:00+12:00", zone: "Asia/Kamchatka" },
  "st-johns": { at: "2026-12-05T22:15:00-03:30", zone: "America/St_Johns" },
};

const usage = `The unit and integration tests on other days and in other zones.

  npm run test:calendar                                     all of them, one after another
  npm run test:calendar -- --only NAME[,NAME] [WORDS]       some of them; WORDS go to vitest, such as
                                                            tests/sync or --maxWorkers=1

Names: ${Object.keys(moments).join(", ")}`;

/** No moment takes longer than an hour, however slow the machine. */
const patience = 3_600_000;

type Wish = { readonly names: readonly string[]; readonly words: readonly string[] };

/** Null where a name is none. */
function readWish(words: readonly string[]): Wish | null {
  const at = words.findIndex((word) => word === "--only" || word.startsWith("--only="));
  if (at < 0) return { names: Object.keys(moments), words };
  const joined = words[at] !== "--only";
  const names = (joined ? words[at]?.slice("--only=".length) : words[at + 1])?.split(",") ?? [];
  if (names.length === 0 || !names.every((name) => Object.hasOwn(moments, name))) return null;
  return { names, words: words.toSpliced(at, joined ? 1 : 2) };
}

const library = (): string | undefined => globSync("/usr/lib/*/faketime/libfaketimeMT.so.1")[0];

/**
 * What makes a process and all that it starts live at another time. libfaketime stands below Node, so the `Date`
 * header of an HTTP server, SQLite, openssl and the programs of others are moved as well, which a changed `Date`
 * in JavaScript would leave where they are. An offset in seconds, unlike a date, doesn't begin anew in each
 * process. Timers and durations go by the monotonic clock, which is left alone; so are times of files.
 */
const livingAt = ({ at, zone }: Moment, faketime: string): Record<string, string> => {
  const ahead = Math.round((Date.parse(at) - Date.now()) / 1000);
  return {
    TZ: zone,
    LD_PRELOAD: faketime,
    FAKETIME: `${ahead < 0 ? "-" : "+"}${Math.abs(ahead)}s`,
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
    FAKETIME_NO_CACHE: "1",
    NO_FAKE_STAT: "1",
  };
};

/** `npm run test:calendar`: @returns the exit code where nothing is run; else the suite sets it. */
async function main(): Promise<number | undefined> {
  const wish = readWish(process.argv.slice(2));
  if (!wish || process.argv.includes("--help")) {
    process.stdout.write(`${usage}\n`);
    return wish ? 0 : 2;
  }
  const faketime = library() ?? (installOnDebian("faketime", "for other days") ? library() : undefined);
  if (faketime === undefined) {
    process.stderr.write("No libfaketime: other days can't be had (Debian: apt-get install faketime).\n");
    return 1;
  }
  const parts = Object.entries(moments).filter(([name]) => wish.names.includes(name));
  await runSuite(
    ...parts.map(([name, moment]) => ({
      [name]: (place: Place) => {
        process.stdout.write(`\n${name}: ${moment.at}, ${moment.zone}\n`);
        return runVitest(place, wish.words, livingAt(moment, faketime), patience);
      },
    })),
  );
  return undefined;
}

process.exitCode = (await main()) ?? process.exitCode;
