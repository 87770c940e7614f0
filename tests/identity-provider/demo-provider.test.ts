import { fork } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryAdapter } from "#demo-central/identity/adapter.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";

test("the demo's provider starts without a word of warning", () =>
  withCleanUp(async (later) => {
    const entry = join(import.meta.dirname, "../../demo-central/identity/main.ts");
    const child = fork(entry, ["--port", "0"], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    later(() => ended);
    const told: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => told.push(String(text)));
    await new Promise((resolve) => child.once("message", resolve));
    child.kill();
    await ended;
    expect(told.join("")).toMatch(/^The demo identity provider is ready: \S+\n$/);
  }));

test("what the provider keeps is found until it expires, is used up, or its grant is revoked", async () => {
  let now = 0;
  const kind = memoryAdapter(() => now);
  const [codes, sessions] = [kind("DeviceCode"), kind("Session")];
  await codes.upsert("1", { userCode: "ABCD", grantId: "g" }, 60);
  await codes.upsert("2", { userCode: "EFGH" }, 60);
  await sessions.upsert("1", { uid: "u" }, 120);
  expect(await codes.findByUserCode("ABCD")).toMatchObject({ grantId: "g" });
  expect(await sessions.findByUid("u")).toMatchObject({ uid: "u" });
  expect(await codes.findByUid("u")).toBeUndefined();
  now = 5_000;
  await codes.consume("1");
  expect(await codes.find("1")).toMatchObject({ consumed: 5 });
  await codes.revokeByGrantId("g");
  expect(await codes.find("1")).toBeUndefined();
  await codes.destroy("2");
  expect(await codes.find("2")).toBeUndefined();
  now = 120_000;
  expect(await sessions.find("1")).toBeUndefined();
});

test("a flood of codes takes no more than its room", async () => {
  const codes = memoryAdapter(() => 0)("DeviceCode");
  for (let n = 0; n < 5000; n++) await codes.upsert(String(n), { userCode: `c${n}` }, 60);
  expect(await codes.find("0")).toBeUndefined();
  expect(await codes.findByUserCode("c4999")).toBeDefined();
});
