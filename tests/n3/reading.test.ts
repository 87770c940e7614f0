import { describe, expect, it } from "vitest";
import { type HubOperation, hubNamespaces, hubOperations } from "#contract/n3/index.ts";
import { readAnswer } from "#sync/n3/answer.ts";
import { childOf, readXml, type XmlElement, xmlText } from "#sync/n3/xml.ts";
import { fault12Of, faultOf, freeTimes, historyOf1C, refused, succeeded } from "./answers.ts";
import { hasSamples, samples } from "./samples.ts";

const how = { timeZone: "Europe/Moscow" };
const base = ["ErrorList", "IdHistory", "Success"];

/** Holds what was read against what stands in the answer, leaf by leaf; what isn't known may only be nil there. */
function expectRead(element: XmlElement, read: unknown, path: string): void {
  if (element.isNil) {
    expect(read ?? null, path).toBeNull();
    return;
  }
  if (Array.isArray(read)) {
    expect(read.length, path).toBe(element.children.length);
    for (const [at, child] of element.children.entries()) expectRead(child, read[at], `${path}.${at}`);
    return;
  }
  if (element.children.length > 0) {
    expect(read, path).toBeTypeOf("object");
    const members = read as Record<string, unknown>;
    for (const child of element.children) expectRead(child, members[child.name], `${path}.${child.name}`);
    return;
  }
  expect(String(read), path).toBe(element.text);
}

describe("the samples beside the project", () => {
  it.skipIf(!hasSamples)("are there", () => expect(samples(".response.xml")).not.toEqual([]));
  for (const { name, text } of samples(".response.xml").filter(({ name }) => !name.startsWith("9"))) {
    it(`reads ${name}`, () => {
      const response = childOf(readXml(text), hubNamespaces.soap, "Body")?.children[0];
      const operation = response?.name.replace(/Response$/, "") as HubOperation;
      expect(hubOperations).toHaveProperty(operation);
      const result = response?.children[0];
      const reading = readAnswer(operation, text, how);
      const own = result?.children.filter((child) => !base.includes(child.name)) ?? [];
      if (reading.kind === "refused") {
        const numbers = /(?:error|not-available)(\d*)/.exec(name)?.[1] || "39";
        expect(reading.errors).toEqual([Number(numbers)]);
        return;
      }
      if (reading.kind !== "succeeded") throw new Error(reading.kind);
      expect(reading.unreadable).toEqual([]);
      const members: Record<string, unknown> = { ...reading.result };
      for (const child of own) {
        if (operation === "GetErrorList") continue;
        expectRead(child, members[child.name], child.name);
      }
      if (operation === "GetErrorList") {
        expect(members.ErrorList1).toEqual([
          { ErrorDescription: "Пациента нет", IdError: 20 },
          { ErrorDescription: "Время занято", IdError: 39 },
        ]);
      }
    });
  }
  for (const { name, text } of samples("fault-internal.response.xml")) {
    it(`reads ${name}`, () => {
      expect(readAnswer("SetAppointment", text, how)).toEqual({
        kind: "fault",
        code: "InternalServiceFault",
      });
    });
  }
});

/** The same answer as another system would write it: no prefixes, members the other way round, `nil="1"`, comments. */
function rewritten(element: XmlElement): string {
  const isList = element.children.every(({ name }, _, all) => name === all[0]?.name);
  const children = isList ? element.children : element.children.toReversed();
  const nil = element.isNil ? ` x:nil="1" xmlns:x="${hubNamespaces.instance}"` : "";
  const text = element.children.length > 0 ? "\n" : xmlText(element.text);
  const inner = children.map((child) => rewritten(child)).join("<!-- 1C -->");
  return `<q:${element.name} xmlns:q="${element.namespace}"${nil}>${text}${inner}</q:${element.name}>`;
}

describe("the samples as another system would write them", () => {
  it.skipIf(!hasSamples)("are there", () => expect(samples(".response.xml")).not.toEqual([]));
  for (const { name, text } of samples(".response.xml").filter(({ name }) => !name.startsWith("9"))) {
    it(`reads ${name} as the same`, () => {
      const envelope = readXml(text);
      const operation = /-([A-Za-z0-9]+)/.exec(name)?.[1] as HubOperation;
      const other = `<?xml version="1.0" encoding="UTF-8"?>\n${rewritten(envelope)}`;
      expect(other).not.toBe(text);
      expect(readAnswer(operation, other, how)).toEqual(readAnswer(operation, text, how));
    });
  }
});

