import { playPatients } from "./actors/patients.ts";
import { see } from "./actors/screen.ts";
import type { Broken, DeskEntry, Settled } from "./checks/settled.ts";
import { checkMarks, checkSlots, checkStrangers } from "./checks/slots.ts";
import { checkKeys, checkTimes, checkVisits } from "./checks/visits.ts";
import { type Conductor, createConductor } from "./conductor.ts";
import type { Counts } from "./counts.ts";
import { findLeaks, type JournalRow, readJournal, samplesOf } from "./journal-files.ts";
import type { Plan } from "./plan.ts";
import type { Share, World } from "./world/world.ts";

/** How long everything may take to settle once the faults have stopped, ms. */
const settleTime = 60_000;

/**
 * Plays one plan to a world: patients, desk and faults at once; then the faults stop, what was killed is
 * started, and when all has settled the centre's data is compared with what everybody was told.
 * @returns the promises that were broken; none when all hold.
 * @throws when the runner itself or a screen met something that nobody is prepared for.
 */
export async function runPlan(world: World, share: Share, plan: Plan, counts: Counts): Promise<Broken[]> {
  await takeManner(world, plan.manner);
  const conductor = createConductor({
    world,
    plan,
    counts,
    slotIds: share.slots.map(({ slotId }) => slotId),
  });
  const played = await Promise.allSettled([
    ...plan.kiosks.map(async ({ steps }, no) => {
      const kiosk = world.kiosks[no];
      if (kiosk) await playPatients(steps, no, { kiosk, share, ledger: world.ledger, counts });
    }),
    conductor.playTimed(),
  ]);
  conductor.calm();
  const failed = played.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;

  await restart(world, plan);
  const journals = await settle(world, conductor);
  const fault = conductor.fault();
  if (fault) throw fault;
  const broken = await check(world, journals);
  countEnds(world, journals, counts);
  return broken;
}

/** How servers differ is chosen at their start. */
async function takeManner({ centre }: World, manner: Plan["manner"]): Promise<void> {
  if (centre.manner() === manner && centre.usable()) return;
  centre.setManner(manner);
  await centre.stop();
  await centre.start();
}

/** Everything runs, and nobody stands at a kiosk. */
async function restart(world: World, plan: Plan): Promise<void> {
  if (plan.restarts) await Promise.all(world.kiosks.map((kiosk) => kiosk.kill()));
  while (!world.centre.usable()) await world.centre.start();
  while (!world.proxy.usable()) await world.proxy.start();
  for (const kiosk of used(world)) await see(kiosk, (client) => client.session.end({ reason: "home" }));
}

/** Kiosks that have run at least once. */
const used = (world: World) => world.kiosks.filter((kiosk) => kiosk.generation() > 0);

const isOver = ({ state }: JournalRow): boolean => state === "settled" || state === "desk";

async function settle(world: World, conductor: Conductor): Promise<JournalRow[][]> {
  const until = performance.now() + settleTime;
  for (;;) {
    const journals = used(world).map(({ dataDir }) => readJournal(dataDir));
    const whole = journals.every((journal) => journal !== null);
    const over = !conductor.busy() && whole && journals.every((journal) => journal.every(isOver));
    if (whole && (over || performance.now() > until)) return journals;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function check(world: World, journals: readonly JournalRow[][]): Promise<Broken[]> {
  const settled = await look(world, journals);
  const crashes = [world.centre, world.proxy, ...world.kiosks].flatMap((child) => child.crashes);
  return [
    ...checkVisits(settled),
    ...checkTimes(settled),
    ...checkKeys(settled),
    ...checkSlots(settled),
    ...checkMarks(settled),
    ...checkStrangers(settled),
    ...checkFiles(world),
    ...crashes.map((what): Broken => ({ invariant: "a process ended by itself", what })),
    ...journals
      .flat()
      .filter((row) => !isOver(row))
      .map(
        ({ key, kind, state }): Broken => ({
          invariant: "an operation never settled",
          what: `${kind} ${key} is ${state}`,
        }),
      ),
  ];
}

async function look(world: World, journals: readonly JournalRow[][]): Promise<Settled> {
  const [slots, visits, consents] = await Promise.all([
    world.data.all("Slot"),
    world.data.all("Appointment"),
    world.data.all("Consent"),
  ]);
  const deskList = journals
    .flat()
    .filter(({ state }) => state === "desk")
    .map(({ key }): DeskEntry => ({ key, visitId: null }));
  return {
    slots: new Map(slots.map((slot) => [slot.id, slot])),
    visits,
    consents,
    given: world.given,
    slotsBefore: world.before.slots,
    visitsBefore: world.before.visits,
    shown: world.ledger.visits,
    deskList,
    desk: world.desk.book,
  };
}

/** Whatever a settled operation held of a person is gone from every file. */
function checkFiles(world: World): Broken[] {
  return used(world).flatMap(({ dataDir, name }) => {
    const rows = readJournal(dataDir) ?? [];
    const kept = rows.flatMap(({ payload }) => (payload === null ? [] : samplesOf(payload)));
    const sealed = world.sealed.filter((sample) => !kept.some((one) => one.equals(sample)));
    const plain = world.everybody.flatMap(({ personal }) => personal);
    const ids = world.everybody.map(({ id }) => id);
    return findLeaks(dataDir, { plain, ids, sealed }).map(
      ({ file, what }): Broken => ({
        invariant: "personal data is left in a kiosk's files",
        what: `${name}: ${what} in ${file}`,
      }),
    );
  });
}

function countEnds(world: World, journals: readonly JournalRow[][], counts: Counts): void {
  for (const { key, kind, state, detail } of journals.flat()) {
    if (world.counted.has(key)) continue;
    world.counted.add(key);
    counts.add(`ends: ${kind} ${state === "desk" ? "on the desk's list" : state}, ${detail}`);
  }
}
