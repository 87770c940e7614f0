import { fork } from "node:child_process";
import type { Clock } from "#contract/index.ts";
import type { ForkCore } from "../shell/kiosk.ts";
import { coreEnvironment, coreFlags, type LauncherMessage } from "../shell/messages.ts";
import { asRunning } from "../shell/process.ts";

/** Runs cores as child processes of this Node; their output goes where ours goes. */
export function forkCoreWith(entry: string, clock: Clock): ForkCore {
  return (options, onMessage) => {
    const env = { ...process.env, ...coreEnvironment(options) };
    const child = fork(entry, [], { env, execArgv: [...process.execArgv, ...coreFlags] });
    child.on("message", onMessage);
    // A child that is just ending can't be told anything; its end is reported by `ended`.
    const send = (message: LauncherMessage) => {
      if (child.connected) child.send(message, () => undefined);
    };
    return { ...asRunning(child, clock, () => send({ type: "stop" })), send };
  };
}
