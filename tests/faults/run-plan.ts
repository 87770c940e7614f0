import { reviewList } from "#tests/support/review-list.ts";
import { playPatients } from "./actors/patients.ts";
import { see } from "./actors/screen.ts";
import { checkAudits, readAudit } from "./checks/audits.ts";
import type { Broken } from "./checks/invariants.ts";
import type { Settled } from "./checks/settled.ts";
import { checkNotes, checkSlots, checkStrangers } from "./checks/slots.ts";
import { checkDoctors, checkKeys, checkTimes, checkVisits } from "./checks/visits.ts";
import { type Conductor, createConductor } from "./conductor.ts";
import type { Counts } from "./counts.ts";
import { findLeaks, type JournalRow, readJournal } from "./journal-files.ts";
import { countLog } from "./kiosk-log.ts";
import type { Plan } from "./plan.ts";
import type { Person } from "./world/clinic.ts";
import type { KioskProcess } from "./world/processes.ts";
import type { Share, World } from "./world/world.ts";

/** How long everything may take to settle once the faults have stopped, ms. */
const settleTime = 60_000;

/**
 * Plays one plan to a world: patients, reception and faults at once; then the faults stop, what was killed is
 * started, and when all has settled the central API's data is compared with what everybody was told.
 * @returns the promises that were broken; none when all hold.
 * @throws when the runner itself or a screen met something that nobody is prepared for.
 */
export async function runPlan(world: World, share: Share, plan: Plan, counts: Counts): Promise<Broken[]> {
  await takeDialect(world, plan.dialect);
  for (const { slotId } of share.slots) await world.reception.note(slotId);
  for (const { slotId } of share.slots.slice(0, plan.receptionOnly))
    if (!(await world.reception.do("block", slotId))) throw new Error(`${slotId} can't be blocked`);
  const conductor = createConductor({
    world,
    plan,
    counts,
    slotIds: share.slots.map(({ slotId }) => slotId),
  });
  const present = new Set<Person>();
  const played = await Promise.allSettled([
    ...plan.kiosks.map(async ({ steps }, no) => {
      const kiosk = world.kiosks[no];
      if (kiosk) await playPatients(steps, no, { kiosk, share, ledger: world.ledger, counts, present });
    }),
    conductor.playTimed(),
  ]);
  conductor.stopFaults();
  const failed = played.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;

  await restart(world, plan);
  const journals = await settle(world, conductor);
  const fault = conductor.fault();
  if (fault) throw fault;
  await world.reception.reopen();
  await collectReviewLists(world, counts);
  const broken = [...(await check(world, journals)), ...(await checkList(world, share))];
  countEnds(world, journals, counts);
  return broken;
}

/** How servers differ is chosen at their start. */
async function takeDialect({ demoCentral }: World, dialect: Plan["dialect"]): Promise<void> {
  if (demoCentral.dialect() === dialect && demoCentral.usable()) return;
  demoCentral.setDialect(dialect);
  await demoCentral.stop();
  await demoCentral.start();
}

/** Everything runs, and nobody stands at a kiosk. */
async function restart(world: World, plan: Plan): Promise<void> {
  const played = world.kiosks.slice(0, plan.kiosks.length);
  if (plan.restarts) await Promise.all(played.map((kiosk) => kiosk.kill()));
  while (!world.demoCentral.usable()) await world.demoCentral.start();
  while (!world.proxy.usable()) await world.proxy.start();
  for (const kiosk of used(world)) await see(kiosk, (client) => client.session.end({ reason: "home" }));
}

/** Kiosks that have run at least once. */
const used = (world: World) => world.kiosks.filter((kiosk) => kiosk.generation() > 0);

const isOver = ({ state }: JournalRow): boolean => state === "settled" || state === "review";

