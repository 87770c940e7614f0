import { CentralError, referenceTypes } from "#contract/index.ts";
import type { Random } from "#demo-central/seed/random.ts";
import type { FhirCentral } from "#sync/fhir/index.ts";
import { openDemoCentral } from "#tests/support/kiosk.ts";
import { openConnector } from "#tests/sync/connector.ts";
import { startMutatingProxy } from "../mutating-proxy.ts";
import { Fault, type Outcome, type Target } from "../target.ts";

/** Rows and pages that are read of one spoiled search: links may lead in a circle. */
const mostPages = 50;
/** The connector's own limit for one request, ms, and what an answer may take beyond it. */
const limit = 5000;

async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  let left = mostPages;
  for await (const _ of pages) if (--left === 0) return;
}

/** What is asked of a central API, each with an id that it knows. */
function questions(
  central: FhirCentral,
  ids: { patient: string; schedule: string; slot: string; visit: string },
) {
  const never = new AbortController().signal;
  const from = Date.UTC(2026, 0, 1);
  return [
    () => central.about(never),
    ...referenceTypes.map((type) => () => drain(central.reference(type, null, never))),
    () => drain(central.scheduleSlots(ids.schedule, from, never)),
    () => drain(central.changedSlots(from, never)),
    () => central.readSlot(ids.slot, never),
    () => central.readReference("schedule", ids.schedule, never),
    () => central.readPatients([ids.patient], never),
    () => central.cardsOf(ids.patient, never),
    () => central.messagesTo([ids.patient], 20, never),
    () => central.visitsOfPatient(ids.patient, from, never),
    () => central.visitsOfSlot(ids.slot, never),
    () => central.readVisit(ids.visit, never),
    () => central.visitByKey("0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17", never),
  ];
}

export const fhirAnswers: Target = {
  name: "FHIR answers",
  share: 0.24,
  async open(later) {
    const demoCentral = await openDemoCentral(later, { size: "real" });
    const proxy = await startMutatingProxy(demoCentral.url, { remember: true });
    later(() => proxy.close());
    const { central } = openConnector(later, proxy.url, { timeout: limit, pageSize: 50 });
    const first = async (type: string): Promise<string> => {
      const answer = await fetch(`${demoCentral.url}/${type}?_count=1`);
      const bundle = (await answer.json()) as { entry?: { resource: { id: string } }[] };
      return bundle.entry?.[0]?.resource.id ?? "none";
    };
    const ids = {
      patient: await first("Patient"),
      schedule: await first("Schedule"),
      slot: await first("Slot"),
      visit: await first("Appointment"),
    };
    const all = questions(central, ids);
    return async (random: Random) => {
      proxy.spoilBy(random);
      const began = performance.now();
      const outcome = await ask(random.pick(all), () => proxy.last);
      const took = performance.now() - began;
      if (took > 4 * limit) throw new Fault(`answered after ${Math.round(took)} ms`, proxy.last);
      return outcome;
    };
  },
};

async function ask(question: () => Promise<unknown>, last: () => string): Promise<Outcome> {
  try {
    await question();
    return "used";
  } catch (error) {
    if (!(error instanceof CentralError)) throw new Fault(`threw ${String(error)}`, last(), error);
    return "refused";
  }
}
