import { z } from "zod";

/** A FHIR logical id (R4 §2.1.28.3.1). */
export const idSchema = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);

export const languageSchema = z.string().regex(/^[a-z]{2}$/);
