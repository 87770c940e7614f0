import { z } from "zod";
import { kioskContract } from "#contract/api.ts";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import type { Random } from "#demo-central/seed/random.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import {
  emptyLobby,
  type KioskClient,
  openDemoCentral,
  openKiosk,
  type TestKiosk,
} from "#tests/support/kiosk.ts";
import { book, signIn } from "#tests/support/patient-at-kiosk.ts";
import { mutateJson, mutateText } from "../mutate.ts";
import { type Known, readCatalog, readKnown, soundInput } from "../sound-input.ts";
import { Fault, type Target } from "../target.ts";

/** Not called: a stream stays open, the others play a sound or turn the demo central API's switches. */
const leftOut = new Set(["events", "speech", "demo"]);

type Procedure = { readonly path: string; readonly keys: readonly string[] };

/** Every procedure of the contract with the names of its input's fields. */
function procedures(): readonly Procedure[] {
  const found: Procedure[] = [];
  for (const [group, members] of Object.entries(kioskContract)) {
    if (leftOut.has(group)) continue;
    for (const [name, procedure] of Object.entries(members)) {
      const { inputSchema } = procedure["~orpc"];
      const keys = inputSchema instanceof z.ZodObject ? Object.keys(inputSchema.shape) : [];
      found.push({ path: `${group}/${name}`, keys });
    }
  }
  return found;
}

/** Inputs between two patients. */
const perSession = 60;

/** Flows that together have every step: cards in one, people by name in the other. */
const flows = [
  { preset: "doctor73", lacks: "session/identify" },
  { preset: "gorzdrav", lacks: "cards/" },
] as const;

/** Longer than the whole kiosk's limit of tried sign-ins: what one session tries keeps no later one out. */
const betweenSessions = 61 * 60_000;

type Kiosk = TestKiosk & {
  readonly lacks: string;
  readonly catalog: Awaited<ReturnType<typeof readCatalog>>;
};
type Called = Procedure & { readonly body: string; readonly session: string | null };

export const calls: Target = {
  name: "calls of the screens",
  share: 0.14,
  async open(later) {
    const demoCentral = await openDemoCentral(later);
    let skipped = 0;
    const clock = { ...clinicClock, monotonic: () => clinicClock.monotonic() + skipped };
    const kiosks: Kiosk[] = [];
    for (const { preset, lacks } of flows) {
      const config = `flow: { preset: ${preset} }\n`;
      const kiosk = await openKiosk(later, {
        centralUrl: demoCentral.url,
        config,
        substitutes: { clock },
      });
      await kiosk.online();
      kiosks.push({ ...kiosk, lacks, catalog: await readCatalog(kiosk.client) });
    }
    const called = procedures();
    let fed = 0;
    let [kiosk] = kiosks as [Kiosk];
    let known: Known | null = null;
    /** The session as the patient's page would name it; null makes the next input begin one. */
    let session: string | null = null;

    /** The next patient signs in, and the page learns what it shows. */
    async function begin(random: Random): Promise<Known> {
      skipped += betweenSessions;
      await emptyLobby(kiosk.client);
      const patient = random.pick(demoCentral.patients);
      const { sessionId } = await signIn(kiosk.client, patient);
      session = sessionId;
      await prepare(kiosk.client, random.pick(kiosk.catalog.places));
      return await readKnown(kiosk.client, patient, kiosk.catalog, random);
    }

    return async (random) => {
      if (fed % perSession === 0) kiosk = kiosks[(fed / perSession) % kiosks.length] ?? kiosk;
      if (fed++ % perSession === 0 || known === null || session === null) known = await begin(random);
      const drawn = random.pick(called);
      // What the flow has no step for is asked now and then.
      const { path, keys } =
        drawn.path.startsWith(kiosk.lacks) && random.chance(0.9) ? random.pick(called) : drawn;
      const body = bodyOf(soundInput(keys, known, random), random);
      const code = await call(kiosk, { path, keys, body, session: nameOf(session ?? "none", random) });
      const own = await kiosk.client.kiosk.info({});
      session = own.session.state === "none" ? null : own.session.id;
      return code === null ? "used" : { refusedBy: code };
    };
  },
};

/** Most procedures are about a visit or a card: the patient gets one of each, where the clinic's rules let them. */
async function prepare(client: KioskClient, place: { branchId: string; serviceId: string }): Promise<void> {
  const [offer] = await client.schedule.nearest({ ...place, limit: 1 });
  if (offer) await book(client, { ...place, offer }).catch(() => undefined);
  const [card] = await client.cards.list({}).catch(() => [null]);
  if (card === undefined) await client.cards.addSelf({}).catch(() => undefined);
}

/** Mostly what the procedure's schema takes: its own checks are what is tried. The rest is for the schema and the reader. */
function bodyOf(json: Readonly<Record<string, unknown>>, random: Random): string {
  const kind = random.next();
  const keys = Object.keys(json);
  if (kind < 0.7 || keys.length === 0) return JSON.stringify({ json });
  if (kind < 0.85) {
    const key = random.pick(keys);
    return JSON.stringify({ json: { ...json, [key]: mutateJson(json[key], random) } });
  }
  if (kind < 0.95) return JSON.stringify(mutateJson({ json, meta: [] }, random));
  return mutateText(JSON.stringify({ json }), random);
}

/** The open session, rarely none or a wrong one. What a header can't hold is never sent. */
const nameOf = (session: string, random: Random): string | null =>
  random.chance(0.95)
    ? session
    : random.chance(0.5)
      ? null
      : mutateText(session, random).replace(/[^\x20-\x7e]/g, "");

/** @returns the refusal's code; null where there was none. @throws Fault where it is none that the contract knows */
async function call({ core, cookie, log }: Kiosk, { path, body, session }: Called): Promise<string | null> {
  const origin = `http://127.0.0.1:${core.port}`;
  const headers = { "content-type": "application/json", origin, cookie };
  const told = `${path}\n${body}`;
  const answer = await fetch(`${origin}/rpc/${path}`, {
    method: "POST",
    headers: session ? { ...headers, [sessionHeader]: session } : headers,
    body,
  }).catch((error) => {
    throw new Fault("no answer", told, error);
  });
  const said = await answer.text();
  if (answer.status >= 500 && !said.includes('"defined":true'))
    throw new Fault(`${answer.status} ${said}`, told);
  const broken = log.lines.find(
    (line) => line.includes('"http.call-failed"') || line.includes('"http.request-failed"'),
  );
  if (broken) throw new Fault(broken, told);
  log.lines.length = 0;
  if (answer.ok) return null;
  return /"code":"(\w+)"/.exec(said)?.[1] ?? String(answer.status);
}
