import { z } from "zod";

/** What is asked or answered without a word. */
export const emptyObject = z.strictObject({});
