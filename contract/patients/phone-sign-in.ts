import { z } from "zod";

/** Ways to sign in. `gosuslugi`: confirmed on one's own phone, at the region's identity provider. */
export const signInMethods = ["gosuslugi", "policy"] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** What the screen shows while it waits for the confirmation on the phone. */
export const phoneGrantSchema = z.object({
  /** What one types on the phone where its camera won't. */
  code: z.string().max(20),
  /** Where one types it. */
  address: z.string().max(200),
  /** The modules of the QR code, rows from the top, `1` = dark; null where no legible code holds the address. */
  qr: z.array(z.string().regex(/^[01]+$/)).nullable(),
  /** The two digits that the phone shows as well; null where the provider doesn't show them. */
  number: z.string().nullable(),
  /** How long the code can still be used, s. */
  seconds: z.int().positive(),
});
export type PhoneGrant = z.infer<typeof phoneGrantSchema>;
