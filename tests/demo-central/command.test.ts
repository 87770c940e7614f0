import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { clientOf, secret, temporaryFolder } from "./harness.ts";

const main = join(import.meta.dirname, "../../demo-central/main.ts");
const environment = { ...process.env, INFOMAT_DEMO_SECRET: secret };

type Running = { child: ChildProcess; ended: Promise<number | null>; output: () => string };

/** The command as a launcher starts it (`ipc`), or as a person does. */
function start(ipc: boolean, ...args: string[]): Running {
  const child = ipc
    ? fork(main, args, { env: environment, silent: true })
    : spawn(process.execPath, [main, ...args], { env: environment });
  let output = "";
  // A child whose channel the parent has closed never emits "close"; without a channel that one comes last.
  const ended = once(child, ipc ? "exit" : "close").then(([code]: unknown[]) =>
    typeof code === "number" ? code : null,
  );
  child.stdout?.on("data", (chunk) => {
    output += String(chunk);
    child.emit("printed");
  });
  child.stderr?.on("data", (chunk) => {
    output += String(chunk);
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, ended, output: () => output };
}

async function printed({ child, output, ended }: Running, pattern: RegExp): Promise<string> {
  let over = false;
  ended.finally(() => {
    over = true;
    child.emit("printed");
  });
  for (;;) {
    const match = pattern.exec(output());
    if (match) return match[1] ?? match[0];
    if (over) throw new Error(`ended without ${pattern}`);
    await once(child, "printed");
  }
}

const heard = async ({
  child,
}: Running): Promise<{ type: string; code?: string; text?: string; url?: string }> =>
  (await once(child, "message"))[0];

describe("started by a person", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "tells its address, serves, and ends cleanly on %s",
    async (signal) => {
      const running = start(false, "--port", "0", "--size", "tiny", "--data", temporaryFolder());
      const url = await printed(running, /ready: (http:\S+)/);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/fhir$/);
      expect((await clientOf(url).get("/metadata")).status).toBe(200);
      expect(running.output()).toContain("Seeding the demo region");
      running.child.kill(signal);
      expect(await running.ended).toBe(0);
    },
  );

  test("killed at once after a booking, it still has it when started again", async () => {
    const folder = temporaryFolder();
    const args = ["--port", "0", "--size", "tiny", "--data", folder];
    const first = start(false, ...args);
    const before = clientOf(await printed(first, /ready: (http:\S+)/));
    const slot = (await before.search("/Slot?status=free&_count=1")).resources[0];
    expect((await before.send("PUT", `/Slot/${slot?.id}`, { ...slot, status: "busy" })).status).toBe(200);
    first.child.kill("SIGKILL");
    await first.ended;
    const after = clientOf(await printed(start(false, ...args), /ready: (http:\S+)/));
    expect((await after.search(`/Slot?_id=${slot?.id}`)).resources[0]?.status).toBe("busy");
  });

  test.each([
    ["--size", "huge"],
    ["--port", "70000"],
    ["--seed", "one"],
    ["--zone", "Europe/Kaluga"],
    ["--colour", "red"],
  ])("%s %s is no option: says so, shows the options, exit code 2", async (...args) => {
    const running = start(false, ...args);
    expect(await running.ended).toBe(2);
    expect(running.output()).toContain(args[0]);
    expect(running.output()).toContain("--data DIR");
  });
});

describe("started by a launcher", () => {
  test("reports that it is ready, and ends when the launcher is gone", async () => {
    const running = start(true, "--port", "0", "--size", "tiny");
    const message = await heard(running);
    expect(message).toMatchObject({ type: "ready", controlUrl: expect.stringContaining("/demo") });
    expect(message).toHaveProperty("patients.0.kind", "unified");
    running.child.disconnect();
    expect(await running.ended).toBe(0);
  });

  test("reports a taken port in words, and exits with 1", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = String(typeof address === "object" && address ? address.port : 0);
    const running = start(true, "--port", port, "--size", "tiny");
    const message = await heard(running);
    expect(message).toMatchObject({ type: "failed", code: "PORT_TAKEN" });
    expect(message.text).toContain(port);
    expect(await running.ended).toBe(1);
  });

  test("reports a data folder that can't be written", async () => {
    const running = start(true, "--port", "0", "--size", "tiny", "--data", "/dev/null/here");
    expect(await heard(running)).toMatchObject({ type: "failed", code: "FILE_UNUSABLE" });
    expect(await running.ended).toBe(1);
  });
});
