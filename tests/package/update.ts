import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { openClient } from "#tests/support/kiosk.ts";
import { runTool } from "../../scripts/pack/run-tool.ts";
import { type Step, until } from "./kiosk.ts";
import type { Machine } from "./machine.ts";
import type { Packages } from "./packages.ts";

/**
 * Plays the part of systemd, whose place no chroot has: keeps the kiosk running, restarts it when a package asks for
 * it, and starts the update when it is told to.
 */
const life = `
mkdir -p /run/systemd/system /tmp/asked
# By its own name: apt runs the scripts of packages with a PATH of its own.
mv /usr/bin/systemctl /usr/bin/systemctl.real
cat >/usr/bin/systemctl <<'END'
#!/bin/sh
if [ "$*" = "try-restart infomat.service" ]; then kill "$(cat /tmp/kiosk.pid)"; fi
exit 0
END
chmod +x /usr/bin/systemctl
(
  while :; do
    runuser -u infomat -- env HOME=/var/lib/infomat infomat run --shell none &
    echo $! >/tmp/kiosk.pid
    wait $!
    sleep 1
  done
) &
while :; do
  if [ -e /tmp/asked/update ]; then
    rm /tmp/asked/update
    /usr/lib/infomat/update >/tmp/asked/told 2>&1
    echo $? >/tmp/asked/code
  fi
  sleep 0.2
done
`;

/** The nightly update, from a repository in a folder: waits for who is there, updates, goes back from a broken version. */
export async function updateByItself(
  machine: Machine,
  packages: Packages,
  step: Step,
  version: () => Promise<string>,
): Promise<void> {
  const repository = join(machine.folder, "srv/repository");
  await machine.run("mkdir", "-p", "/srv/repository");
  const publish = (...files: readonly string[]): void => {
    for (const file of files) machine.copy(file, `/srv/repository/${basename(file)}`);
    machine.put("srv/repository/Packages", runTool("dpkg-scanpackages", ["-m", "."], { cwd: repository }));
  };
  const settings = (idle: number): void =>
    machine.put(
      "etc/default/infomat-update",
      `INFOMAT_UPDATE=on\nINFOMAT_UPDATE_WAIT_IDLE=${idle}\nINFOMAT_UPDATE_WAIT_READY=150\nINFOMAT_UPDATE_LOOK_EVERY=2\n`,
    );
  machine.put("etc/apt/sources.list.d/infomat.list", "deb [trusted=yes] file:/srv/repository ./\n");
  let said = "";
  const child = machine.start(["sh", "-c", life], (text) => (said += text));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const asked = join(machine.folder, "tmp/asked");
  const update = async (): Promise<{ code: number; text: string }> => {
    rmSync(join(asked, "code"), { force: true });
    machine.put("tmp/asked/update", "");
    await until(
      () => `the update ends\n${said}`,
      () => existsSync(join(asked, "code")) && readFileSync(join(asked, "code"), "utf8") !== "",
      600_000,
    );
    return {
      code: Number(readFileSync(join(asked, "code"), "utf8")),
      text: readFileSync(join(asked, "told"), "utf8"),
    };
  };
  const addresses = (): RegExpExecArray[] => [
    ...said.matchAll(/Infomat is ready(?: again, at another address)?: (http:\/\/127\.0\.0\.1:(\d+)\/#\S+)/g),
  ];
  try {
    await until(
      () => said,
      () => addresses().length > 0 && existsSync(asked),
    );
    const [, url = "", port = ""] = addresses().at(-1) ?? [];
    const client = await openClient({ url, port: Number(port) });
    await until(
      () => said,
      async () => (await client.kiosk.info({})).booking === "open",
    );

    await step("somebody is there at night: nothing is updated, and nobody is turned away", async () => {
      publish(packages.first, packages.next);
      settings(6);
      await client.session.start({});
      const { code, text } = await update();
      expect(code, text).toBe(75);
      expect(text).toContain("in use all the time");
      expect((await client.kiosk.info({})).service).toBe("open");
      await client.session.end({ reason: "home" });
      expect(await version()).toMatch(/-1$/);
    });
    await step("nobody is there: the next version is installed from the repository, and ready", async () => {
      settings(60);
      const { code, text } = await update();
      expect(code, text).toBe(0);
      expect(text).toContain("is ready");
      expect(await version()).toMatch(/-2$/);
      expect(existsSync(join(machine.folder, "var/lib/infomat/service/closed"))).toBe(false);
    });
    await step("a version that doesn't get ready is gone back from, by the kept package", async () => {
      // The repository has the former one no more.
      for (const file of [packages.first, packages.next]) rmSync(join(repository, basename(file)));
      publish(packages.broken);
      const { code, text } = await update();
      expect(code, text).toBe(1);
      expect(text).toContain("-2 is ready again");
      expect(await version()).toMatch(/-2$/);
      expect(existsSync(join(machine.folder, "var/lib/infomat/service/closed"))).toBe(false);
    });
  } finally {
    child.kill("SIGKILL");
    await ended;
    await machine.run("rm", "-rf", "/run/systemd/system");
    await machine.run("mv", "/usr/bin/systemctl.real", "/usr/bin/systemctl");
    await machine.run("rm", "/etc/apt/sources.list.d/infomat.list");
  }
}
