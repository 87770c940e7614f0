import { z } from "zod";

/**
 * An id as the kiosk writes and stores it. A connector whose central API has others writes them in these letters.
 */
export const idSchema = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);

export const languageSchema = z.string().regex(/^[a-z]{2}$/);
