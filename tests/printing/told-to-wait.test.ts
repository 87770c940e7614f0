import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { systemClock } from "#main/time/clock.ts";
import { serialTransport } from "#printer/index.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";

const xoff = Buffer.of(0x13);

it("a serial printer says wait (XOFF): the write is given up in its time, counted, and the port is let go and opens again", () =>
  withCleanUp(async (later) => {
    const folder = mkdtempSync(join(tmpdir(), "infomat-wait-"));
    later(() => rmSync(folder, { recursive: true, force: true }));
    const [near, far] = [join(folder, "kiosk-end"), join(folder, "printer-end")];
    const socat = spawn(
      "socat",
      [near, far].map((link) => `pty,raw,echo=0,link=${link}`),
      { stdio: "ignore" },
    );
    later(() => socat.kill());
    await waitFor(() => existsSync(near) && existsSync(far));
    const printer = await open(far, "r+");
    later(() => printer.close());
    const transport = serialTransport({ path: near, baudRate: 115_200, flow: "xonxoff" }, systemClock);

    const first = await transport.open();
    if (!first.ok) throw new Error(first.code);
    await printer.write(xoff);
    const bytes = new Uint8Array(20_000).fill(0x41);
    // XOFF travels through two pseudo terminals: what is written before it arrives still goes out.
    let outcome = await first.value.write(bytes, 500);
    for (let tries = 0; outcome.kind === "written" && tries < 5; tries++) {
      outcome = await first.value.write(bytes, 500);
    }
    expect(outcome).toMatchObject({ kind: "failed", fault: "timeout" });
    expect(outcome.bytes).toBeLessThan(bytes.length);
    await first.value.close();

    const second = await transport.open();
    if (!second.ok) throw new Error(second.code);
    await second.value.close();
  }));
