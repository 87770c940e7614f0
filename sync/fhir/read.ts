import { CentralError } from "#contract/index.ts";
import type { FhirSlotReading } from "./attempts.ts";
import type { Answer, Http } from "./http.ts";
import { isJson, type Json } from "./json.ts";
import { slotReader } from "./slots.ts";

/** A resource as the central API holds it now; `etag` is null where the central API sent no such header. */
export type Found = { readonly resource: Json; readonly etag: string | null };

/**
 * GET of one resource, uncached; null where it never was or is no more (404, 410).
 * @throws {CentralError} `invalidResponse` for another resource than the one asked for.
 */
export async function read(http: Http, type: string, id: string, signal: AbortSignal): Promise<Found | null> {
  let answer: Answer;
  try {
    answer = await http.send({ method: "GET", path: `${type}/${encodeURIComponent(id)}` }, signal);
  } catch (error) {
    if (error instanceof CentralError && (error.code === 404 || error.code === 410)) return null;
    throw error;
  }
  const { body, headers } = answer;
  if (isJson(body) && body.resourceType === type && body.id === id) {
    return { resource: body, etag: headers.get("etag") };
  }
  throw new CentralError("invalidResponse", `not the ${type} that was asked for`, { code: answer.status });
}

/** A slot with the ETag under which it can be changed. @throws {CentralError} */
export async function readSlot(http: Http, id: string, signal: AbortSignal): Promise<FhirSlotReading> {
  const answer = await read(http, "Slot", id, signal);
  if (answer === null) return { state: "gone" };
  const result = slotReader()(answer.resource);
  if (result === null || !("row" in result))
    throw new CentralError(
      "invalidResponse",
      `a Slot that can't be read: ${result?.kind ?? "a self-test's"}`,
    );
  const etag = answer.etag ?? `W/"${result.row.version}"`;
  return { state: "present", slot: result.row, etag, raw: answer.resource };
}
