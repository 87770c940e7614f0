import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { type HubOperation, hubNamespaces } from "#contract/n3/index.ts";
import { soapAction, writeRequest } from "#sync/n3/request.ts";
import { childOf, readXml, type XmlElement } from "#sync/n3/xml.ts";
import { type Later, withCleanUp } from "#tests/sync/helpers.ts";
import { freeTimesOf, openDemoHub, secret, type TestHub } from "./demo-hub.ts";
import { hasSamples, samples } from "./samples.ts";

const guid = "c0ffee00-0000-4000-8000-000000000001";

async function post(url: string, body: string, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "text/xml; charset=utf-8", ...headers },
    body,
  });
  const text = await response.text();
  const found = /<faultcode[^>]*>(?:\w+:)?(\w+)</.exec(text)?.[1] ?? null;
  return { status: response.status, fault: found, text };
}

const ask = ({ hub }: TestHub, operation: HubOperation, body: string) =>
  post(hub.url, body, { soapaction: soapAction(operation) });

const timesRequest = ({ clinic, doctor }: TestHub): string =>
  writeRequest(
    "GetAvaibleAppointments",
    {
      idDoc: doctor,
      idLpu: clinic,
      idPat: null,
      visitStart: "2026-11-18T00:00:00",
      visitEnd: "2026-11-30T23:59:59",
    },
    { guid },
  );

test("a parameter out of its place, or misspelt, is passed over without a word", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "R");
    const sound = timesRequest(test);
    const countOf = async (body: string) =>
      [...(await ask(test, "GetAvaibleAppointments", body)).text.matchAll(/<a:Appointment>/g)].length;
    const all = await countOf(sound);
    expect(all).toBeGreaterThan(5);
    const end = /<t:visitEnd>.*<\/t:visitEnd>/.exec(sound)?.[0] ?? "";
    // The end before the beginning: the beginning is passed over, and today is meant.
    const swapped = sound.replace(end, "").replace("<t:visitStart>", `${end}<t:visitStart>`);
    const misspelt = sound.replaceAll("t:visitEnd>", "t:VisitEnd>");
    expect(await countOf(misspelt)).toBeLessThan(all);
    expect(await countOf(swapped)).toBeLessThanOrEqual(all);
    const doctorLast = sound.replace(/(<t:idDoc>.*<\/t:idDoc>)(.*)(<t:guid>)/, "$2$1$3");
    expect((await ask(test, "GetAvaibleAppointments", doctorLast)).text).toContain(
      "<a:IdError>38</a:IdError>",
    );
    // After the key nothing is in its place any more, the clinic neither.
    const keyFirst = sound.replace(/(<t:idDoc>.*)(<t:guid>.*<\/t:guid>)/, "$2$1");
    expect((await ask(test, "GetAvaibleAppointments", keyFirst)).text).toContain("<a:IdError>99</a:IdError>");
  }));

test("what WCF refuses to read is a fault, and 415 is of a wrong type", () =>
  withCleanUp(async (later) => {
    const test = await openDemoHub(later, "D");
    const sound = timesRequest(test);
    const bad = sound.replace(/idLpu>\d+</, "idLpu>первая<");
    expect(await ask(test, "GetAvaibleAppointments", bad)).toMatchObject({
      status: 500,
      fault: "DeserializationFailed",
    });
    expect(await ask(test, "GetAvaibleAppointments", "<html/>")).toMatchObject({
      fault: "DeserializationFailed",
    });
    const unknown = { soapaction: '"http://tempuri.org/IHubService/GetPatientListFromWaitingList"' };
    expect(await post(test.hub.url, sound, unknown)).toMatchObject({
      status: 500,
      fault: "ActionNotSupported",
    });
    const wrongType = await post(test.hub.url, sound, { "content-type": "application/soap+xml" });
    expect(wrongType.status).toBe(415);
    const keyless = sound.replace(guid, "00000000-0000-0000-0000-000000000000");
    expect((await ask(test, "GetAvaibleAppointments", keyless)).text).toContain("<a:IdError>1</a:IdError>");
  }));

test("the switches and the bookings stand behind a secret", () =>
  withCleanUp(async (later) => {
    const { hub } = await openDemoHub(later, "D");
    expect((await fetch(`${hub.controlUrl}/bookings`)).status).toBe(403);
    const headers = { "x-demo-secret": secret, "content-type": "application/json" };
    expect(await (await fetch(`${hub.controlUrl}/bookings`, { headers })).json()).toEqual([]);
    const set = (body: unknown) =>
      fetch(`${hub.controlUrl}/switches`, { method: "POST", headers, body: JSON.stringify(body) });
    expect((await set({ quota: 2 })).status).toBe(200);
    expect(hub.switches.get().quota).toBe(2);
    expect((await set({ quotas: 2 })).status).toBe(400);
    const info = await (await fetch(`${hub.controlUrl}/info`, { headers })).json();
    expect(info).toMatchObject({ url: hub.url, switches: { quota: 2 } });
  }));

