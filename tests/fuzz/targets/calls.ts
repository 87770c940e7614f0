import { z } from "zod";
import { kioskContract } from "#contract/api.ts";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { emptyLobby, openDemoCentral, openKiosk } from "#tests/support/kiosk.ts";
import { firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { mutateJson, mutateText } from "../mutate.ts";
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

/** Inputs between two patients: most calls find somebody signed in. */
const perSession = 60;

export const calls: Target = {
  name: "calls of the screens",
  share: 0.14,
  async open(later) {
    const demoCentral = await openDemoCentral(later);
    const { client, cookie, core, log, online } = await openKiosk(later, { centralUrl: demoCentral.url });
    await online();
    const origin = `http://127.0.0.1:${core.port}`;
    const headers = { "content-type": "application/json", origin, cookie };
    const { offer, branchId, serviceId } = await firstOffer(client);
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    const { kind, series, number, birthDate } = patient;
    /** A sound value for each field that an input may have. */
    const values: Readonly<Record<string, unknown>> = {
      ...{ branchId, serviceId, ...timeOf(offer) },
      organizationId: (await client.catalog.organizations({}))[0]?.id,
      date: "2026-11-30",
      limit: 5,
      policy: { kind, series, number },
      birthDate: birthDate.split("-").reverse().join(""),
      visitId: "0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17",
      cardId: "0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17",
      language: "ru",
      consent: { language: "ru", hash: "0".repeat(64) },
      phone: { kind: "declined" },
      person: { family: "Иванов", given: "Иван", patronymic: null, birthDate: "07031985" },
      who: "other",
      reason: "home",
      text: "4056410842001238",
      message: "x",
      stack: "x",
      yes: true,
      email: null,
    };
    const called = procedures();
    let fed = 0;
    let open: string | null = null;
    return async (random) => {
      if (fed++ % perSession === 0) {
        await emptyLobby(client);
        // Wrong tries of the run may have locked the policy: then the calls are made without a patient.
        await signIn(client, patient).catch(() => undefined);
        const { session } = await client.kiosk.info({});
        open = session.state === "none" ? null : session.id;
      }
      const { path, keys } = random.pick(called);
      const json = Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
      const text = JSON.stringify(
        random.chance(0.1) ? mutateJson({ json, meta: [] }, random) : { json: mutateJson(json, random) },
      );
      const body = random.chance(0.1) ? mutateText(text, random) : text;
      const told = `${path}\n${body}`;
      const named = random.chance(0.05) ? mutateText(open ?? "none", random) : open;
      // What a header can't hold is never sent.
      const session = named?.replace(/[^\x20-\x7e]/g, "");
      const all = session ? { ...headers, [sessionHeader]: session } : headers;
      const answer = await fetch(`${origin}/rpc/${path}`, { method: "POST", headers: all, body }).catch(
        (error) => {
          throw new Fault("no answer", told, error);
        },
      );
      const said = await answer.text();
      if (answer.status >= 500 && !said.includes('"defined":true'))
        throw new Fault(`${answer.status} ${said}`, told);
      const broken = log.lines.find(
        (line) => line.includes('"http.call-failed"') || line.includes('"http.request-failed"'),
      );
      if (broken) throw new Fault(broken, told);
      log.lines.length = 0;
      return answer.ok ? "used" : "refused";
    };
  },
};
