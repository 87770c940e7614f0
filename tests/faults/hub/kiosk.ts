import { join } from "node:path";
import type {
  Attempt,
  AttemptDeps,
  BookRequest,
  BookResult,
  ChangeResult,
  OperationKind,
  OperationSlot,
} from "#contract/central/booking-protocol.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { openJournal } from "#main/booking/journal/journal.ts";
import type { Operation } from "#main/booking/journal/operation.ts";
import { createSettler } from "#main/booking/settler.ts";
import { silentLog } from "#main/log/silent.ts";
import { openHubRecords } from "#main/sync/hub-records.ts";
import { createHubBooking } from "#sync/n3/booking/protocol.ts";
import { createHubClient, type HubClient } from "#sync/n3/client.ts";
import { readPatientId } from "#sync/n3/ids.ts";
import { hubSettingsSchema, type MoveKind } from "#sync/n3/settings.ts";
import { createWallClock } from "#sync/n3/wall-clock.ts";
import { kioskKey, patience, payload, quiet, request } from "#tests/once/operations.ts";
import type { FakeClock } from "#tests/support/fake-clock.ts";
import type { StepFault } from "./plan.ts";

export type KioskDeps = {
  readonly dir: string;
  readonly url: string;
  readonly guidFile: string;
  readonly timeZone: string;
  readonly clock: FakeClock;
  readonly move: MoveKind;
  /** Calls under way, of all lives: time stands still meanwhile. */
  readonly calls: { underWay: number };
};

/** What came of a step: an answer, or the program's end in the middle of it. */
export type Came<Result> = Result | { readonly kind: "died" | "unavailable" | "unknown" };

type Wanted = { readonly patientId: string; readonly visitId: string | null };

/**
 * The kiosk's booking machine with its journal and records on the disk, as one life of its program. A life that dies
 * never gets another answer, and the next one begins with the files alone.
 */
export class HubKiosk {
  private readonly deps: KioskDeps;
  private life: Life;
  private operations = 0;

  constructor(deps: KioskDeps) {
    this.deps = deps;
    this.life = beginLife(deps);
  }

  book(
    asked: Pick<BookRequest, "slotId" | "patientId"> & OperationSlot & { readonly start: number },
    fault: StepFault,
  ): Promise<Came<BookResult>> {
    const { patientId, slotId, scheduleId, start } = asked;
    const wanted = { patientId, visitId: null };
    return this.carry("book", [{ slotId, scheduleId }], wanted, fault, (key, deps) => {
      const consent = { ...request.consent, key, patientId };
      const wish = { ...request, key, slotId, patientId, offered: { scheduleId, start }, consent };
      return this.life.protocol.book(wish, deps);
    });
  }

  cancel(seen: CentralVisit, fault: StepFault): Promise<Came<ChangeResult>> {
    const wanted = { patientId: seen.patientIds[0] ?? "", visitId: seen.id };
    const slots = [{ slotId: seen.id, scheduleId: seen.roleId ?? "" }];
    return this.carry("cancel", slots, wanted, fault, (key, deps) =>
      this.life.protocol.change({ key, seen, to: null }, deps),
    );
  }

  move(
    seen: CentralVisit,
    asked: OperationSlot & { readonly start: number },
    fault: StepFault,
  ): Promise<Came<ChangeResult>> {
    const wanted = { patientId: seen.patientIds[0] ?? "", visitId: seen.id };
    const { slotId, scheduleId, start } = asked;
    const slots = [
      { slotId, scheduleId },
      { slotId: seen.id, scheduleId: seen.roleId ?? "" },
    ];
    return this.carry("move", slots, wanted, fault, (key, deps) => {
      const to = { ...request, slotId, offered: { scheduleId, start } };
      return this.life.protocol.change({ key, seen, to }, deps);
    });
  }

  /** The program ends, and is started again. */
  restart(): void {
    this.life.die();
    this.life = beginLife(this.deps);
  }

