import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { constants, open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { whoHolds } from "#main/diagnostics/printer/who-holds.ts";
import { systemClock } from "#main/time/clock.ts";
import { deviceFileTransport } from "#printer/index.ts";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";

type Later = (close: () => unknown) => void;

/** A folder of device files (FIFOs that somebody reads), and the kernel's facts of them. */
function deviceFolder(later: Later) {
  const folder = temporaryFolder(later);
  const [files, facts] = [join(folder, "usb"), join(folder, "usbmisc")];
  mkdirSync(files);
  mkdirSync(facts);
  const path = (name: string): string => join(files, name);
  return {
    path,
    devices: facts,
    async plug(name: string, serial?: string): Promise<void> {
      execFileSync("mkfifo", [path(name)]);
      const reader = await open(path(name), constants.O_RDONLY | constants.O_NONBLOCK);
      later(() => reader.close());
      if (serial === undefined) return;
      const device = join(folder, `device-${serial}-${name}`);
      mkdirSync(join(device, "interface"), { recursive: true });
      for (const [fact, value] of [
        ["idVendor", "04b8"],
        ["idProduct", "0e28"],
        ["serial", serial],
      ] as const)
        writeFileSync(join(device, fact), `${value}\n`);
      rmSync(join(facts, name), { recursive: true, force: true });
      mkdirSync(join(facts, name));
      symlinkSync(join(device, "interface"), join(facts, name, "device"));
    },
    unplug: (name: string) => rmSync(path(name)),
    rename: (from: string, to: string) => renameSync(path(from), path(to)),
  };
}

const openedAt = async (
  path: string,
  devices: string,
  before: () => Promise<void>,
  then: () => Promise<void>,
) => {
  const transport = deviceFileTransport(path, systemClock, { devices });
  await before();
  const first = await transport.open();
  if (first.ok) await first.value.close();
  await then();
  const second = await transport.open();
  if (second.ok) await second.value.close();
  return second.ok ? (second.value.foundAs ?? path) : second.code;
};

describe("a printer comes back under another number", () => {
  it.each(["lp1", "lp7", "lp12"])("lp0 → %s: found, and told where", (name) =>
    withCleanUp(async (later) => {
      const at = deviceFolder(later);
      const found = await openedAt(
        at.path("lp0"),
        at.devices,
        () => at.plug("lp0", "A"),
        async () => {
          at.unplug("lp0");
          await at.plug(name, "A");
        },
      );
      expect(found).toBe(at.path(name));
    }),
  );

  it("with another printer beside it: only the one that it was", () =>
    withCleanUp(async (later) => {
      const at = deviceFolder(later);
      const found = await openedAt(
        at.path("lp0"),
        at.devices,
        async () => {
          await at.plug("lp0", "A");
          await at.plug("lp1", "B");
        },
        async () => {
          at.unplug("lp0");
          await at.plug("lp2", "A");
        },
      );
      expect(found).toBe(at.path("lp2"));
    }));

  it("another printer alone is left alone", () =>
    withCleanUp(async (later) => {
      const at = deviceFolder(later);
      const found = await openedAt(
        at.path("lp0"),
        at.devices,
        async () => {
          await at.plug("lp0", "A");
          await at.plug("lp1", "B");
        },
        async () => at.unplug("lp0"),
      );
      expect(found).toBe("notFound");
    }));

  it("where nothing is known of it: the only other one, and none of two", () =>
    withCleanUp(async (later) => {
      const at = deviceFolder(later);
      await at.plug("lp1");
      const transport = deviceFileTransport(at.path("lp0"), systemClock, { devices: at.devices });
      const alone = await transport.open();
      expect(alone.ok && alone.value.foundAs).toBe(at.path("lp1"));
      if (alone.ok) await alone.value.close();
      await at.plug("lp2");
      expect(await transport.open()).toEqual({ ok: false, code: "notFound" });
    }));

  it("its old name is taken again when it is there", () =>
    withCleanUp(async (later) => {
      const at = deviceFolder(later);
      await at.plug("lp0");
      await at.plug("lp1");
      const transport = deviceFileTransport(at.path("lp0"), systemClock, { devices: at.devices });
      const opened = await transport.open();
      expect(opened.ok && opened.value.foundAs).toBeUndefined();
      if (opened.ok) await opened.value.close();
    }));
});

it("a program that holds the printer is named", () =>
  withCleanUp(async (later) => {
    const at = deviceFolder(later);
    await at.plug("lp0");
    const child = spawn("sh", ["-c", 'exec sleep 60 3<>"$0"', at.path("lp0")], { stdio: "ignore" });
    later(() => child.kill());
    await waitFor(async () => (await whoHolds(at.path("lp0"))).length > 0);
    expect(await whoHolds(at.path("lp0"))).toEqual([`sleep (pid ${child.pid})`]);
    expect(await whoHolds(at.path("lp9"))).toEqual([]);
  }));
