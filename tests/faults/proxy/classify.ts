import type { Asked } from "./forward.ts";
import type { RequestKind } from "./treatment.ts";

/** What a request is about, by method and path alone. */
export function kindOf({ method, path }: Pick<Asked, "method" | "path">): RequestKind {
  const [, type = "", rest = ""] = /^\/fhir\/?([A-Za-z]*)\/?([^?]*)/.exec(path) ?? [];
  if (method === "POST" && type === "Patient") return "person";
  if (method === "POST" && rest === "_search") return "look";
  if (method !== "GET") return "transaction";
  return (type === "Slot" || type === "Appointment") && rest !== "" ? "look" : "pull";
}

/** The slots that a transaction Bundle would put; none for anything else. */
export function slotsOf(body: Buffer): string[] {
  return [...body.toString("utf8").matchAll(/"url":"Slot\/([A-Za-z0-9\-.]+)"/g)].map(([, id = ""]) => id);
}
