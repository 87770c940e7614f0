import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfig } from "#main/config/load.ts";
import { checkCertificates } from "#main/diagnostics/doctor/certificates-step.ts";
import {
  checkBrowser,
  checkDisplay,
  checkSound,
  checkTouch,
  type ExaminedMachine,
} from "#main/diagnostics/doctor/machine-steps.ts";
import { checkScanner } from "#main/diagnostics/doctor/scanner-step.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";

/** A machine whose system says this. */
function machineWith(
  later: (close: () => unknown) => void,
  files: Readonly<Record<string, string>>,
  browser: string | null = null,
): ExaminedMachine {
  const root = temporaryFolder(later);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return { root, path: join(root, "usr/bin"), browser: () => browser };
}

const keyboard = `I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
B: PROP=0
B: EV=120013
B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe
`;
const touchpad = `I: Bus=0018 Vendor=06cb Product=7a13 Version=0100
N: Name="SYNA Touchpad"
B: PROP=5
B: EV=1b
B: KEY=e520 10000 0 0 0 0
`;
const touchScreen = `I: Bus=0003 Vendor=0eef Product=c000 Version=0210
N: Name="eGalax Inc. eGalaxTouch"
B: PROP=2
B: EV=1b
B: KEY=400 0 0 0 0 0
`;
const oldTouchScreen = touchScreen.replace("B: PROP=2", "B: PROP=0").replace("eGalax Inc. ", "old ");

describe("what the system says of", () => {
  test.each([
    ["a touch screen", touchScreen, "ok", "eGalax Inc. eGalaxTouch"],
    ["one of an old driver", oldTouchScreen, "ok", "old eGalaxTouch"],
    ["a keyboard and a touchpad", `${keyboard}\n${touchpad}`, "warning", "no touch screen"],
    ["nothing", "", "warning", "no touch screen"],
  ])("touch: %s", (_what, devices, kind, text) =>
    withCleanUp(async (later) => {
      const { outcome } = checkTouch(machineWith(later, { "proc/bus/input/devices": devices }));
      expect(outcome.kind).toBe(kind);
      expect(JSON.stringify(outcome)).toContain(text);
    }),
  );

  test("displays: what is plugged in, by its connector and size; nothing plugged in is a warning", () =>
    withCleanUp(async (later) => {
      const drm = "sys/class/drm";
      const one = machineWith(later, {
        [`${drm}/card0-DP-1/status`]: "disconnected\n",
        [`${drm}/card0-HDMI-A-1/status`]: "connected\n",
        [`${drm}/card0-HDMI-A-1/modes`]: "1080x1920\n1024x768\n",
      });
      expect(checkDisplay(one).outcome).toEqual({ kind: "ok", text: "HDMI-A-1 1080x1920" });
      const none = machineWith(later, { [`${drm}/card0-DP-1/status`]: "disconnected\n" });
      expect(checkDisplay(none).outcome).toMatchObject({
        kind: "warning",
        faults: [{ text: expect.stringContaining("1 connectors") }],
      });
    }));

  test("sound: a card and the program that speaks, or which of them is missing", () =>
    withCleanUp(async (later) => {
      const cards = " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      at 0xf7 irq 31\n";
      const whole = machineWith(later, { "proc/asound/cards": cards, "usr/bin/espeak-ng": "" });
      expect(checkSound(whole).outcome).toEqual({ kind: "ok", text: "HDA-Intel - HDA Intel PCH, espeak-ng" });
      const silent = machineWith(later, { "proc/asound/cards": "--- no soundcards ---\n" });
      expect(checkSound(silent).outcome).toMatchObject({
        kind: "warning",
        faults: [{ text: expect.stringMatching(/sound card/) }, { text: expect.stringMatching(/espeak-ng/) }],
      });
    }));

  test("the browser: its version; none, or one that doesn't start, is a failure", () =>
    withCleanUp(async (later) => {
      const electron = temporaryFolder(later);
      const found = await checkBrowser(machineWith(later, {}, process.execPath), electron);
      expect(found.outcome).toMatchObject({ kind: "ok", text: expect.stringContaining(process.version) });
      expect((await checkBrowser(machineWith(later, {}), electron)).outcome.kind).toBe("failed");
      const broken = await checkBrowser(machineWith(later, {}, "/dev/null"), electron);
      expect(broken.outcome.kind).toBe("failed");
      writeFileSync(join(electron, "infomat"), "");
      expect((await checkBrowser(machineWith(later, {}), electron)).outcome.kind).toBe("ok");
    }));
});

test.each([
  [-60, "ok"],
  [0, "warning"],
  [3, "failed"],
])("a certificate of two days, seen %i days from now: %s, with its setting", (days, kind) =>
  withCleanUp(async (later) => {
    const { caFile } = createAuthority(temporaryFolder(later));
    const config = parseConfig(`central: { url: "http://127.0.0.1:9", caFile: "${caFile}" }`, "kiosk.yaml");
    const now = Date.now() + days * 86_400_000;
    const { outcome } = await checkCertificates(config, "http://127.0.0.1:9", { now: () => now });
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).toContain(`central.caFile (${caFile})`);
  }),
);

test("a scanner whose line isn't there is a failure that names the path; one that types is no fault", async () => {
  const missing = await checkScanner({ kind: "serial", path: "/dev/not-there", baudRate: 9600 }, null);
  expect(missing.outcome).toMatchObject({
    kind: "failed",
    faults: [{ text: expect.stringContaining("/dev/not-there") }],
  });
  expect((await checkScanner({ kind: "keyboard" }, null)).outcome.kind).toBe("ok");
});
