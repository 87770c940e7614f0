import { z } from "zod";
import { counterPrinters } from "#contract/reception/lobby.ts";
import { logSettingsSchema } from "../log/settings.ts";
import { addressFields, isLoopback } from "../monitoring/settings.ts";

const fileSchema = z.string().min(1);

const kioskSchema = z
  .strictObject({
    /** As the people at the counter call it: "at the entrance". */
    name: z.string().trim().min(1).max(60),
    /** Where the kiosk's own `reception` section listens. */
    url: z
      .url({
        protocol: /^https?$/,
        error: "an http or https address is expected, such as https://10.1.2.3:9741",
      })
      .refine((url) => new URL(url).pathname === "/", "an address without a path is expected"),
    /** Holds the token of the kiosk's `reception.tokenFile`. */
    tokenFile: fileSchema.optional(),
    /** The authority of the kiosk's certificate, PEM; the system's authorities where left out. */
    caFile: fileSchema.optional(),
    /** This process' own certificate, where the kiosk asks for one (mTLS). */
    certFile: fileSchema.optional(),
    keyFile: fileSchema.optional(),
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
    port: z.int().min(1).max(65_535).default(9742),
    /** Host names by which browsers at the counter open the page; the address itself is always known. */
    hosts: addressFields.hosts,
    tls: z.strictObject({ certFile: fileSchema, keyFile: fileSchema }).optional(),
    kiosks: z.array(kioskSchema).min(1).max(40),
    /** `browser`: tickets can be printed on the printer of the computer at the counter. */
    printer: z.enum(counterPrinters).default("browser"),
    /** Minutes without a touch until the page locks. */
    lock: z.number().min(0.5).max(60).default(5),
    /** How often each kiosk is asked, seconds. */
    every: z.number().min(1).max(60).default(3),
    log: logSettingsSchema.prefault({}),
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
