import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { createAccess } from "#main/http/access.ts";
import { peerUser } from "#main/http/peer.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { openKiosk, withCleanUp } from "#tests/support/kiosk.ts";

const noCentral = "http://127.0.0.1:9/fhir";
const ids = () => {
  let count = 0;
  return { key: () => `key-${++count}`, secret: () => `secret-${++count}` };
};

test("each window has a token of its own: former ones and the first are good for nothing", () => {
  const access = createAccess({ ids: ids(), clock: fakeClock(), reusable: false });
  access.windowOpened("window-1");
  expect(access.swap(access.token).kind).toBe("wrong");
  expect(access.swap("window-1").kind).toBe("granted");
  access.windowOpened("window-2");
  expect(access.swap("window-1").kind).toBe("wrong");
  expect(access.swap("window-2").kind).toBe("granted");
});

test("a token that comes twice voids the cookie that was given for it", () => {
  const access = createAccess({ ids: ids(), clock: fakeClock(), reusable: false });
  access.windowOpened("window-1");
  const stolen = access.swap("window-1");
  if (stolen.kind !== "granted") throw new Error(stolen.kind);
  expect(access.admits(stolen.cookie)).toBe(true);
  expect(access.swap("window-1").kind).toBe("spent");
  expect(access.admits(stolen.cookie)).toBe(false);
});

test("a token that nobody used for a minute is void", () => {
  const clock = fakeClock();
  const access = createAccess({ ids: ids(), clock, reusable: false });
  access.windowOpened("window-1");
  clock.advance(60_001);
  expect(access.swap("window-1").kind).toBe("late");
});

test("without a shell of our own the printed address is good any number of times", () => {
  const clock = fakeClock();
  const access = createAccess({ ids: ids(), clock, reusable: true });
  for (let times = 0; times < 3; times++) {
    expect(access.swap(access.token).kind).toBe("granted");
    clock.advance(3_600_000);
  }
});

/** Offers a token as another user of this machine, if this test may become one; else as this one. */
function offer(port: number, token: string, asUser: number | undefined): Promise<string> {
  const script = `
    const answer = await fetch("http://127.0.0.1:${port}/auth", { method: "POST",
      headers: { "content-type": "application/json" }, body: JSON.stringify({ token: "${token}" }) });
    console.log(answer.status);`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: "/",
      ...(asUser === undefined ? {} : { uid: asUser, gid: asUser }),
    });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
    });
    child.on("error", reject);
    child.on("close", () => resolve(text.trim()));
  });
}

test(
  "another user who has read the browser's command line gets nothing, and the page still gets in",
  () =>
    withCleanUp(async (later) => {
      const { core, log } = await openKiosk(later, { centralUrl: noCentral });
      const token = "a".repeat(64);
      core.windowOpened(token);
      if (process.getuid?.() === 0) {
        expect(await offer(core.port, token, 65_534)).toBe("401");
        expect(log.of("http.foreign-user")).toHaveLength(1);
      }
      expect(await offer(core.port, token, undefined)).toBe("204");
      // A second one of the same user: the window is lost, which is told, and its cookie is void.
      expect(await offer(core.port, token, undefined)).toBe("401");
      expect(log.of("http.page-refused")).toHaveLength(1);
    }),
  30_000,
);

test("the owner of a connection is told by the kernel; an unknown one by nobody", () =>
  withCleanUp(async (later) => {
    const { core } = await openKiosk(later, { centralUrl: noCentral });
    const { connect } = await import("node:net");
    const socket = connect(core.port, "127.0.0.1");
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    const user = peerUser({ peer: socket.localPort ?? 0, own: core.port });
    expect(user).toBe(process.platform === "linux" ? process.getuid?.() : null);
    expect(peerUser({ peer: 1, own: 2 })).toBeNull();
    socket.destroy();
  }));