describe("answers as clinics' systems differ", () => {
  it("reads by namespace and name: prefixes, order, unknown members and nil's spelling mean nothing", () => {
    const reading = readAnswer("GetPatientHistory", historyOf1C, how);
    expect(reading).toEqual({
      kind: "succeeded",
      unreadable: ["ListHistoryVisit.1.VisitStart"],
      result: {
        ListHistoryVisit: [
          {
            VisitStart: "2027-03-09T13:40:00",
            IdAppointment: "00000000000000004711",
            DateCreatedAppointment: null,
            DoctorRendingConsultation: {
              Name: "Ветров А.Б.",
              IdDoc: "8f14e45f-ceea-467f-a1d6-0c1b2f3a4b5c",
              CountFreeTicket: null,
              LastDate: null,
              Snils: null,
            },
          },
          { IdAppointment: "2" },
        ],
      },
    });
  });

  it("tells a list that is absent from one that is nil and one that is empty", () => {
    const listOf = (members: string) => {
      const reading = readAnswer("GetAvaibleAppointments", succeeded("GetAvaibleAppointments", members), how);
      return reading.kind === "succeeded" ? reading.result.ListAppointments : reading.kind;
    };
    expect(listOf("")).toBeUndefined();
    expect(listOf(`<a:ListAppointments i:nil="true"/>`)).toBeNull();
    expect(listOf("<a:ListAppointments/>")).toEqual([]);
  });

  it("takes no member of another namespace for the hub's", () => {
    const times = freeTimes.replaceAll("a:Appointment>", "x:Appointment>");
    const reading = readAnswer(
      "GetAvaibleAppointments",
      times.replace("xmlns:a=", `xmlns:x="urn:x" xmlns:a=`),
      how,
    );
    expect(reading).toMatchObject({ kind: "succeeded", result: { ListAppointments: [] } });
  });

  it("keeps ids as they are", () => {
    const reading = readAnswer("CheckPatient", succeeded("CheckPatient", "<a:IdPat> 007;п1 </a:IdPat>"), how);
    expect(reading).toMatchObject({ result: { IdPat: " 007;п1 " } });
  });

  it.each([
    ["2027-03-09T13:40:00", "2027-03-09T13:40:00"],
    ["2027-03-09T13:40:00.1234567", "2027-03-09T13:40:00"],
    ["2027-03-09T10:40:00Z", "2027-03-09T13:40:00"],
    ["2027-03-09T22:40:00.5-03:00", "2027-03-10T04:40:00"],
    ["2027-03-09", "2027-03-09T00:00:00"],
    [" 2027-03-09T24:00:00 ", "2027-03-10T00:00:00"],
    ["0001-01-01T00:00:00", null],
    ["0001-01-01T00:00:00Z", null],
    ["", null],
    ["2027-02-30T10:00:00", undefined],
    ["2027-03-09T24:30:00", undefined],
    ["09.03.2027 13:40", undefined],
    ["-2027-03-09T13:40:00", undefined],
  ])("takes the time %j as %j by the clinic's clock", (written, read) => {
    const text = succeeded(
      "GetFullInfoById",
      `<a:Doc><a:IdDoc>1</a:IdDoc><a:NearestDate>${written}</a:NearestDate></a:Doc>`,
    );
    const reading = readAnswer("GetFullInfoById", text, how);
    const doctor = reading.kind === "succeeded" ? reading.result.Doc : null;
    expect(doctor?.NearestDate).toBe(read);
    expect(reading).toMatchObject({ unreadable: read === undefined ? ["Doc.NearestDate"] : [] });
  });

  it.each([
    ["40990", 40990],
    ["4.099E4", 40990],
    ["", null],
    ["сорок", undefined],
  ])("takes the number %j as %j", (written, read) => {
    const text = succeeded(
      "GetDistrictList",
      `<a:Districts><a:District><a:Okato>${written}</a:Okato></a:District></a:Districts>`,
    );
    const reading = readAnswer("GetDistrictList", text, how);
    expect(reading.kind === "succeeded" && reading.result.Districts?.[0]?.Okato).toBe(read);
  });

  it("reads the oldest contract's districts, which come without saying that they succeeded", () => {
    const text = succeeded("GetDistrictList", "<a:District><a:IdDistrict>901</a:IdDistrict></a:District>")
      .replace("<a:ErrorList/>", "")
      .replace(`<a:IdHistory i:nil="true"/>`, "")
      .replace("<a:Success>true</a:Success>", "");
    expect(readAnswer("GetDistrictList", text, how)).toMatchObject({
      kind: "succeeded",
      result: { Districts: [{ IdDistrict: 901 }] },
    });
  });

  it("keeps the numbers of errors and none of their words", () => {
    const reading = readAnswer("SetAppointment", refused("SetAppointment", 39, 99), how);
    expect(reading).toEqual({ kind: "refused", errors: [39, 99] });
    expect(readAnswer("SetAppointment", refused("SetAppointment"), how)).toEqual({
      kind: "refused",
      errors: [],
    });
    expect(readAnswer("SetAppointment", refused("SetAppointment", "много"), how)).toEqual({
      kind: "refused",
      errors: [null],
    });
  });

  it("tells a fault by its code", () => {
    expect(readAnswer("GetVersion", faultOf("DeserializationFailed"), how)).toEqual({
      kind: "fault",
      code: "DeserializationFailed",
    });
    expect(readAnswer("GetVersion", fault12Of("ActionNotSupported"), how)).toEqual({
      kind: "fault",
      code: "ActionNotSupported",
    });
  });
});

