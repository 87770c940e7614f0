import { z } from "zod";
import { fhirNames } from "#contract/fhir/names.ts";
import { CentralError } from "#contract/index.ts";
import type { PresentConsent } from "./attempts.ts";
import type { Http } from "./http.ts";
import type { Json } from "./json.ts";
import { pages } from "./search.ts";
import { token } from "./search-values.ts";

const consentSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  meta: z.object({ versionId: z.string().min(1) }),
  status: z.string(),
  identifier: z
    .array(z.object({ system: z.string().default(""), value: z.string().default("") }))
    .default([]),
});

/**
 * The agreements that were recorded under a booking's key and still hold.
 * @throws {CentralError} `invalidResponse` where one can't be read, or wasn't asked for
 */
export async function consentsByKey(http: Http, key: string, signal: AbortSignal): Promise<PresentConsent[]> {
  const form = { identifier: `${token(fhirNames.bookingKey)}|${token(key)}`, _count: "100" };
  const take = (resource: Json): { row: Json } => ({ row: resource });
  const found: PresentConsent[] = [];
  const first = { method: "POST", path: "Consent/_search", form } as const;
  for await (const page of pages(http, first, "Consent", take, signal)) {
    for (const raw of page.rows) {
      const { data } = consentSchema.safeParse(raw);
      const isAsked = data?.identifier.some(
        ({ system, value }) => system === fhirNames.bookingKey && value === key,
      );
      if (!data || !isAsked) throw new CentralError("invalidResponse", "an agreement that was not asked for");
      if (data.status === "active") found.push({ id: data.id, etag: `W/"${data.meta.versionId}"`, raw });
    }
  }
  return found;
}
