import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { diskRoom, diskSpace } from "../../files/disk-space.ts";
import { findBrowser, thisMachine } from "../../shell/chromium/index.ts";
import { failed, type Step, warned, well } from "./report.ts";

/** The machine that is looked at: files of its system below `root`. */
export type ExaminedMachine = {
  readonly root: string;
  readonly path: string;
  /** The browser for the screens; null where there is none. */
  readonly browser: () => string | null;
};
export const examinedMachine: ExaminedMachine = {
  root: "/",
  path: process.env.PATH ?? "",
  browser: () => findBrowser(thisMachine),
};

/** Also where the data folder can't be made or written: a full disk is the likeliest reason. */
export function checkDisk(dataDir: string): Step<true> {
  const { free, total } = diskSpace(dataDir);
  const text = `${inMiB(free)} of ${inMiB(total)} are free for the kiosk`;
  const fix = "Make room on the disk that holds the data folder.";
  if (free < diskRoom.least) return { outcome: failed({ text, fix }) };
  return { outcome: free < diskRoom.soon ? warned("", { text, fix }) : well(text), value: true };
}

const inMiB = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`;

/** Displays that are plugged in, as the kernel sees them: also over SSH. */
export function checkDisplay({ root }: ExaminedMachine): Step<true> {
  const folder = join(root, "sys/class/drm");
  const connectors = namesIn(folder).filter((name) => existsSync(join(folder, name, "status")));
  const found = connectors
    .filter((name) => textOf(join(folder, name, "status")).trim() === "connected")
    .map((name) => {
      const [mode] = textOf(join(folder, name, "modes")).split("\n");
      return `${name.replace(/^card\d+-/, "")} ${mode || "without a known mode"}`;
    });
  if (found.length > 0) return { outcome: well(found.join(", ")), value: true };
  const text =
    connectors.length === 0
      ? "The system knows no graphics card with a connector."
      : `No display is plugged in or switched on (${connectors.length} connectors).`;
  return { outcome: warned("", { text, fix: "Look at the display's cable and power." }), value: true };
}

/** Touch screens among the input devices (linux/input.h: INPUT_PROP_DIRECT, BTN_TOUCH, INPUT_PROP_POINTER). */
export function checkTouch({ root }: ExaminedMachine): Step<true> {
  const devices = textOf(join(root, "proc/bus/input/devices")).split(/\n\s*\n/);
  const found = devices.filter(isTouchScreen).map((text) => /^N: Name="(.*)"$/m.exec(text)?.[1] ?? "unnamed");
  if (found.length > 0) return { outcome: well(found.join(", ")), value: true };
  const fix = "Look at the touch screen's USB cable; a screen that is worked by mouse or keypad needs none.";
  return { outcome: warned("", { text: "The system knows no touch screen.", fix }), value: true };
}

function isTouchScreen(device: string): boolean {
  const bit = (name: string, number: number): boolean => {
    const words = new RegExp(`^B: ${name}=([0-9a-f ]+)$`, "m").exec(device)?.[1]?.trim().split(" ") ?? [];
    const word = words.at(-1 - Math.floor(number / 64)) ?? "0";
    return ((BigInt(`0x${word}`) >> BigInt(number % 64)) & 1n) === 1n;
  };
  const [pointer, direct, touch] = [bit("PROP", 0), bit("PROP", 1), bit("KEY", 0x14a)];
  return direct || (touch && !pointer);
}

/** A sound card, and the program that speaks. */
export function checkSound({ root, path }: ExaminedMachine): Step<true> {
  const cards = textOf(join(root, "proc/asound/cards"))
    .split("\n")
    .flatMap((line) => /^\s*\d+ \[.*\]: (.*)$/.exec(line)?.[1] ?? []);
  const speaks = path.split(delimiter).some((dir) => dir !== "" && existsSync(join(dir, "espeak-ng")));
  const faults = [
    ...(cards.length > 0
      ? []
      : [
          {
            text: "The system knows no sound card: prompts are not heard.",
            fix: "Enable the machine's sound, or plug in USB loudspeakers.",
          },
        ]),
    ...(speaks
      ? []
      : [
          {
            text: "espeak-ng is not installed: prompts are spoken only where the browser has a voice.",
            fix: "Install espeak-ng with the system's package manager.",
          },
        ]),
  ];
  return { outcome: warned([...cards, ...(speaks ? ["espeak-ng"] : [])].join(", "), ...faults), value: true };
}

/** What shows the screens. @param electron the folder of the edition with Electron, where it would be */
export async function checkBrowser({ browser }: ExaminedMachine, electron: string): Promise<Step<true>> {
  if (existsSync(join(electron, "infomat")))
    return { outcome: well("Electron, of the package"), value: true };
  const program = browser();
  if (program === null) {
    const text = "No Chromium, Chrome or Edge was found.";
    return { outcome: failed({ text, fix: "Install one (Debian: apt install chromium)." }) };
  }
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { timeout: 10_000 });
    return { outcome: well(`${program}: ${stdout.trim()}`), value: true };
  } catch {
    const fix = `Start it by hand and see what it says: ${program} --version`;
    return { outcome: failed({ text: `${program} doesn't start.`, fix }) };
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
