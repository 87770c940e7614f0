import { z } from "zod";
import { secondFactors } from "#contract/patients/document.ts";
import { signInMethods } from "#contract/patients/phone-sign-in.ts";
import { identityProviderSettingsSchema } from "../identity-provider/settings.ts";

/** The `signIn` section of the configuration. */
export const signInSettingsSchema = z
  .strictObject({
    secondFactor: z
      .enum(secondFactors)
      .default("birthDate")
      .describe("What is asked beside a policy's number: the birth date, or the number of a document."),
    methods: z
      .array(z.enum(signInMethods))
      .min(1)
      .refine((methods) => new Set(methods).size === methods.length, "each way stands here once")
      .optional()
      .describe(
        "The ways to sign in, the one that the screens begin with first. Left out, it is Gosuslugi where that is configured and the portal's instruction has it first, then the policy.",
      ),
    gosuslugi: identityProviderSettingsSchema
      .optional()
      .describe(
        "Gosuslugi (ESIA), by the region's identity provider. Without it nobody is offered that way.",
      ),
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