  wake(): void {
    this.life.settler.wake();
  }

  unsettled(): readonly Operation[] {
    return this.life.journal.inState("intended", "sending", "fencing", "showing");
  }

  review(): readonly Operation[] {
    return this.life.journal.inState("review");
  }

  /** Of an operation that isn't settled: the time isn't offered, and a visit at it can't be changed. */
  isBlocked(slotId: string): boolean {
    return this.life.journal.blockedSlots().has(slotId);
  }

  close(): void {
    this.life.die();
  }

  private async carry<Result>(
    kind: OperationKind,
    slots: readonly OperationSlot[],
    wanted: Wanted,
    fault: StepFault,
    begin: (key: string, deps: AttemptDeps) => Attempt<Result>,
  ): Promise<Came<Result>> {
    const { life } = this;
    const { journal } = life;
    const { clock } = this.deps;
    const key = `01930000-0000-7000-8000-${String(++this.operations).padStart(12, "0")}`;
    journal.open({ key, kind, slots, payload: { ...payload, ...wanted }, patience });
    const { signal: left, abort } = leaving();
    if (fault.leaves !== null) clock.after(fault.leaves, abort);
    life.killAt(fault.kill);
    const attempt = begin(key, { note: (marks) => journal.sending(key, marks), left });
    const done = carryOut(key, attempt, { journal, clock, log: silentLog, patience, left });
    const result = await Promise.race([done, life.died.then(() => ({ kind: "died" as const }))]);
    life.killAt(null);
    if (isDeath(result)) this.restart();
    else if (journal.get(key)?.phase.state === "showing")
      journal.advance(key, { event: fault.painted && !left.aborted ? "acknowledged" : "left" });
    this.wake();
    return result;
  }
}

const isDeath = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "kind" in result && result.kind === "died";

function leaving(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

type Life = ReturnType<typeof beginLife>;

function beginLife({ dir, url, guidFile, timeZone, clock, move, calls }: KioskDeps) {
  const client = createHubClient({
    settings: hubSettingsSchema.parse({
      url,
      guidFile,
      tries: 1,
      budget: { perSecond: 1000, perDay: 100_000_000 },
    }),
    ...{ timeZone, clock, log: silentLog },
  });
  const journal = openJournal({ file: join(dir, "journal.sqlite"), key: kioskKey, clock });
  const records = openHubRecords({ file: join(dir, "hub-records.sqlite"), key: kioskKey, clock });
  const death = Promise.withResolvers<void>();
  let isDead = false;
  let kill: StepFault["kill"] = null;
  let count = 0;

  const die = (): void => {
    if (isDead) return;
    isDead = true;
    void settler.close();
    journal.close();
    records.close();
    void client.close();
    death.resolve();
  };
  /** A dead program waits for ever: nothing of it goes on. */
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const passing = async <T>(call: () => Promise<T>): Promise<T> => {
    if (isDead) return await never();
    const isLast = kill !== null && ++count === kill.call;
    if (isLast && kill?.at === "before") {
      die();
      return await never();
    }
    calls.underWay += 1;
    const answer = await call().finally(() => {
      calls.underWay -= 1;
    });
    if (isLast) die();
    return isDead ? await never() : answer;
  };
  const hub: HubClient = {
    ...client,
    read: (...asked) => passing(() => client.read(...asked)),
    write: (...asked) => passing(() => client.write(...asked)),
  };
  const protocol = createHubBooking({
    hub,
    clock,
    time: createWallClock(timeZone),
    records: records.records,
    patients: { at: async (id) => readPatientId(id)?.patient ?? null },
    moves: { at: async () => move },
  });
  const settler = createSettler({
    ...{ protocol, journal, clock, quiet, log: silentLog },
    refresh: () => undefined,
  });
  settler.start();
  return {
    ...{ journal, protocol, settler, die, died: death.promise },
    killAt(next: StepFault["kill"]) {
      kill = next;
      count = 0;
    },
  };
}
