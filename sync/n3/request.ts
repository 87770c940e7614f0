import {
  type HubNamespace,
  type HubOperation,
  type HubRequest,
  type HubTypeName,
  hubNamespaces,
  hubOperations,
  hubTypes,
  type MemberForm,
  type Members,
  type Scalar,
} from "#contract/n3/index.ts";
import { writeScalar } from "./scalars.ts";

/** Whose call it is. */
export type HubCaller = { readonly guid: string; readonly idHistory?: number | null };

const prefixes: Readonly<Record<Exclude<HubNamespace, "soap12">, string>> = {
  soap: "s",
  tempuri: "t",
  hub: "h",
  dto: "d",
  waiting: "w",
  homeCall: "c",
  arrays: "a",
  instance: "i",
};

/** The header `SOAPAction` of an operation, quoted as SOAP 1.1 wants it. */
export const soapAction = (operation: HubOperation): string =>
  `"${hubNamespaces.tempuri}${hubOperations[operation].service}/${operation}"`;

/**
 * The envelope of a request. All parameters are sent, in the contract's order, those without a value as nil; of objects
 * the members that were given, a null as nil. @throws {TypeError} for a value that its parameter can't carry
 */
export function writeRequest<Name extends HubOperation>(
  operation: Name,
  request: HubRequest<Name>,
  { guid, idHistory = null }: HubCaller,
): string {
  const { parameters } = hubOperations[operation];
  const values: Readonly<Record<string, unknown>> = { ...request, guid, idHistory };
  const body = Object.entries<MemberForm>(parameters)
    .map(([name, form]) => element("tempuri", name, form, values[name] ?? null))
    .join("");
  const declared = Object.entries(prefixes)
    .map(([namespace, prefix]) => ` xmlns:${prefix}="${hubNamespaces[namespace as HubNamespace]}"`)
    .join("");
  return (
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope${declared}><s:Body>` +
    `<t:${operation}>${body}</t:${operation}></s:Body></s:Envelope>`
  );
}

function element(namespace: keyof typeof prefixes, name: string, form: MemberForm, value: unknown): string {
  const tag = `${prefixes[namespace]}:${name}`;
  if (value === null) return `<${tag} i:nil="true"/>`;
  return `<${tag}>${content(form, value)}</${tag}>`;
}

function content(form: MemberForm, value: unknown): string {
  if (typeof form === "string") return writeScalar(form.replace("?", "") as Scalar, value);
  if ("object" in form) return object(form.object, value);
  if ("open" in form || !Array.isArray(value)) throw new TypeError("a list that can't be sent");
  const items: readonly unknown[] = value;
  if ("scalars" in form) {
    return items.map((item) => element("arrays", form.scalars, form.scalars, item)).join("");
  }
  const tag = `${prefixes[typeOf(form.list).namespace]}:${form.list}`;
  return items.map((item) => `<${tag}>${object(form.list, item)}</${tag}>`).join("");
}

function object(name: string, value: unknown): string {
  const { namespace, members } = typeOf(name);
  const values = Object(value) as Readonly<Record<string, unknown>>;
  return Object.entries(members)
    .filter(([member]) => values[member] !== undefined)
    .map(([member, form]) => element(namespace, member, form, values[member]))
    .join("");
}

type WritableType = { readonly namespace: Exclude<HubNamespace, "soap12">; readonly members: Members };

const typeOf = (name: string): WritableType => {
  if (!Object.hasOwn(hubTypes, name)) throw new TypeError(`no type ${name}`);
  return hubTypes[name as HubTypeName];
};
