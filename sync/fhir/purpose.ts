import type { SlotPurpose } from "#contract/index.ts";
import type { Json } from "./json.ts";
import { conceptsOf, tokensOf } from "./values.ts";

/** What a Slot's time, or all of a Schedule's, are for. Null for most, which say nothing of it. */
export function purposeOf({ serviceType, specialty }: Json): SlotPurpose | null {
  if (serviceType === undefined && specialty === undefined) return null;
  const services = tokensOf(conceptsOf(serviceType));
  const specialties = tokensOf(conceptsOf(specialty));
  return services.length + specialties.length === 0 ? null : { services, specialties };
}
