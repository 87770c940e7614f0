import { z } from "zod";
import { counterPrinters } from "#contract/reception/lobby.ts";
import { logSettingsSchema } from "../log/settings.ts";
import { addressFields, isLoopback } from "../monitoring/settings.ts";

const fileSchema = z.string().min(1);

const kioskSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .describe('As the people at the counter call it: "at the entrance".'),
    url: z
      .url({
        protocol: /^https?$/,
        error: "an http or https address is expected, such as https://10.1.2.3:9741",
      })
      .refine((url) => new URL(url).pathname === "/", "an address without a path is expected")
      .describe("Where the kiosk's own `reception` section listens."),
    tokenFile: fileSchema.optional().describe("Holds the token of the kiosk's `reception.tokenFile`."),
    caFile: fileSchema
      .optional()
      .describe("The authority of the kiosk's certificate, PEM; the system's authorities where left out."),
    certFile: fileSchema
      .optional()
      .describe("This process' own certificate, where the kiosk asks for one (mTLS)."),
    keyFile: fileSchema.optional().describe("PEM file with that certificate's private key."),
  })
  .superRefine(({ url, tokenFile, certFile, keyFile }, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: "custom", message, path: [path] });
    if (tokenFile === undefined && certFile === undefined)
      refuse("tokenFile", "the kiosk asks who this is: set tokenFile, or certFile with keyFile");
    if ((certFile === undefined) !== (keyFile === undefined))
      refuse("certFile", "a certificate needs its key: set certFile and keyFile");
    const { protocol, hostname } = new URL(url);
    if (protocol === "http:" && !isLoopback(hostname))
      refuse("url", "patients' names go over it: http is for 127.0.0.1 alone");
  });
export type KioskSettings = z.infer<typeof kioskSchema>;

/** The settings of the counter's process: a file of its own. */
export const receptionSettingsSchema = z
  .strictObject({
    address: addressFields.address,
    port: z.int().min(1).max(65_535).default(9742).describe("The port at that address."),
    hosts: addressFields.hosts.describe(
      "Host names by which browsers at the counter open the page; the address itself is always known.",
    ),
    tls: z
      .strictObject({
        certFile: fileSchema.describe(
          "PEM file with the certificate, and those between it and its authority.",
        ),
        keyFile: fileSchema.describe("PEM file with its private key."),
      })
      .optional()
      .describe(
        "The certificate that the page is opened with; without it HTTP in the clear, on loopback only.",
      ),
    kiosks: z.array(kioskSchema).min(1).max(40).describe("The kiosks of the lobby."),
    printer: z
      .enum(counterPrinters)
      .default("browser")
      .describe("`browser`: tickets can be printed on the printer of the computer at the counter."),
    lock: z.number().min(0.5).max(60).default(5).describe("Minutes without a touch until the page locks."),
    every: z.number().min(1).max(60).default(3).describe("How often each kiosk is asked, seconds."),
    log: logSettingsSchema.prefault({}).describe("The log, and where security events go besides."),
  })
  .superRefine(({ address, tls }, context) => {
    if (!isLoopback(address) && tls === undefined)
      context.addIssue({
        code: "custom",
        message: `${address} can be reached from other machines, and PINs and patients' names go over it: set tls`,
        path: ["address"],
      });
  });
export type ReceptionSettings = z.infer<typeof receptionSettingsSchema>;
