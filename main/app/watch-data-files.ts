import { basename } from "node:path";
import { watchFiles } from "../files/watch.ts";
import { createWholeFile } from "../files/whole-file.ts";
import { isDamage, removeMirror } from "../schedules/mirror/open-mirror.ts";
import type { CoreContext } from "./context.ts";

/**
 * Notices files of the data folder that were deleted or replaced while they are open, and a mirror that turns out to
 * be damaged while it is read. The key is written back from memory; for the others a restart is asked for as soon as
 * nobody is at the kiosk: databases without another copy are written back when they are closed.
 */
export function watchDataFiles(parts: {
  readonly context: CoreContext;
  readonly isIdle: () => boolean;
  readonly onRestartWanted: () => void;
}): { stop(): void } {
  const { context } = parts;
  const { folder, clock, log, journalHealth } = context;
  let isRestartDue = false;

  const look = (): void => {
    journalHealth.check();
    if (!isRestartDue && isMirrorDamaged(context)) {
      isRestartDue = true;
      log.write("schedules.damaged", { why: "found while reading" });
    }
    if (isRestartDue && parts.isIdle()) {
      isRestartDue = false;
      log.write("core.restarts-for-files");
      parts.onRestartWanted();
    }
  };
  return watchFiles({
    files: [folder.storeFile, folder.journalFile, folder.printJournalFile, folder.outboxFile, folder.keyFile],
    clock,
    onLost(file, loss) {
      log.write("core.file-lost", { file: basename(file), loss });
      if (file === folder.keyFile && loss === "gone") createWholeFile(file, folder.key);
      else isRestartDue = true;
    },
    tick: look,
  });
}

/** Reads what every first screen needs. A damaged mirror is deleted, and is made anew at the next start. */
function isMirrorDamaged({ store, folder }: CoreContext): boolean {
  try {
    store.prepare("SELECT count(*) FROM organization").get();
    store.prepare("SELECT count(*) FROM schedule").get();
    return false;
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeMirror(folder.storeFile);
    return true;
  }
}
