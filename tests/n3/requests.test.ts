import { describe, expect, it } from "vitest";
import {
  type HubOperation,
  type HubTypeName,
  hubNamespaces,
  hubOperations,
  hubTypes,
  type MemberForm,
  type Members,
} from "#contract/n3/index.ts";
import { soapAction, writeRequest } from "#sync/n3/request.ts";
import { childOf, readXml, type XmlElement } from "#sync/n3/xml.ts";
import { hasSamples, samples } from "./samples.ts";

const guid = "00000000-0000-0000-0000-000000000000";

/** What of an element matters to the one who reads it: order counts, prefixes don't. */
type Plain = { name: string; isNil: boolean; children: readonly Plain[]; text: string };
const plain = ({ namespace, name, isNil, children, text }: XmlElement): Plain => ({
  name: `{${namespace}}${name}`,
  isNil,
  children: children.map(plain),
  text: children.length === 0 ? text : "",
});

const operationIn = (envelope: XmlElement): XmlElement => {
  const operation = childOf(envelope, hubNamespaces.soap, "Body")?.children[0];
  if (!operation) throw new Error("no operation");
  return operation;
};

/** The values that a request holds, as a caller gives them. */
function valuesOf(element: XmlElement, members: Members): Record<string, unknown> {
  return Object.fromEntries(
    element.children.map((child) => {
      const form = members[child.name];
      if (form === undefined) throw new Error(`${child.name} isn't in the contract`);
      return [child.name, givenBy(child, form)];
    }),
  );
}

function givenBy(element: XmlElement, form: MemberForm): unknown {
  if (element.isNil) return null;
  if (typeof form === "string") {
    const kind = form.replace("?", "");
    if (kind === "int" || kind === "double") return Number(element.text);
    return kind === "boolean" ? element.text === "true" : element.text;
  }
  if ("object" in form) return valuesOf(element, hubTypes[form.object as HubTypeName].members);
  if ("list" in form) {
    return element.children.map((item) => valuesOf(item, hubTypes[form.list as HubTypeName].members));
  }
  throw new Error("no request holds such a list");
}

describe("a request is what the vendor's schema says", () => {
  it.skipIf(!hasSamples)("knows samples", () => expect(samples(".request.xml")).not.toEqual([]));

  for (const { name, text } of samples(".request.xml")) {
    it(`equals ${name}: names, order, namespaces, nil`, () => {
      const sample = operationIn(readXml(text));
      const operation = sample.name as HubOperation;
      const {
        idHistory = null,
        guid: key = guid,
        ...given
      } = valuesOf(sample, hubOperations[operation].parameters);
      const caller = { guid: String(key), idHistory: idHistory as number | null };
      const written = operationIn(readXml(writeRequest(operation, given as never, caller)));
      expect(plain(written)).toEqual(plain(sample));
      expect(text).toContain(`SOAPAction: ${soapAction(operation)}`);
    });
  }

  it("sends parameters in the contract's order, whatever the caller's", () => {
    const text = writeRequest(
      "SetAppointment",
      {
        idAppointmentPrev: null,
        attachedReferral: null,
        doctorsReferral: null,
        idPat: "п1",
        idLpu: 9001,
        idAppointment: "09.03.2027;13:40;п1",
      },
      { guid, idHistory: 7 },
    );
    const sent = operationIn(readXml(text)).children;
    expect(sent.map(({ name }) => name)).toEqual([
      "idAppointment",
      "idLpu",
      "idPat",
      "doctorsReferral",
      "attachedReferral",
      "idAppointmentPrev",
      "guid",
      "idHistory",
    ]);
    expect(sent.filter(({ isNil }) => isNil).map(({ name }) => name)).toEqual([
      "doctorsReferral",
      "attachedReferral",
      "idAppointmentPrev",
    ]);
    expect(sent.at(-1)?.text).toBe("7");
  });

  it("carries any text and leaves out what XML can't", () => {
    const surname = `О'Нил & "К" <б>\r\n\u0000\u0007😀 ё]]>`;
    const text = writeRequest(
      "InspectDoctorsReferral2",
      { idLpu: null, doctorsReferal: "1", surname, attachedReferral: null },
      { guid },
    );
    const sent = operationIn(readXml(text));
    expect(childOf(sent, hubNamespaces.tempuri, "surname")?.text).toBe(
      surname.replaceAll("\u0000", "").replaceAll("\u0007", ""),
    );
  });

  it("refuses a time with an offset, which the hub would take for another hour", () => {
    const ask = (visitStart: string) => () =>
      writeRequest("GetWorkingTime", { idDoc: "1", idLpu: 1, visitStart, visitEnd: null }, { guid });
    expect(ask("2027-03-09T00:00:00")).not.toThrow();
    expect(ask("2027-03-09T00:00:00Z")).toThrow(TypeError);
    expect(ask("2027-03-09")).toThrow(TypeError);
  });
});