describe("what is no answer", () => {
  const why = (text: string, limits?: { depth: number; elements: number }) => {
    const reading = readAnswer("GetVersion", text, { ...how, ...(limits ? { limits } : {}) });
    return reading.kind === "unreadable" ? reading.why : reading.kind;
  };
  const sound = succeeded("GetVersion", "<a:ServiceVersion>1</a:ServiceVersion>");

  it("is refused in words that repeat nothing of it", () => {
    expect(why(sound)).toBe("succeeded");
    expect(why("")).toBe("not well-formed");
    expect(why("Петрова Анна")).toBe("not well-formed");
    expect(why(sound.slice(0, -20))).toBe("not well-formed");
    expect(why(`${sound}<x/>`)).toBe("not well-formed");
    expect(why(sound.replace("<a:ServiceVersion>", "<b:ServiceVersion>"))).toBe("not well-formed");
    expect(why("<html><body>Service Unavailable</body></html>")).toBe("no SOAP envelope");
    expect(why(succeeded("GetErrorList", ""))).toBe("no result of this operation");
    expect(why(sound.replace(">true<", ">да<"))).toBe("it doesn't say whether it succeeded");
    expect(why(sound.replaceAll(hubNamespaces.hub, "urn:x"))).toBe("it doesn't say whether it succeeded");
  });

  it("may declare no document type, so that no entity is ever expanded or fetched", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    expect(why(bomb + sound)).toBe("a document type");
    expect(why(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${sound}`)).toBe("a document type");
    expect(why(sound.replace(">1<", ">&b;<"))).toBe("not well-formed");
    const reading = readAnswer("GetVersion", sound.replace(">1<", ">&lt;&#1078;&amp;<"), how);
    expect(reading).toMatchObject({ result: { ServiceVersion: "<ж&" } });
  });

  it("is bounded in depth and in number", () => {
    const deep = sound.replace(
      "<a:ServiceVersion>",
      `${"<x>".repeat(100)}${"</x>".repeat(100)}<a:ServiceVersion>`,
    );
    expect(why(deep)).toBe("deeper than 64 elements");
    const wide = sound.replace("<a:ServiceVersion>", `${"<x/>".repeat(100)}<a:ServiceVersion>`);
    expect(why(wide)).toBe("succeeded");
    expect(why(wide, { depth: 64, elements: 50 })).toBe("more than 50 elements");
  });
});
