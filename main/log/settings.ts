import { isIP } from "node:net";
import { z } from "zod";

/** The `log` section of the configuration. */
export const logSettingsSchema = z.strictObject({
  level: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Where security events go besides, whatever the level: docs/monitoring.md lists them. */
  security: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      /** Standard error, with journald's priorities: what systemd starts writes into the journal so. */
      z.strictObject({ kind: z.literal("stderr") }),
      /** RFC 5424 over UDP, to a daemon of this machine or of the clinic. */
      z.strictObject({
        kind: z.literal("syslog"),
        address: z
          .string()
          .refine((address) => isIP(address) !== 0, "an IP address is expected, such as 127.0.0.1")
          .default("127.0.0.1"),
        port: z.int().min(1).max(65_535).default(514),
      }),
    ])
    .default({ kind: "none" }),
});
export type LogSettings = z.infer<typeof logSettingsSchema>;
