import { EventEmitter } from "node:events";
import type { LockableApp, LockableContents, LockableSession } from "#main/shell/electron/lockdown.ts";

/** Stand-ins for Electron's objects: events go through a real emitter, handlers are kept by their setter's name. */
export type Recording<T> = T & {
  readonly events: EventEmitter;
  /** What a setter was given, newest last. */
  readonly given: ReadonlyMap<string, readonly unknown[]>;
};

function recording<T>(setters: readonly string[], more: object = {}): Recording<T> {
  const events = new EventEmitter();
  const given = new Map<string, readonly unknown[]>();
  const methods = Object.fromEntries(
    setters.map((name) => [name, (...values: readonly unknown[]) => void given.set(name, values)]),
  );
  const on = events.on.bind(events);
  // Electron's types are classes with dozens of overloads; the parts that are used here have these shapes.
  return { events, given, on, ...methods, ...more } as unknown as Recording<T>;
}

export const recordingApp = () => recording<LockableApp>([]);

export const recordingContents = () =>
  recording<LockableContents>(["setWindowOpenHandler", "setVisualZoomLevelLimits", "setIgnoreMenuShortcuts"]);

export function recordingSession() {
  const webRequest = recording<LockableSession["webRequest"]>(["onBeforeRequest"]);
  const session = recording<LockableSession>(
    [
      "setPermissionRequestHandler",
      "setPermissionCheckHandler",
      "setDevicePermissionHandler",
      "setDisplayMediaRequestHandler",
      "setBluetoothPairingHandler",
      "setUSBProtectedClassesHandler",
      "setSpellCheckerEnabled",
    ],
    { webRequest },
  );
  return { session, webRequest };
}

/** An event that records whether it was prevented. */
export function preventable<T extends object>(fields: T) {
  return {
    ...fields,
    prevented: false,
    preventDefault() {
      this.prevented = true;
    },
  };
}

/** Calls the handler that a setter was given. */
export function callHandler(
  recorded: Recording<unknown>,
  setter: string,
  ...values: readonly unknown[]
): unknown {
  const handler = recorded.given.get(setter)?.[0];
  if (typeof handler !== "function") throw new Error(`${setter} was never called`);
  return handler(...values);
}
