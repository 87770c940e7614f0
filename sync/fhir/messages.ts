import { z } from "zod";
import { CentralError, type CentralMessage } from "#contract/index.ts";
import type { Ask, Http } from "./http.ts";
import { instant, type Json, referencedId } from "./json.ts";
import { token } from "./search-values.ts";
import { searchset } from "./searchset.ts";

const text = z.string().default("");
const reference = z.object({ reference: text, display: text });
const communicationSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  status: z.string(),
  subject: reference.optional(),
  recipient: z.array(reference).default([]),
  sent: text,
  sender: reference.optional(),
  payload: z.array(z.object({ contentString: text })).default([]),
});

/** What has been sent; a draft, a mistake or what was given up is none. */
const sentStatuses: ReadonlySet<string> = new Set(["completed", "in-progress"]);

/**
 * Communications to these patients, the newest first. One that names only others as its recipients is about the
 * patient but not for them: doctors write to each other.
 */
export async function messagesTo(
  http: Http,
  patientIds: readonly string[],
  limit: number,
  signal: AbortSignal,
): Promise<CentralMessage[]> {
  if (patientIds.length === 0) return [];
  const anyOf = patientIds.map((id) => `Patient/${token(id)}`).join(",");
  const found = await Promise.all(
    ["recipient", "subject"].map((role) => search(http, { [role]: anyOf }, limit, signal)),
  );
  const byId = new Map(found.flat().map((resource) => [resource.id, resource]));
  return [...byId.values()]
    .flatMap((resource) => toMessage(resource, patientIds) ?? [])
    .sort((a, b) => b.sent - a.sent)
    .slice(0, limit);
}

async function search(
  http: Http,
  form: Readonly<Record<string, string>>,
  limit: number,
  signal: AbortSignal,
): Promise<Json[]> {
  const ask: Ask = {
    method: "POST",
    path: "Communication/_search",
    form: { ...form, _sort: "-sent", _count: String(limit) },
  };
  return [...searchset(await http.send(ask, signal), "Communication").resources];
}

function toMessage(resource: Json, patientIds: readonly string[]): CentralMessage | null {
  const { data } = communicationSchema.safeParse(resource);
  if (!data) throw new CentralError("invalidResponse", "a message that can't be read");
  const ours = (one: z.infer<typeof reference> | undefined): string | null => {
    const id = referencedId(one?.reference, "Patient");
    return id !== null && patientIds.includes(id) ? id : null;
  };
  const subject = ours(data.subject);
  const recipient = data.recipient.map(ours).find((id) => id !== null) ?? null;
  if (subject === null && recipient === null)
    throw new CentralError("invalidResponse", "messages that were not asked for");
  const sent = instant(data.sent);
  const words = data.payload.map(({ contentString }) => contentString.trim()).filter(Boolean);
  const isForThem = recipient !== null || data.recipient.length === 0;
  const patientId = subject ?? recipient;
  if (!isForThem || patientId === null || sent === null || words.length === 0) return null;
  if (!sentStatuses.has(data.status)) return null;
  return {
    id: data.id,
    sent,
    from: data.sender?.display ?? "",
    organizationId: referencedId(data.sender?.reference, "Organization"),
    text: words.join("\n"),
    patientId,
  };
}
