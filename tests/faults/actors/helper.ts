import { signInStaff } from "#tests/support/staff.ts";
import type { Deps } from "./at-kiosk.ts";
import { see } from "./screen.ts";

/**
 * Somebody of staff signs in at the kiosk and begins to help: what patients touch from here on, they do with the
 * powers of staff, until their session ends or the core does. @returns whether help has begun, as far as is known
 */
export async function beginHelp({ kiosk, counts }: Deps): Promise<boolean> {
  const seen = await see(kiosk, async (client) => {
    const { staff } = await signInStaff(await kiosk.page());
    const begun = await staff.help.start({ reason: { kind: "ready", reason: "doctorAsked" } });
    if (begun.state === "none") throw new Error("help began without a session");
    // The page goes on with the session that was begun for it.
    return client.session.start({}, { context: { session: begun.id } });
  });
  if (seen.kind === "told") counts.add(`told: help ${seen.code}`);
  if (seen.kind === "answer") counts.add("staff: begin to help");
  // A core that was killed before its answer is gone, and with it the session.
  return seen.kind === "answer";
}
