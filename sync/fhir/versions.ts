import { z } from "zod";
import { CentralError } from "#contract/index.ts";
import type { Http } from "./http.ts";

/** Entries of a history that are looked at. A slot is changed a few times in its life. */
const mostVersions = 100;

const historySchema = z.object({
  resourceType: z.literal("Bundle"),
  type: z.literal("history"),
  link: z.array(z.object({ relation: z.string() })).default([]),
  entry: z
    .array(
      z.object({
        resource: z.object({ meta: z.object({ versionId: z.string().min(1) }) }).optional(),
        request: z.object({ method: z.string() }).optional(),
      }),
    )
    .default([]),
});

/**
 * The ETags of a slot since it was last made, its present one first (R4 §3.1.0.9, instance history). Null where the
 * central API has no such history, or more of it than is looked at, and where the slot is deleted.
 * @throws {CentralError} `unavailable` only
 */
export async function slotVersions(
  http: Http,
  id: string,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  let body: unknown;
  try {
    const path = `Slot/${encodeURIComponent(id)}/_history?_count=${mostVersions}`;
    body = (await http.send({ method: "GET", path }, signal)).body;
  } catch (error) {
    if (!(error instanceof CentralError) || error.fault === "unavailable") throw error;
    return null;
  }
  const { data } = historySchema.safeParse(body);
  if (!data || data.link.some(({ relation }) => relation === "next")) return null;
  const deleted = data.entry.findIndex((entry) => isDeletion(entry));
  const line = deleted === -1 ? data.entry : data.entry.slice(0, deleted);
  const etags = line.flatMap(({ resource }) => (resource ? [`W/"${resource.meta.versionId}"`] : []));
  return etags.length === 0 || etags.length !== line.length ? null : etags;
}

const isDeletion = ({
  request,
  resource,
}: {
  request?: { method: string } | undefined;
  resource?: unknown;
}) => (request === undefined ? resource === undefined : request.method === "DELETE");
