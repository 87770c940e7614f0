import { isIP } from "node:net";
import { z } from "zod";

const fileSchema = z.string().min(1);

/** Whether only programs of this machine reach an address. */
export const isLoopback = (address: string): boolean => /^127\./.test(address) || address === "::1";

/** Settings of an address at which other programs ask, on this machine or another. */
export const addressFields = {
  address: z
    .string()
    .refine((address) => isIP(address) !== 0, "an IP address is expected, such as 10.1.2.3 or 0.0.0.0")
    .default("127.0.0.1")
    .describe("An IP address of this machine."),
  hosts: z
    .array(z.string().regex(/^[A-Za-z0-9.-]{1,253}$/, "a host name without a port is expected"))
    .default([])
    .describe("Host names by which whoever asks knows it; the address itself is always known."),
  tokenFile: fileSchema
    .optional()
    .describe("Holds what is sent as `Authorization: Bearer …`, 16 characters at least."),
  tls: z
    .strictObject({
      certFile: fileSchema.describe("PEM file with the certificate, and those between it and its authority."),
      keyFile: fileSchema.describe("PEM file with its private key."),
      clientCaFile: fileSchema
        .optional()
        .describe("Whoever asks needs a certificate of this authority (mTLS)."),
    })
    .optional()
    .describe("The certificate that this address is opened with; without it HTTP in the clear."),
};

/**
 * The `monitoring` section of the configuration. Without it nothing listens. On loopback anybody on this machine may
 * ask; beyond it a token or a client's certificate is asked for.
 */
export const monitoringSettingsSchema = z
  .strictObject({
    ...addressFields,
    port: z.int().min(1).max(65_535).default(9740).describe("The port at that address."),
  })
  .superRefine(({ address, tokenFile, tls }, context) => {
    if (isLoopback(address) || tokenFile !== undefined || tls?.clientCaFile !== undefined) return;
    context.addIssue({
      code: "custom",
      message: `${address} can be reached from other machines: set tokenFile, or tls with clientCaFile`,
      path: ["address"],
    });
  });
export type MonitoringSettings = z.infer<typeof monitoringSettingsSchema>;
