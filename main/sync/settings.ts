import { z } from "zod";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { hubCentralSettingsSchema, mirroredHub } from "#sync/n3/index.ts";
import { mirroredCentral } from "#sync/pull/index.ts";

/** The `central` section of the configuration: a FHIR server where no kind is named. */
export const centralApiSettingsSchema = z.discriminatedUnion("kind", [
  centralSettingsSchema,
  hubCentralSettingsSchema,
]);
export type CentralApiSettings = z.infer<typeof centralApiSettingsSchema>;

/**
 * The settings at an address that was given beside the configuration's own; without either there are none.
 * @param hub the demo's, which takes as many requests as come
 */
export function centralAt(
  url: string | null,
  configured: CentralApiSettings | null,
  hub?: { readonly guidFile: string; readonly clinics: unknown },
): CentralApiSettings | null {
  if (hub !== undefined) {
    const budget = { perSecond: 1000, perDay: 10_000_000 };
    return hubCentralSettingsSchema.parse({ kind: "n3", url, ...hub, budget });
  }
  if (url === null) return configured;
  return configured ? { ...configured, url } : centralSettingsSchema.parse({ url });
}

/** Names the central API and the part of it that is mirrored; what is stored under another name is of no use. */
export const mirrorName = (settings: CentralApiSettings): string =>
  settings.kind === "n3" ? mirroredHub(settings) : mirroredCentral(settings);
