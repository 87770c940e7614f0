import type { Clock } from "#contract/base/ports.ts";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";
import type { Log } from "../log/events.ts";
import { systemBoot } from "../patients/boot.ts";

/** How long the answer to whoever leaves may take to reach the page, ms. */
const answerTime = 500;

/**
 * Leaves to the system. The session of an installed kiosk (packaging/root/usr/lib/infomat/session) is started again
 * for ever, but where this file names the start of the machine that it finds: it takes the file away, and stays ended.
 * @returns false where the disk refuses the file
 */
export function leaveToSystem(deps: {
  readonly leftFile: string;
  readonly onLeave: () => void;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
}): boolean {
  const { leftFile, onLeave, clock, log } = deps;
  try {
    writeWholeFile(leftFile, `${systemBoot().id ?? ""}\n`);
  } catch (error) {
    if (codeOf(error) === "") throw error;
    log.write("staff.unleft", { code: codeOf(error) });
    return false;
  }
  log.write("staff.left");
  clock.after(answerTime, onLeave);
  return true;
}
