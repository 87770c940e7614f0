import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../scripts/run.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-update-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Stand-ins for the system's programs: each notes what it was asked, and goes by files of `state`. */
const programs: Readonly<Record<string, string>> = {
  "dpkg-query": `[ "$4" = infomat-chromium ] || [ "$3" = infomat-chromium ] || exit 1; echo "ii  $(cat installed)"`,
  dpkg: `case "$1" in
    --compare-versions) [ "$2" != "$4" ] && [ "$(printf '%s\\n%s\\n' "$2" "$4" | sort -V | tail -n 1)" = "$2" ] ;;
  esac`,
  "apt-cache": `case "$1" in
    policy) echo "  Candidate: $(cat candidate)" ;;
    show) [ ! -e percent ] || echo "Phased-Update-Percentage: $(cat percent)" ;;
  esac`,
  "apt-get": `echo "apt-get $*" >>calls
  for word in "$@"; do last="$word"; done
  case " $* " in
    *" download "*)
      version="\${last#*=}"
      grep -qxF "$version" repository || exit 100
      echo "$version" >"$asked/infomat-chromium_$version.deb" ;;
    *" install "*)
      cat "$last" >installed
      echo "2026-01-01T00:00:0$(grep -c install calls).000Z" >since
      if [ "$(cat installed)" = "$(cat broken)" ]; then echo JOURNAL_CLOSED >missing; else rm -f missing; fi ;;
  esac`,
  infomat: `case "$*" in
    idle) echo "infomat idle" >>calls; [ ! -e busy ] ;;
    "maintenance on") echo "closed" >>calls; touch closed; [ ! -e busy-when-closed ] || touch busy ;;
    "maintenance off") echo "opened" >>calls; rm -f closed ;;
    "maintenance status") if [ -e closed ]; then echo "The kiosk is out of service."; else echo "The kiosk is open."; fi ;;
    "status --json")
      [ -e since ] || exit 3
      echo "  \\"since\\": \\"$(cat since)\\","
      [ ! -e closed ] || printf '      "code": "OUT_OF_SERVICE",\\n  "outOfService": true,\\n'
      [ ! -e missing ] || echo "      \\"code\\": \\"$(cat missing)\\","
      [ ! -e closed ] && [ ! -e missing ] ;;
  esac`,
  sleep: `echo sleep >>calls; [ ! -e leaves ] || rm -f busy`,
};

type Machine = {
  run(...words: string[]): { status: number | null; text: string };
  set(name: string, text?: string): void;
  unset(name: string): void;
  has(name: string): boolean;
  read(name: string): string;
};

