import { existsSync, type FSWatcher, mkdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import { codeOf } from "../files/whole-file.ts";
import type { Log } from "../log/events.ts";

/** Whether the kiosk is open to patients, as whoever serves it has switched it. */
export type Maintenance = {
  state(): ServiceState;
  /** Switches it, as `infomat maintenance` does; false where the disk refuses. */
  set(state: ServiceState): boolean;
  close(): void;
};

/** How often the switch is looked at besides, ms: some file systems, those of networks above all, tell no changes. */
const lookEvery = 10_000;

/** The file that closes the kiosk by being there. It has a folder of its own: nothing else changes in it. */
export const switchFile = (serviceDir: string): string => join(serviceDir, "closed");

/** Throws the switch. @throws the system's error */
export function throwSwitch(serviceDir: string, to: ServiceState): void {
  const file = switchFile(serviceDir);
  if (to === "open") return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, "");
}

/**
 * Follows the switch that `infomat maintenance` throws, from a process of its own. Ends nobody's session: a state is
 * told, and what is shown when is the screens' business.
 */
export function followSwitch(options: {
  readonly serviceDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (state: ServiceState) => void;
}): Maintenance {
  const { serviceDir, clock, log, onChange } = options;
  try {
    mkdirSync(serviceDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    // A file of this name, or a disk that takes nothing: no reason to keep a lobby dark.
    log.write("maintenance.no-folder", { code: codeOf(error) });
  }
  const read = (): ServiceState => (existsSync(switchFile(serviceDir)) ? "closed" : "open");
  let state = read();
  const look = (): void => {
    const now = read();
    if (now === state) return;
    state = now;
    log.write("maintenance.switched", { service: state });
    onChange(state);
  };
  const watcher = watched(serviceDir, look, log);
  look();
  const cancel = repeatEvery(clock, lookEvery, () => {
    look();
    return "again";
  });
  return {
    state: () => state,
    set(to) {
      try {
        throwSwitch(serviceDir, to);
      } catch (error) {
        log.write("maintenance.unswitched", { service: to, code: codeOf(error) || "unknown" });
        return false;
      }
      look();
      return true;
    },
    close() {
      cancel();
      watcher?.close();
    },
  };
}

function watched(dir: string, look: () => void, log: Log): FSWatcher | null {
  const refuse = (error: unknown): void =>
    log.write("maintenance.unwatched", {
      code: (error as NodeJS.ErrnoException).code,
    });
  try {
    const watcher = watch(dir, { persistent: false }, look);
    watcher.on("error", refuse);
    return watcher;
  } catch (error) {
    refuse(error);
    return null;
  }
}
