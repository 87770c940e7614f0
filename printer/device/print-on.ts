import type { Clock, PrinterStatus } from "#contract/index.ts";
import type { PrintJob, PrintOutcome, PrintSteps } from "../port.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { mayPrint, type StatusBoard } from "../status/index.ts";
import type { Line } from "./line.ts";
import type { Remains } from "./remains.ts";
import type { DeviceTimes } from "./settings.ts";

export type PrintDeps = {
  readonly job: PrintJob;
  readonly steps: PrintSteps | undefined;
  readonly line: () => Promise<Line | null>;
  readonly encode: (profile: PrinterProfile) => Uint8Array | Promise<Uint8Array>;
  /** What earlier tickets may have left in the device. */
  readonly remains: Remains;
  /** The last byte of a ticket has been handed over. */
  readonly onSent: () => void;
  readonly bytesPerSecond: number | null;
  readonly times: Pick<DeviceTimes, "write" | "proof">;
  readonly board: Pick<StatusBoard, "now" | "listen"> & { show(status: PrinterStatus): void };
  readonly drop: (line: Line) => Promise<void>;
  readonly clock: Clock;
};

/**
 * One ticket on an open line: look at the device, write, wait for the proof. Until `begin` nothing has left;
 * from then on only the device's own answer makes it "printed".
 */
export async function printOn(deps: PrintDeps): Promise<PrintOutcome> {
  const { job, steps, board, clock, times, remains } = deps;
  const line = await deps.line();
  if (line === null) return { kind: "refused", status: "offline" };

  const [bytes, before] = await Promise.all([deps.encode(line.profile), line.poll()]);
  board.show(before);
  if (!mayPrint(before)) return { kind: "refused", status: before };
  if (steps && !steps.begin()) return { kind: "refused", status: before };

  const marker = line.markers.arm(job.id, line.proofs);
  const cleaning = remains.beforeTicket(line.profile);
  const all = Buffer.concat([cleaning, bytes, marker.bytes]);
  const travel = deps.bytesPerSecond === null ? 0 : (all.length / deps.bytesPerSecond) * 1000;

  const written = await line.connection.write(all, times.write + 2 * travel);
  const ofTicket = Math.max(0, Math.min(written.bytes - cleaning.length, bytes.length));
  steps?.wrote(ofTicket, written.kind === "written");
  deps.onSent();
  if (written.kind === "failed") {
    const untouched = written.bytes === 0 && written.exact;
    if (!untouched) remains.unproven(job.id, true);
    await deps.drop(line);
    if (untouched) return { kind: "refused", status: "offline" };
    const told = board.now();
    return { kind: "unknown", status: mayPrint(told) ? "offline" : told };
  }
  remains.cleaned();
  remains.unproven(job.id, false);

  if (marker.bytes.length > 0) {
    const trouble = whenTroubled(deps);
    const patience = line.answers() ? times.proof : times.proof / 3;
    const proof = await marker.proven(patience + travel, trouble.seen);
    trouble.end();
    if (proof !== null) {
      remains.proven(job.id);
      return { kind: "printed" };
    }
  }
  const after = mayPrint(board.now()) ? await line.poll() : board.now();
  board.show(after);
  if (!mayPrint(after)) remains.unproven(job.id, true);
  return { kind: "unknown", status: after };

  /** Settles as soon as the device tells a fault: the proof may still come, but the patient needn't wait for it. */
  function whenTroubled({ board }: PrintDeps): { seen: Promise<void>; end(): void } {
    let end: () => void = () => undefined;
    let again: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => {
      const stop = board.listen((status) => {
        if (!mayPrint(status)) resolve();
      });
      if (!mayPrint(board.now())) resolve();
      let ended = false;
      const look = async (): Promise<void> => {
        if (ended || line === null) return;
        const status = await line.poll();
        if (ended) return;
        board.show(status);
        again = clock.after(1000, look);
      };
      again = clock.after(1000, look);
      end = () => {
        ended = true;
        again();
        stop();
      };
    });
    return { seen, end };
  }
}