/** The names that an element's children have, in order, for each element below a result. */
function shapeOf(element: XmlElement, path: string, shapes: Map<string, readonly string[]>): void {
  const names = element.children.map(({ namespace, name }) => `{${namespace}}${name}`);
  if (names.length > (shapes.get(path)?.length ?? 0)) shapes.set(path, names);
  for (const child of element.children) shapeOf(child, `${path}/${child.name}`, shapes);
}

const resultIn = (text: string): XmlElement | undefined => {
  const body = childOf(readXml(text), hubNamespaces.soap, "Body");
  return body?.children[0]?.children[0];
};

/** What answers to the samples' own requests look like, with ids that the stand-in knows. */
async function answersToSamples(later: Later) {
  const test = await openDemoHub(later, "D");
  const [first] = await freeTimesOf(test);
  const answers: { operation: HubOperation; text: string; status: number }[] = [];
  for (const { text } of samples(".request.xml")) {
    const operation = /<tem:(\w+)[ />]/.exec(text)?.[1] as HubOperation;
    const body = text
      .replace("00000000-0000-0000-0000-000000000000", guid)
      .replace(/(<tem:idLpu>)\d+/, `$1${test.clinic}`)
      .replace(/(<tem:idDoc>)[^<]+/, `$1${test.doctor}`)
      .replace(/(<tem:idPat>)[^<]+/, `$1${test.patient}`)
      .replace(/(<tem:idSpesiality>)[^<]+/, "$104")
      .replace(/(<tem:idAppointment>)[^<]+/, `$1${first?.IdAppointment}`)
      .replace(/(<tem:idAppointmentPrev>)[^<]+/, `$1${first?.IdAppointment}`)
      .replaceAll(/20(27)-03-(09|22)T/g, (_all, _year, day) => `2026-${day === "09" ? "11-18" : "12-01"}T`)
      .replaceAll("Кораблёва", "Петров")
      .replaceAll("Ульяна", "Илья")
      .replaceAll("Тимофеевна", "Игоревич")
      .replaceAll("1987-04-09", "1985-03-07")
      .replaceAll("0000000000000017", "4056410842001238");
    const { status, text: answer } = await ask(test, operation, body);
    answers.push({ operation, text: answer, status });
  }
  return answers;
}

test.skipIf(!hasSamples)("answers have the samples' names, namespaces and order", () =>
  withCleanUp(async (later) => {
    const shapes = new Map<string, readonly string[]>();
    for (const { text } of samples(".response.xml")) {
      const result = resultIn(text);
      if (result) shapeOf(result, result.name, shapes);
    }
    const compared = new Set<string>();
    for (const { operation, text, status } of await answersToSamples(later)) {
      if (status === 500) continue;
      const result = resultIn(text);
      expect(result?.name).toBe(`${operation}Result`);
      const own = new Map<string, readonly string[]>();
      if (result) shapeOf(result, result.name, own);
      for (const [path, names] of own) {
        const sample = shapes.get(path);
        if (sample === undefined || sample.length === 0) continue;
        compared.add(path);
        const known = [...new Set(names)].filter((name) => sample.includes(name));
        expect(known, path).toEqual([...new Set(sample)].filter((name) => known.includes(name)));
        const isList = /List|Docs|Districts|Collection/.test(path.split("/").at(-1) ?? "");
        if (!isList) expect(known.length, path).toBeGreaterThan(0);
      }
    }
    expect(compared.size).toBeGreaterThan(25);
  }),
);

test("it runs alone", () =>
  withCleanUp(async (later) => {
    const root = resolve(import.meta.dirname, "../..");
    const words = [join(root, "demo-central/n3/main.ts"), "--port", "0", "--size", "tiny", "--profile", "R"];
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((done) => child.on("close", done));
    later(async () => {
      child.kill("SIGTERM");
      await ended;
    });
    let url = "";
    for await (const line of createInterface({ input: child.stdout })) {
      url = /ready: (\S+)/.exec(line)?.[1] ?? "";
      if (url !== "") break;
    }
    const body = writeRequest("GetDistrictList", {}, { guid });
    const answer = await post(url, body, { soapaction: soapAction("GetDistrictList") });
    expect(answer.text).toContain("<a:IdDistrict>901</a:IdDistrict>");
  }));