async function settle(world: World, conductor: Conductor): Promise<JournalRow[][]> {
  const until = performance.now() + settleTime;
  for (;;) {
    const journals = used(world).map(({ dataDir }) => readJournal(dataDir));
    const whole = journals.every((journal) => journal !== null);
    const over = whole && journals.every((journal) => journal.every(isOver));
    const late = performance.now() > until;
    if (whole && ((over && !conductor.busy()) || late)) return journals;
    // An original that comes after all has been settled finds everything locked.
    if (over) conductor.release();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Notes what is on the kiosks' review lists, and strikes it out, as people would who have seen to it. */
async function collectReviewLists(world: World, counts: Counts): Promise<void> {
  for (const kiosk of used(world)) {
    const reviews = reviewList(kiosk.dataDir);
    for (const { id, visitId, reason, operation } of reviews.list()) {
      world.reviewEntries.push({ key: id, visitId });
      counts.add(`ends: ${operation} on the review list, ${reason}`);
      world.counted.operations.add(id);
      reviews.done(id);
    }
  }
}

/** What a patient who comes back is shown: the visits that there are. */
async function checkList(world: World, share: Share): Promise<Broken[]> {
  const [kiosk] = world.kiosks;
  const [person] = share.people;
  if (!kiosk || !person) return [];
  const listed = await listOf(kiosk, person);
  const visits = await world.data.all("Appointment", { patient: `Patient/${person.id}`, status: "booked" });
  const there = visits.filter(({ start }) => Date.parse(String(start)) > Date.now()).map(({ id }) => id);
  if (listed.toSorted().join() === there.toSorted().join()) return [];
  return [{ invariant: "a list shows other visits than there are", what: `${listed} instead of ${there}` }];
}

/** Without faults the central API is away only for as long as this machine has too much else to do. */
async function listOf(kiosk: KioskProcess, { policy, birthDate }: Person): Promise<string[]> {
  for (;;) {
    const seen = await see(kiosk, async (client) => {
      await client.session.start({});
      await client.session.signIn({ policy, birthDate });
      const visits = await client.booking.list({});
      await client.session.end({ reason: "finished" });
      return visits.map(({ visitId }) => visitId);
    });
    if (seen.kind === "answer") return seen.value;
    if (seen.kind === "told" && seen.code !== "CENTRAL_AWAY")
      throw new Error(`a patient was told ${seen.code}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function check(world: World, journals: readonly JournalRow[][]): Promise<Broken[]> {
  const settled = await look(world);
  const crashes = [world.demoCentral, world.proxy, ...world.kiosks].flatMap((child) => child.crashes);
  return [
    ...checkVisits(settled),
    ...checkTimes(settled),
    ...checkDoctors(settled),
    ...world.ledger.broken,
    ...checkKeys(settled),
    ...checkSlots(settled),
    ...checkNotes(settled),
    ...checkStrangers(settled),
    ...checkFiles(world),
    ...checkAudits(used(world), settled.visits),
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

async function look(world: World): Promise<Settled> {
  const [slots, visits, consents] = await Promise.all([
    world.data.all("Slot"),
    world.data.all("Appointment"),
    world.data.all("Consent"),
  ]);
  return {
    slots: new Map(slots.map((slot) => [slot.id, slot])),
    visits,
    consents,
    given: world.shares.given,
    chosenOf: world.shares.chosenOf,
    slotsBefore: world.before.slots,
    visitsBefore: world.before.visits,
    shown: world.ledger.visits,
    askedWithHelp: world.ledger.askedWithHelp,
    reviewList: world.reviewEntries,
    reception: world.reception.book,
  };
}

/** With nothing left to settle and the review list done, what operations held of people is gone from every file. */
function checkFiles(world: World): Broken[] {
  const wanted = {
    plain: world.everybody.flatMap(({ personal }) => personal),
    ids: world.everybody.map(({ id }) => id),
    sealed: world.sealed,
  };
  return used(world).flatMap(({ dataDir, name }) => {
    const rows = (readJournal(dataDir) ?? []).filter(({ payload }) => payload !== null);
    return [
      ...rows.map(({ key }) => `sealed in the row of ${key}`),
      ...findLeaks(dataDir, wanted).map(({ file, what }) => `${what} in ${file}`),
    ].map(
      (what): Broken => ({
        invariant: "personal data is left in a kiosk's files",
        what: `${name}: ${what}`,
      }),
    );
  });
}

function countEnds(world: World, journals: readonly JournalRow[][], counts: Counts): void {
  const { lines, records } = world.counted;
  for (const [no, { dataDir }] of world.kiosks.entries()) {
    lines[no] = countLog(dataDir, lines[no] ?? 0, counts);
    const all = readAudit(dataDir).records;
    for (const { act, step, detail, code } of all.slice(records[no] ?? 0))
      if (act.startsWith("help."))
        counts.add(`staff: ${[act, step, detail ?? code].filter(Boolean).join(" ")}`);
    records[no] = all.length;
  }
  for (const { key, kind, state, detail } of journals.flat()) {
    if (state !== "settled" || world.counted.operations.has(key)) continue;
    world.counted.operations.add(key);
    counts.add(`ends: ${kind} ${detail}`);
  }
}
