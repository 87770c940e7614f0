import { fhirNames } from "#contract/fhir/names.ts";
import type { CentralSettings } from "#contract/fhir/settings.ts";
import { type CardContent, CentralError } from "#contract/index.ts";
import type { FhirCard } from "./attempts.ts";
import { newCard, toCard, withContent } from "./card-resource.ts";
import type { Ask, Http } from "./http.ts";
import { dayAt, isJson, type Json, referencedId } from "./json.ts";
import { read } from "./read.ts";
import { pages } from "./search.ts";
import { anyIdentifier } from "./search-values.ts";

type Systems = CentralSettings["systems"];

/** The patient's RelatedPersons that are cards. */
export async function cardsOf(
  http: Http,
  systems: Systems,
  patientId: string,
  signal: AbortSignal,
): Promise<FhirCard[]> {
  const found = await search(http, { patient: `Patient/${patientId}` }, signal);
  if (!found.every((resource) => ownerOf(resource) === patientId)) {
    throw new CentralError("invalidResponse", "cards that were not asked for");
  }
  return found.flatMap((resource) => toCard(resource, systems, dayAt(http.now())) ?? []);
}

/** Makes a card once: where an answer doesn't come, it is looked for by its key before it is sent again. */
export async function createCard(
  http: Http,
  systems: Systems,
  card: { readonly key: string; readonly ownerId: string; readonly content: CardContent },
  signal: AbortSignal,
): Promise<FhirCard> {
  const identifier = anyIdentifier([{ system: fhirNames.cardKey, value: card.key }]);
  const ask: Ask = {
    method: "POST",
    path: "RelatedPerson",
    json: newCard(card, systems, dayAt(http.now())),
    headers: { "if-none-exist": `identifier=${identifier}`, ...wholeAnswer },
  };
  try {
    return cardIn((await http.send(ask, signal)).body, systems, dayAt(http.now()));
  } catch (error) {
    if (!(error instanceof CentralError) || error.fault === "unauthorized" || error.fault === "rejected")
      throw error;
    const [made] = await search(http, { identifier }, signal);
    return cardIn(made ?? (await http.send(ask, signal)).body, systems, dayAt(http.now()));
  }
}

/** Puts a card's content in place of what was read, unless somebody was faster: null then. */
export async function changeCard(
  http: Http,
  systems: Systems,
  card: FhirCard,
  content: CardContent,
  signal: AbortSignal,
): Promise<FhirCard | null> {
  const current = await unchanged(http, card, signal);
  if (current === null || current === "gone") return null;
  const ask: Ask = {
    method: "PUT",
    path: pathOf(card),
    json: withContent(current, content, systems, dayAt(http.now())),
    headers: { "if-match": card.etag, ...wholeAnswer },
  };
  const answer = await orStale(http.send(ask, signal));
  return answer === null ? null : cardIn(answer.body, systems, dayAt(http.now()));
}

/** Deletes a card, unless somebody has changed it: false then. */
export async function removeCard(http: Http, card: FhirCard, signal: AbortSignal): Promise<boolean> {
  const current = await unchanged(http, card, signal);
  if (current === "gone") return true;
  if (current === null) return false;
  const ask: Ask = { method: "DELETE", path: pathOf(card), headers: { "if-match": card.etag } };
  return (await orStale(http.send(ask, signal))) !== null;
}

const wholeAnswer = { prefer: "return=representation" };
const pathOf = ({ id }: FhirCard): string => `RelatedPerson/${encodeURIComponent(id)}`;
const ownerOf = ({ patient }: Json): string | null =>
  referencedId(isJson(patient) ? patient.reference : undefined, "Patient");

/**
 * The card as it is now, null where it is another version than the one that was read. Asked even though the change
 * goes out under that version's ETag: not every server heeds it at a DELETE.
 */
async function unchanged(http: Http, card: FhirCard, signal: AbortSignal): Promise<Json | "gone" | null> {
  const found = await read(http, "RelatedPerson", card.id, signal);
  if (found === null) return "gone";
  const { meta } = found.resource;
  return isJson(meta) && `W/"${String(meta.versionId)}"` === card.etag ? found.resource : null;
}

/** Null where the central API says that somebody else was faster. */
async function orStale<T>(sent: Promise<T>): Promise<T | null> {
  try {
    return await sent;
  } catch (error) {
    const stale: readonly (number | null)[] = [404, 409, 410, 412];
    if (error instanceof CentralError && stale.includes(error.code)) return null;
    throw error;
  }
}

function cardIn(body: unknown, systems: Systems, today: string): FhirCard {
  const card = isJson(body) && body.resourceType === "RelatedPerson" ? toCard(body, systems, today) : null;
  if (card) return card;
  throw new CentralError("invalidResponse", "not the card that was sent");
}

async function search(http: Http, form: NonNullable<Ask["form"]>, signal: AbortSignal): Promise<Json[]> {
  const first: Ask = { method: "POST", path: "RelatedPerson/_search", form: { ...form, _count: "100" } };
  const found: Json[] = [];
  const take = (resource: Json): { row: Json } => ({ row: resource });
  for await (const page of pages(http, first, "RelatedPerson", take, signal)) found.push(...page.rows);
  return found;
}
