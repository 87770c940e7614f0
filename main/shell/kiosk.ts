import { randomBytes } from "node:crypto";
import type { Clock } from "#contract/index.ts";
import { type Kept, keepRunning, type Running } from "./keep-running.ts";
import { type CoreMessage, type CoreOptions, coreMessageSchema, type LauncherMessage } from "./messages.ts";

/** A started core: a forked Node process, or an Electron utilityProcess. */
export interface CoreProcess extends Running {
  send(message: LauncherMessage): void;
}
export type ForkCore = (options: CoreOptions, onMessage: (message: unknown) => void) => CoreProcess;

/** The window on the screens. */
export interface KioskWindow {
  /** Shows `url`, in place of whatever it showed before. `opening` is called before each opening, crashes included, and answers with the address of this one window. */
  show(url: string, opening: () => string): void;
  close(): Promise<void>;
}

type KioskFailure = { readonly code: string; readonly text: string };

export type KioskDeps = {
  readonly options: CoreOptions;
  readonly fork: ForkCore;
  /** Null: the screens are only served. */
  readonly window: KioskWindow | null;
  readonly clock: Clock;
  /** One line about what is going on, for the person at the console or the system's journal. */
  readonly say: (line: string) => void;
  /** The first screen can be used; called once, before the window opens. */
  readonly onReady: (url: string) => void;
  /** The same after the core was started again: the address has another token. */
  readonly onReadyAgain?: (url: string) => void;
  /** Makes an unguessable text for an address. */
  readonly newToken?: () => string;
  /** A technician leaves to the system: whoever runs this stops it. */
  readonly onLeave: () => void;
  /** The first start came to nothing; called at most once, and never after `onReady`. */
  readonly onFailed: (failure: KioskFailure) => void;
};

/** How long a core may take until `ready`, ms. It serves before it has synchronised, so that is ample. */
const startLimit = 60_000;

/**
 * Runs core and window for both shells: a core that dies is started again on the same port and the window
 * shows it anew; a window whose page fell silent is opened again. A core that can't start at all is a failure
 * of the start, later on it is tried again for as long as it takes.
 */
export function runKiosk(deps: KioskDeps): {
  /** The shell has blocked these keys before the page saw them. */
  escapeTried(keys: string): void;
  stop(): Promise<void>;
} {
  const { options, fork, window, clock, say } = deps;
  const newToken = deps.newToken ?? (() => randomBytes(32).toString("hex"));
  let port = options.port;
  let url: string | null = null;
  let everReady = false;
  let failed = false;
  let core: CoreProcess | null = null;

  const show = () => {
    if (!window || url === null) return;
    const address = url;
    window.show(address, () => {
      // Another token for each window: the browser's command line shows it to every user of this machine.
      const token = newToken();
      core?.send({ type: "windowOpened", token });
      return address.replace(/#.*$/, `#token=${token}`);
    });
  };

  const fail = (failure: KioskFailure) => {
    if (everReady || failed) return;
    failed = true;
    deps.onFailed(failure);
  };

  const receive = (message: CoreMessage) => {
    switch (message.type) {
      case "progress":
        say(message.text);
        break;
      case "ready":
        port = message.port;
        url = message.url;
        if (!everReady) deps.onReady(message.url);
        else deps.onReadyAgain?.(message.url);
        everReady = true;
        show();
        break;
      case "failed":
        if (everReady) say(`The core could not start: ${message.text}`);
        fail(message);
        break;
      case "leave":
        say("A technician ends the kiosk.");
        deps.onLeave();
        break;
      case "windowLost":
        say("The screen stopped answering: opening it again.");
        show();
        break;
    }
  };

  const startCore = (): CoreProcess => {
    let ready = false;
    const child = fork({ ...options, port }, (data) => {
      const read = coreMessageSchema.safeParse(data);
      if (!read.success || core !== child) return;
      if (read.data.type === "ready") ready = true;
      receive(read.data);
    });
    core = child;
    const cancelLimit = clock.after(startLimit, () => {
      if (ready || core !== child) return;
      fail({ code: "SILENT", text: `The core did not get ready within ${startLimit / 1000} seconds.` });
      void child.stop();
    });
    void child.ended.then((how) => {
      cancelLimit();
      fail({ code: "CRASHED", text: `The core ended while it was starting (${how}).` });
    });
    return child;
  };

  const kept: Kept = keepRunning({
    start: startCore,
    clock,
    onEnded: (how, delay) => {
      if (!failed) say(`The core ended (${how}): starting it again in ${delay / 1000} s.`);
    },
  });

  return {
    escapeTried: (keys) => core?.send({ type: "escapeTried", keys }),
    async stop() {
      failed = true;
      await window?.close();
      await kept.stop();
    },
  };
}
