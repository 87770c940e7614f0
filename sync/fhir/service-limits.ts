import { z } from "zod";
import { fhirNames } from "#contract/fhir/names.ts";
import { type Sex, sexes } from "#contract/index.ts";

/** Whole years; UCUM calls a year `a`. */
const years = z.object({ value: z.int().min(0).max(150), code: z.literal("a").optional() });
const ageLimits = z.object({ low: years.optional(), high: years.optional() });

type Limits = { readonly fromAge: number | null; readonly toAge: number | null; readonly sex: Sex | null };

/**
 * Age limits and sex among the extensions of a HealthcareService. One of ours that can't be read makes the whole
 * service unfit: without its limit it would be offered to those whom it is not for.
 */
export const serviceLimits = z
  .array(z.object({ url: z.string(), valueRange: z.unknown().optional(), valueCode: z.unknown().optional() }))
  .default([])
  .transform((extensions, context): Limits => {
    const limitOf = <T>(url: string, key: "valueRange" | "valueCode", schema: z.ZodType<T>): T | null => {
      const found = extensions.find((each) => each.url === url);
      if (!found) return null;
      const read = schema.safeParse(found[key]);
      if (read.success) return read.data;
      context.addIssue(`${url} can't be read`);
      return null;
    };
    const ages = limitOf(fhirNames.extension.ageLimits, "valueRange", ageLimits);
    return {
      fromAge: ages?.low?.value ?? null,
      toAge: ages?.high?.value ?? null,
      sex: limitOf(fhirNames.extension.sex, "valueCode", z.enum(sexes)),
    };
  });
