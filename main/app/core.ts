import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../files/config-error.ts";
import { PortTaken } from "../http/server.ts";
import {
  type CoreFailureCode,
  type CoreMessage,
  type CoreOptions,
  launcherMessageSchema,
  readCoreOptions,
} from "../shell/messages.ts";
import { DataFolderError } from "../store/data-folder.ts";
import { StoreError } from "../store/errors.ts";
import { type Core, startCore } from "./start-core.ts";

/**
 * The core's process entry, the same under Node (`process.send`) and as an Electron utilityProcess
 * (`process.parentPort`). Options come in the environment; it reports once that it is ready or has failed.
 */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
};
const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort;

const tell = (message: CoreMessage): void => {
  if (parentPort) parentPort.postMessage(message);
  // Without the callback a launcher that has just gone makes this throw.
  else process.send?.(message, undefined, undefined, () => undefined);
};

let core: Core | null = null;
let ending = false;

async function end(code: number): Promise<never> {
  if (!ending) {
    ending = true;
    await core?.close();
  }
  process.exit(code);
}

function hear(message: unknown): void {
  const read = launcherMessageSchema.safeParse(message);
  if (!read.success) return;
  switch (read.data.type) {
    case "stop":
      void end(0);
      break;
    case "windowOpened":
      core?.windowOpened(read.data.token);
      break;
    case "escapeTried":
      core?.escapeTried(read.data.keys);
      break;
  }
}

function failure(error: unknown): { code: CoreFailureCode; text: string } {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof PortTaken) return { code: "PORT_TAKEN", text };
  if (error instanceof ConfigError) return { code: "CONFIG_BROKEN", text };
  if (error instanceof DataFolderError) return { code: error.code, text };
  if (error instanceof StoreError) return { code: error.code, text };
  return { code: "CRASHED", text: error instanceof Error ? (error.stack ?? text) : text };
}

async function run(options: CoreOptions | null): Promise<void> {
  if (!options) {
    tell({ type: "failed", code: "OPTIONS_BROKEN", text: "the core was started without its options" });
    return end(1);
  }
  const screens = options.screensDir ?? join(import.meta.dirname, "../..", "dist", "renderer");
  if (!existsSync(join(screens, "index.html"))) {
    tell({ type: "failed", code: "SCREENS_MISSING", text: `no screens in ${screens}` });
    return end(1);
  }
  try {
    core = await startCore({
      ...options,
      onWindowLost: () => tell({ type: "windowLost" }),
      // The launcher starts it again at once.
      onRestartWanted: () => void end(0),
      onLeave: () => tell({ type: "leave" }),
    });
    tell({ type: "ready", url: core.url, port: core.port });
  } catch (error) {
    tell({ type: "failed", ...failure(error) });
    return end(1);
  }
}

if (parentPort) parentPort.on("message", (event) => hear(event.data));
else {
  process.on("message", hear);
  // The launcher is gone: nobody would end this process otherwise.
  process.on("disconnect", () => void end(0));
}
process.on("SIGTERM", () => void end(0));
// Ctrl+C reaches the whole group; the launcher tells its children in order.
process.on("SIGINT", () => undefined);

await run(readCoreOptions(process.env));
