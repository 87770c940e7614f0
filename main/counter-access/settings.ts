import { z } from "zod";
import { addressFields, isLoopback } from "../monitoring/settings.ts";

/**
 * The `reception` section of the configuration: where the counter's process asks this kiosk. Without it nothing
 * listens. Patients' names go over it, so a token or a client's certificate is asked for on loopback as well, and
 * beyond it TLS.
 */
export const counterAccessSettingsSchema = z
  .strictObject({
    ...addressFields,
    port: z.int().min(1).max(65_535).default(9741).describe("The port at that address."),
  })
  .superRefine(({ address, tokenFile, tls }, context) => {
    if (tokenFile === undefined && tls?.clientCaFile === undefined)
      context.addIssue({
        code: "custom",
        message: "whoever asks must prove who they are: set tokenFile, or tls with clientCaFile",
        path: ["tokenFile"],
      });
    if (!isLoopback(address) && tls === undefined)
      context.addIssue({
        code: "custom",
        message: `${address} can be reached from other machines, and patients' names go over it: set tls`,
        path: ["address"],
      });
  });
export type CounterAccessSettings = z.infer<typeof counterAccessSettingsSchema>;
