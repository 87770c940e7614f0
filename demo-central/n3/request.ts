import { SaxesParser } from "saxes";
import {
  type HubNamespace,
  type HubOperation,
  type HubTypeName,
  hubNamespaces,
  hubOperations,
  hubTypes,
  type MemberForm,
  type Members,
} from "#contract/n3/index.ts";

type Element = { uri: string; name: string; nil: boolean; text: string; children: Element[] };

/** What was asked, as WCF would take it, or the fault by which it would refuse to. */
export type HubAsked =
  | {
      readonly kind: "asked";
      readonly operation: HubOperation;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "fault"; readonly code: "ActionNotSupported" | "DeserializationFailed" };

class Unreadable extends Error {}

/** Reads a request by its action and body. What stands out of the contract's order is passed over without a word. */
export function readHubRequest(action: string | undefined, body: string): HubAsked {
  const name = (action ?? "").replaceAll('"', "").split("/").at(-1) ?? "";
  const service = (action ?? "").replaceAll('"', "").split("/").at(-2);
  const isKnown = Object.hasOwn(hubOperations, name);
  const operation = name as HubOperation;
  if (!isKnown || hubOperations[operation].service !== service)
    return { kind: "fault", code: "ActionNotSupported" };
  try {
    const envelope = readTree(body);
    const soapBody = envelope.children.find((one) => one.uri === hubNamespaces.soap && one.name === "Body");
    const asked = soapBody?.children[0];
    if (asked?.uri !== hubNamespaces.tempuri || asked.name !== operation) throw new Unreadable();
    const values = membersOf(asked, "tempuri", hubOperations[operation].parameters);
    return { kind: "asked", operation, values };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: "fault", code: "DeserializationFailed" };
    throw error;
  }
}

function readTree(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { uri: "", name: "", nil: false, text: "", children: [] };
  const open = [root];
  parser.on("error", () => {
    throw new Unreadable();
  });
  parser.on("doctype", () => {
    throw new Unreadable();
  });
  parser.on("opentag", ({ uri, local, attributes }) => {
    const nil = Object.values(attributes).find(
      (one) => one.uri === hubNamespaces.instance && one.local === "nil",
    );
    const element = { uri, name: local, nil: nil?.value === "true", text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (part) => {
    const inner = open.at(-1);
    if (inner) inner.text += part;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  const [envelope] = root.children;
  if (!envelope) throw new Unreadable();
  return envelope;
}

/** Each element only where none after it in the contract's order came before: as a DataContractSerializer reads. */
function membersOf(element: Element, namespace: HubNamespace, members: Members): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const order = Object.entries<MemberForm>(members);
  let last = -1;
  for (const child of element.children) {
    const at = order.findIndex(([name]) => name === child.name && child.uri === hubNamespaces[namespace]);
    const form = order[at]?.[1];
    if (at <= last || form === undefined) continue;
    last = at;
    values[child.name] = valueOfElement(child, form);
  }
  return values;
}

function valueOfElement(element: Element, form: MemberForm): unknown {
  if (element.nil) {
    if (form === "int" || form === "boolean" || form === "guid") throw new Unreadable();
    return null;
  }
  if (typeof form === "string") return scalarOf(element.text, form);
  if ("object" in form) {
    const { namespace, members } = hubTypes[form.object as HubTypeName];
    return membersOf(element, namespace, members);
  }
  if ("list" in form) {
    const { namespace, members } = hubTypes[form.list as HubTypeName];
    return element.children
      .filter(({ uri, name }) => uri === hubNamespaces[namespace] && name === form.list)
      .map((item) => membersOf(item, namespace, members));
  }
  return [];
}

function scalarOf(text: string, form: string): unknown {
  const fits = (pattern: RegExp): string => {
    if (!pattern.test(text.trim())) throw new Unreadable();
    return text.trim();
  };
  switch (form.replace("?", "")) {
    case "int":
      return Number(fits(/^[+-]?\d{1,10}$/));
    case "boolean":
      return ["true", "1"].includes(fits(/^(true|false|1|0)$/));
    case "guid":
      return fits(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
    case "dateTime":
      return fits(/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/);
    default:
      return text;
  }
}
