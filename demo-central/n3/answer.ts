import {
  type HubNamespace,
  type HubOperation,
  type HubTypeName,
  hubNamespaces,
  hubOperations,
  hubTypes,
  type MemberForm,
  type Members,
  resultBase,
} from "#contract/n3/index.ts";
import { hubTexts } from "./messages.ts";

/** How a clinic's system writes. `nulls`: a null is written as nil, or left out. */
export type HubStyle = {
  readonly style: "dotnet" | "1c";
  readonly nulls: "nil" | "absent";
  /** A time of the wall clock, as it is told. */
  readonly time: (wall: string) => string;
  /** Dates that aren't known are told as the year 1. */
  readonly yearOne: boolean;
};

/** A value of a result: undefined is left out, null is none. */
type Values = Readonly<Record<string, unknown>>;

const prefixes: Partial<Record<HubNamespace, string>> = {
  hub: "a",
  arrays: "b",
  dto: "d",
  waiting: "w",
  homeCall: "c",
};

/** The envelope of an answer, its members in the contract's order. */
export function writeHubAnswer(operation: HubOperation, values: Values, style: HubStyle): string {
  const { result, namespace } = hubOperations[operation];
  const content =
    membersText("hub", resultBase, values, style) + membersText(namespace, result, values, style);
  const declared =
    style.style === "1c"
      ? ` xmlns:xsi="${hubNamespaces.instance}"`
      : ` xmlns:i="${hubNamespaces.instance}"${Object.entries(prefixes)
          .map(([name, prefix]) => ` xmlns:${prefix}="${hubNamespaces[name as HubNamespace]}"`)
          .join("")}`;
  return (
    `<s:Envelope xmlns:s="${hubNamespaces.soap}"><s:Body><${operation}Response xmlns="${hubNamespaces.tempuri}">` +
    `<${operation}Result${declared}>${content}</${operation}Result></${operation}Response></s:Body></s:Envelope>`
  );
}

export const writeHubFault = (code: string): string =>
  `<s:Envelope xmlns:s="${hubNamespaces.soap}"><s:Body><s:Fault><faultcode ` +
  `xmlns:a="http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher">a:${code}</faultcode>` +
  `<faultstring xml:lang="ru-RU">${hubTexts.switchedOn.replace("{code}", code)}</faultstring></s:Fault></s:Body></s:Envelope>`;

function membersText(namespace: HubNamespace, members: Members, values: Values, style: HubStyle): string {
  return Object.entries<MemberForm>(members)
    .map(([name, form]) => memberText(namespace, name, form, values[name], style))
    .join("");
}

function memberText(
  namespace: HubNamespace,
  name: string,
  form: MemberForm,
  value: unknown,
  style: HubStyle,
): string {
  if (value === undefined) return "";
  const isTime = form === "dateTime" || form === "dateTime?";
  const told = value === null && isTime && style.yearOne ? "0001-01-01T00:00:00" : value;
  const { open, close } = tag(namespace, name, style);
  if (told === null) {
    const nil = style.style === "1c" ? "xsi:nil" : "i:nil";
    return style.nulls === "absent" ? "" : `<${open} ${nil}="true"/>`;
  }
  return `<${open}>${contentOf(form, told, style)}</${close}>`;
}

function contentOf(form: MemberForm, value: unknown, style: HubStyle): string {
  if (typeof form === "string") {
    const isKnownTime = form.startsWith("dateTime") && value !== "0001-01-01T00:00:00";
    return escaped(isKnownTime ? style.time(String(value)) : String(value));
  }
  if ("object" in form) {
    const { namespace, members } = hubTypes[form.object as HubTypeName];
    return membersText(namespace, members, value as Values, style);
  }
  const items = value as readonly unknown[];
  if ("scalars" in form) {
    return items.map((item) => memberText("arrays", form.scalars, form.scalars, item, style)).join("");
  }
  if ("open" in form) return "";
  const { namespace } = hubTypes[form.list as HubTypeName];
  return items.map((item) => memberText(namespace, form.list, { object: form.list }, item, style)).join("");
}

/** .NET writes prefixes, 1С a namespace on each member. */
function tag(namespace: HubNamespace, name: string, { style }: HubStyle): { open: string; close: string } {
  if (style === "1c") return { open: `${name} xmlns="${hubNamespaces[namespace]}"`, close: name };
  const prefixed = `${prefixes[namespace]}:${name}`;
  return { open: prefixed, close: prefixed };
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
