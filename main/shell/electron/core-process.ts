import type { UtilityProcess } from "electron";
import type { Clock } from "#contract/index.ts";
import type { ForkCore } from "../kiosk.ts";
import { coreEnvironment, coreFlags } from "../messages.ts";

/** What is used of Electron's `utilityProcess`; a test passes a stand-in. */
export type ForkUtility = (
  entry: string,
  words: string[],
  options: { env: Record<string, string>; execArgv: string[]; serviceName: string; stdio: "inherit" },
) => Pick<UtilityProcess, "on" | "once" | "postMessage" | "kill" | "pid">;

/** How long a core may take to end when asked, ms. */
const patience = 5_000;

/** Runs cores as utility processes: Node without a window, outside of Electron's main process. */
export function forkCoreInElectron(forkUtility: ForkUtility, entry: string, clock: Clock): ForkCore {
  return (options, onMessage) => {
    const env = { ...definedOf(process.env), ...coreEnvironment(options) };
    const child = forkUtility(entry, [], {
      env,
      execArgv: [...coreFlags],
      serviceName: "Infomat core",
      stdio: "inherit",
    });
    child.on("message", onMessage);
    let over = false;
    const ended = new Promise<string>((resolve) => {
      child.once("exit", (code) => {
        over = true;
        resolve(`exit code ${code}`);
      });
    });
    return {
      ended,
      send: (message) => {
        if (!over) child.postMessage(message);
      },
      async stop() {
        if (over) return;
        child.postMessage({ type: "stop" });
        const cancel = clock.after(patience, () => child.kill());
        await ended;
        cancel();
      },
    };
  };
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
