import { execFileSync, spawnSync } from "node:child_process";
import { expect } from "vitest";
import { startDisplay } from "../shell/display.ts";
import { type Step, startAsKiosk, until } from "./kiosk.ts";
import type { Machine } from "./machine.ts";

const [width, height] = [1080, 1920];
const [card, brand] = ["#ffffff", "#0b57d0"];

/** The session on a display in memory: the first screen fills it, and neither mouse nor keys open anything else. */
export async function seeTheKiosk(machine: Machine, step: Step, say: (line: string) => void): Promise<void> {
  const display = await startDisplay(width, height);
  const began = performance.now();
  const kiosk = startAsKiosk(machine, ["/usr/lib/infomat/session"], [`DISPLAY=${display.name}`]);
  const isFirstScreen = (): boolean =>
    display.pixel(width - 1, 0) === card &&
    display.pixel(0, height - 1) === card &&
    display.colours([60, 640], [60, 900]).includes(brand);
  try {
    await step("its session shows the first screen, from edge to edge", async () => {
      await until(kiosk.said, isFirstScreen);
      say(`                  after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      expect(display.colours([0, 0], [width - 1, 0])).toEqual([card]);
      expect(display.colours([0, height - 1], [width - 1, height - 1])).toEqual([card]);
    });
    await step("it runs as its own user, the browser in its sandbox", () => {
      expect(kiosk.said()).not.toMatch(/running as root|without its sandbox/);
      // Seen from outside: a process has its own root there, and the same user everywhere.
      const lines = execFileSync("ps", ["-eo", "user:20,uid,args"], { encoding: "utf8" }).split("\n");
      const browser = lines.filter((line) => line.includes("--user-data-dir=/var/lib/infomat/browser"));
      expect(browser.length).toBeGreaterThan(0);
      for (const line of browser) expect(line).not.toMatch(/^root|--no-sandbox/);
    });
    await step("neither a right click nor the keys of a desktop lead out of it", async () => {
      const press = (...words: string[]): void =>
        void spawnSync("xdotool", words, { env: { ...process.env, DISPLAY: display.name } });
      press("mousemove", "540", "1500", "click", "3", "click", "2");
      for (const keys of [
        "alt+F4",
        "alt+Tab",
        "alt+space",
        "ctrl+alt+d",
        "super+e",
        "alt+Escape",
        "ctrl+Escape",
      ]) {
        press("key", keys);
      }
      await until(kiosk.said, isFirstScreen);
      expect(kiosk.said()).not.toMatch(/opening it again/);
    });
  } finally {
    await kiosk.kill();
    await display.close();
  }
}
