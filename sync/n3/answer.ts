import {
  type HubOperation,
  type HubResult,
  type HubTypeName,
  hubNamespaces,
  hubOperations,
  hubTypes,
  type MemberForm,
  type Members,
  type OpenItem,
  resultBase,
  type Scalar,
} from "#contract/n3/index.ts";
import { readScalar } from "./scalars.ts";
import { childOf, readXml, type XmlElement, XmlError, type XmlLimits } from "./xml.ts";

/** An answer as it was read. No description of an error is kept: it is written for clinics, and may name people. */
export type HubReading<Name extends HubOperation> =
  | {
      readonly kind: "succeeded";
      readonly result: HubResult<Name>;
      /** Members that couldn't be read and are absent, as `ListHistoryVisit.3.VisitStart`. */
      readonly unreadable: readonly string[];
    }
  /** `Success=false`, with the numbers of its errors (null: an error without one); none where it tells none. */
  | { readonly kind: "refused"; readonly errors: readonly (number | null)[] }
  /** A SOAP fault, by the local name of its code. */
  | { readonly kind: "fault"; readonly code: string }
  /** It is no answer to this operation. `why` holds nothing of it. */
  | { readonly kind: "unreadable"; readonly why: string };

/** Reads an answer by namespaces and local names: prefixes, the order of members and unknown members mean nothing. */
export function readAnswer<Name extends HubOperation>(
  operation: Name,
  text: string,
  { timeZone, limits }: { readonly timeZone: string; readonly limits?: XmlLimits },
): HubReading<Name> {
  let envelope: XmlElement;
  try {
    envelope = readXml(text, limits);
  } catch (error) {
    if (error instanceof XmlError) return { kind: "unreadable", why: error.message };
    throw error;
  }
  const { namespace: soap } = envelope;
  if (envelope.name !== "Envelope" || (soap !== hubNamespaces.soap && soap !== hubNamespaces.soap12)) {
    return { kind: "unreadable", why: "no SOAP envelope" };
  }
  const body = childOf(envelope, soap, "Body");
  const fault = body && childOf(body, soap, "Fault");
  if (fault) return { kind: "fault", code: faultCode(fault) };
  const response = body && childOf(body, hubNamespaces.tempuri, `${operation}Response`);
  const result = response && childOf(response, hubNamespaces.tempuri, `${operation}Result`);
  if (!result || result.isNil) return { kind: "unreadable", why: "no result of this operation" };
  return readResult(operation, result, timeZone);
}

function readResult<Name extends HubOperation>(
  operation: Name,
  result: XmlElement,
  timeZone: string,
): HubReading<Name> {
  const reader = createReader(timeZone);
  const base = reader.members(result, "hub", resultBase, "");
  const { namespace, result: own } = hubOperations[operation];
  if (base.Success === undefined || base.Success === null) {
    const bare = bareList(operation, result);
    if (bare === null) return { kind: "unreadable", why: "it doesn't say whether it succeeded" };
    const list = reader.value(result, bare.form, bare.name);
    return {
      kind: "succeeded",
      result: { [bare.name]: list } as HubResult<Name>,
      unreadable: reader.unreadable,
    };
  }
  if (base.Success === false) {
    const errors = Array.isArray(base.ErrorList) ? (base.ErrorList as { IdError?: number | null }[]) : [];
    return { kind: "refused", errors: errors.map(({ IdError }) => IdError ?? null) };
  }
  const members = reader.members(result, namespace, own, "");
  // The newer contract tells the classifier of errors in the list that elsewhere tells what went wrong.
  const classifier = operation === "GetErrorList" && members.ErrorList1 === undefined ? base.ErrorList : null;
  return {
    kind: "succeeded",
    result: { ...members, ...(classifier === null ? {} : { ErrorList1: classifier }) } as HubResult<Name>,
    unreadable: reader.unreadable,
  };
}

/** The oldest contract answers GetDistrictList with the items alone. */
function bareList(operation: HubOperation, result: XmlElement): { name: string; form: MemberForm } | null {
  const [first] = Object.entries<MemberForm>(hubOperations[operation].result);
  if (first === undefined || typeof first[1] === "string" || !("list" in first[1])) return null;
  const [name, form] = first;
  const { namespace } = hubTypes[form.list as HubTypeName];
  const areItems = result.children.every(
    (child) => child.name === form.list && child.namespace === hubNamespaces[namespace],
  );
  return areItems && result.children.length > 0 ? { name, form } : null;
}

type Value = string | number | boolean | null | readonly unknown[] | { readonly [member: string]: unknown };

function createReader(timeZone: string) {
  const unreadable: string[] = [];

  const members = (
    element: XmlElement,
    namespace: keyof typeof hubNamespaces,
    shape: Members,
    path: string,
  ): Record<string, Value | undefined> => {
    const values: Record<string, Value | undefined> = {};
    for (const [name, form] of Object.entries(shape)) {
      const member = childOf(element, hubNamespaces[namespace], name);
      const read = member && value(member, form, path === "" ? name : `${path}.${name}`);
      if (read !== undefined) values[name] = read;
    }
    return values;
  };

  const object = (element: XmlElement, name: string, path: string): { [member: string]: unknown } => {
    const { namespace, members: shape } = hubTypes[name as HubTypeName];
    return members(element, namespace, shape, path);
  };

  const scalar = (element: XmlElement, kind: Scalar, path: string): Value | undefined => {
    const isEmpty = kind !== "string" && element.text.trim() === "";
    // An empty number, date or guid is as little one as a nil.
    if (element.isNil || (isEmpty && element.children.length === 0)) return null;
    const read = element.children.length > 0 ? undefined : readScalar(kind, element.text, timeZone);
    if (read === undefined) unreadable.push(path);
    return read;
  };

  const value = (element: XmlElement, form: MemberForm, path: string): Value | undefined => {
    if (typeof form === "string") return scalar(element, form.replace("?", "") as Scalar, path);
    if (element.isNil) return null;
    if ("object" in form) return object(element, form.object, path);
    if ("open" in form) return element.children.map(openItem);
    const [item, namespace] =
      "scalars" in form
        ? [form.scalars, "arrays" as const]
        : [form.list, hubTypes[form.list as HubTypeName].namespace];
    return element.children
      .filter((child) => child.name === item && child.namespace === hubNamespaces[namespace])
      .flatMap((child, at) => {
        if ("list" in form) return child.isNil ? [] : [object(child, form.list, `${path}.${at}`)];
        const read = scalar(child, form.scalars, `${path}.${at}`);
        return read === undefined || read === null ? [] : [read];
      });
  };

  return { members, value, unreadable };
}

const openItem = (item: XmlElement): OpenItem =>
  Object.fromEntries(
    item.children
      .filter(({ children }) => children.length === 0)
      .map(({ name, isNil, text }) => [name, isNil ? null : text]),
  );

/** Of SOAP 1.1 `faultcode`, of 1.2 the innermost subcode: a qualified name, of which the local part is told. */
function faultCode(fault: XmlElement): string {
  const { namespace: soap12 } = fault;
  let code = fault.children.find(({ name }) => name === "faultcode") ?? childOf(fault, soap12, "Code");
  for (let inner = code; inner; inner = childOf(inner, soap12, "Subcode")) code = inner;
  const text = (code && (childOf(code, soap12, "Value")?.text ?? code.text)) ?? "";
  const local = text.trim().split(":").at(-1) ?? "";
  return /^[A-Za-z0-9._-]{1,80}$/.test(local) ? local : "unknown";
}
