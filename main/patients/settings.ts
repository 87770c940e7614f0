import { z } from "zod";
import { secondFactors } from "#contract/patients/document.ts";
import { signInMethods } from "#contract/patients/phone-sign-in.ts";
import { identityProviderSettingsSchema } from "../identity-provider/settings.ts";

/** The `signIn` section of the configuration. */
export const signInSettingsSchema = z
  .strictObject({
    /** What is asked beside a policy's number: the birth date, or the number of a document. */
    secondFactor: z.enum(secondFactors).default("birthDate"),
    /**
     * The ways to sign in, the one that the screens begin with first. Left out, it is Госуслуги where that is
     * configured and the portal's instruction has it first, then the policy.
     */
    methods: z
      .array(z.enum(signInMethods))
      .min(1)
      .refine((methods) => new Set(methods).size === methods.length, "each way stands here once")
      .optional(),
    /** Госуслуги (ЕСИА), by the region's identity provider. Without it nobody is offered that way. */
    gosuslugi: identityProviderSettingsSchema.optional(),
  })
  .refine(({ methods, gosuslugi }) => gosuslugi !== undefined || !methods?.includes("gosuslugi"), {
    path: ["methods"],
    message: "gosuslugi is a way only where signIn.gosuslugi says how to reach the identity provider",
  })
  .refine(({ methods }) => methods === undefined || methods.includes("policy"), {
    path: ["methods"],
    message: "policy is always a way: not everybody has a phone, and the identity provider may be away",
  });
export type SignInSettings = z.infer<typeof signInSettingsSchema>;
