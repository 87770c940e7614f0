import { statSync } from "node:fs";
import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";

/** How often the files are looked at, ms. */
const every = 5000;

/** `gone`: nothing stands in its place. `replaced`: another file does. What is open goes on into the old one. */
export type FileLoss = "gone" | "replaced";

/** A file as it was when it was first looked at, told apart from another one of the same name. */
export type FileIdentity = { loss(): FileLoss | null };

export function identityOf(file: string): FileIdentity {
  const own = statSync(file, { throwIfNoEntry: false });
  return {
    loss() {
      if (own === undefined) return null;
      const found = statSync(file, { throwIfNoEntry: false });
      if (found === undefined) return "gone";
      return found.ino === own.ino && found.dev === own.dev ? null : "replaced";
    },
  };
}

/** Calls `onLost` once for each file that was deleted, moved away or replaced, and `tick` at each look. */
export function watchFiles(options: {
  readonly files: readonly string[];
  readonly clock: Clock;
  readonly onLost: (file: string, loss: FileLoss) => void;
  readonly tick?: () => void;
}): { stop(): void } {
  const watched = new Map(options.files.map((file) => [file, identityOf(file)]));
  const stop = repeatEvery(options.clock, every, () => {
    for (const [file, identity] of watched) {
      const loss = identity.loss();
      if (loss === null) continue;
      watched.delete(file);
      options.onLost(file, loss);
    }
    options.tick?.();
    return "again";
  });
  return { stop };
}