/** A kiosk of version 1.0-1 whose repository has 1.0-2, updates switched on. */
function machine(settings = "INFOMAT_UPDATE=on"): Machine {
  const bin = join(folder, "bin");
  const state = join(folder, "state");
  for (const dir of [bin, state, "etc/default", "proc/sys/kernel/random"].map((name) =>
    name.startsWith("/") ? name : join(folder, name),
  ))
    mkdirSync(dir, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nasked="$PWD"\ncd ${state}\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const set = (name: string, text = ""): void => writeFileSync(join(state, name), `${text}\n`);
  writeFileSync(join(folder, "etc/default/infomat-update"), `${settings}\n`);
  writeFileSync(join(folder, "etc/machine-id"), "8f3c2f7e2d1b4c5aa0b1c2d3e4f50617\n");
  writeFileSync(join(folder, "proc/sys/kernel/random/boot_id"), "boot-1\n");
  set("installed", "1.0-1");
  set("candidate", "1.0-2");
  set("repository", "1.0-1\n1.0-2");
  set("broken", "none");
  set("since", "2026-01-01T00:00:00.000Z");
  set("calls");
  return {
    run(...words) {
      const env = { PATH: `${bin}:/usr/bin:/bin`, INFOMAT_UPDATE_ROOT: folder };
      const file = join(root, "packaging/root/usr/lib/infomat/update");
      const run = spawnSync("sh", [file, ...words], { encoding: "utf8", env, cwd: folder });
      return { status: run.status, text: run.stdout + run.stderr };
    },
    set,
    unset: (name) => rmSync(join(state, name), { force: true }),
    has: (name) => existsSync(join(state, name)),
    read: (name) => readFileSync(join(state, name), "utf8").trim(),
  };
}

const installs = ({ read }: Machine): number => (read("calls").match(/ install /g) ?? []).length;

test("nobody is there: closed, installed, ready, opened again; both packages are kept", () => {
  const kiosk = machine();
  const { status, text } = kiosk.run();
  expect([status, kiosk.read("installed")], text).toEqual([0, "1.0-2"]);
  expect(text).toContain("infomat-chromium 1.0-2 is ready");
  expect(kiosk.read("calls")).toMatch(/idle.*closed.*idle.* install .*opened$/s);
  expect(kiosk.has("closed")).toBe(false);
  expect(readdirSync(join(folder, "var/lib/infomat-update/kept")).toSorted()).toEqual(["1.0-1", "1.0-2"]);
  expect(kiosk.run().text).toContain("1.0-2 is the newest there is");
  expect(installs(kiosk)).toBe(1);
});

test.each([
  ["it is switched off", "INFOMAT_UPDATE=off", /switched off/, 0],
  ["nothing switches it on", "", /switched off/, 0],
  ["no kiosk goes yet", "INFOMAT_UPDATE=on\nINFOMAT_UPDATE_PERCENT=0", /for 0 % of the kiosks/, 0],
  ["a number is none", "INFOMAT_UPDATE=on\nINFOMAT_UPDATE_PERCENT=all", /all is no number/, 1],
])("nothing is touched when %s", (_when, settings, why, code) => {
  const kiosk = machine(settings);
  const { status, text } = kiosk.run();
  expect([status, text]).toEqual([code, expect.stringMatching(why)]);
  expect([installs(kiosk), kiosk.read("calls")]).toEqual([0, expect.not.stringContaining("closed")]);
});

test("a kiosk is always of the same part, and goes when the part has grown to it", () => {
  const kiosk = machine("INFOMAT_UPDATE=on\nINFOMAT_UPDATE_PERCENT=0");
  const own = Number(/is number (\d+)/.exec(kiosk.run().text)?.[1]);
  expect(kiosk.run().text).toContain(`is number ${own}`);
  kiosk.set("percent", String(own));
  writeFileSync(join(folder, "etc/default/infomat-update"), "INFOMAT_UPDATE=on\n");
  expect(kiosk.run().text).toContain(`for ${own} % of the kiosks`);
  kiosk.set("percent", String(own + 1));
  expect(kiosk.run().status).toBe(0);
  expect(kiosk.read("installed")).toBe("1.0-2");
});

test("used all the time: not now, and the kiosk was never closed", () => {
  const kiosk = machine();
  kiosk.set("busy");
  expect(kiosk.run()).toMatchObject({ status: 75, text: expect.stringContaining("in use all the time") });
  expect([installs(kiosk), kiosk.read("calls")]).toEqual([0, expect.not.stringContaining("closed")]);
});

test("who began in the moment before it closed finishes first", () => {
  const kiosk = machine();
  kiosk.set("busy-when-closed");
  kiosk.set("leaves");
  expect(kiosk.run().status).toBe(0);
  expect(kiosk.read("calls")).toMatch(/closed.*sleep.* install /s);
});

test("who doesn't leave keeps the version, and the kiosk is opened again", () => {
  const kiosk = machine();
  kiosk.set("busy-when-closed");
  expect(kiosk.run().status).toBe(75);
  expect([installs(kiosk), kiosk.has("closed")]).toEqual([0, false]);
});

test("a version that isn't ready in time is gone back from, and not tried a third time", () => {
  const kiosk = machine();
  kiosk.set("broken", "1.0-2");
  for (const attempt of [1, 2]) {
    const { status, text } = kiosk.run();
    expect([status, kiosk.read("installed"), kiosk.has("closed")], text).toEqual([1, "1.0-1", false]);
    expect(text).toContain("was not ready within 300 s: back to 1.0-1");
    expect(text).toContain("1.0-1 is ready again");
    expect(installs(kiosk)).toBe(2 * attempt);
  }
  expect(kiosk.run()).toMatchObject({ status: 0, text: expect.stringContaining("isn't tried again") });
  expect(installs(kiosk)).toBe(4);
});

test("without a way back nothing is begun; a package that was put there is one", () => {
  const kiosk = machine();
  kiosk.set("repository", "1.0-2");
  expect(kiosk.run()).toMatchObject({ status: 1, text: expect.stringContaining("no way back to 1.0-1") });
  expect([installs(kiosk), kiosk.read("calls")]).toEqual([0, expect.not.stringContaining("closed")]);
  writeFileSync(join(folder, "var/lib/infomat-update/kept/1.0-1"), "1.0-1\n");
  expect(kiosk.run().status).toBe(0);
});

test.each([
  ["isn't ready as it is", (kiosk: Machine) => kiosk.set("missing", "CENTRAL_UNAVAILABLE")],
  ["doesn't run", (kiosk: Machine) => kiosk.unset("since")],
])("a kiosk that %s is left alone", (_how, harm) => {
  const kiosk = machine();
  harm(kiosk);
  expect(kiosk.run().status).toBe(75);
  expect([installs(kiosk), kiosk.has("closed")]).toEqual([0, false]);
});

test("a kiosk that people have closed is updated, and stays closed", () => {
  const kiosk = machine();
  kiosk.set("closed");
  expect(kiosk.run().status).toBe(0);
  expect([kiosk.read("installed"), kiosk.has("closed")]).toEqual(["1.0-2", true]);
});

test("a kiosk that was closed when the power went is opened at the next boot, and not while the update works", () => {
  const kiosk = machine();
  kiosk.set("closed");
  mkdirSync(join(folder, "var/lib/infomat-update"), { recursive: true });
  const marker = join(folder, "var/lib/infomat-update/closed-since-boot");
  writeFileSync(marker, "boot-1\n");
  kiosk.run("reopen-after-boot");
  expect(kiosk.has("closed")).toBe(true);
  writeFileSync(join(folder, "proc/sys/kernel/random/boot_id"), "boot-2\n");
  kiosk.run("reopen-after-boot");
  expect([kiosk.has("closed"), existsSync(marker)]).toEqual([false, false]);
  // What people have closed has no marker.
  kiosk.set("closed");
  kiosk.run("reopen-after-boot");
  expect(kiosk.has("closed")).toBe(true);
});
