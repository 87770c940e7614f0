import { isIP } from "node:net";
import { z } from "zod";

/** The `log` section of the configuration. */
export const logSettingsSchema = z.strictObject({
  level: z
    .enum(["debug", "info", "warn", "error"])
    .default("info")
    .describe("The least weight that is written."),
  security: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z
        .strictObject({ kind: z.literal("stderr") })
        .describe(
          "Standard error, with journald's priorities: what systemd starts writes into the journal so.",
        ),
      z
        .strictObject({
          kind: z.literal("syslog"),
          address: z
            .string()
            .refine((address) => isIP(address) !== 0, "an IP address is expected, such as 127.0.0.1")
            .default("127.0.0.1")
            .describe("The IP address of the daemon."),
          port: z.int().min(1).max(65_535).default(514).describe("The port of the daemon."),
        })
        .describe("RFC 5424 over UDP, to a daemon of this machine or of the clinic."),
    ])
    .default({ kind: "none" })
    .describe("Where security events go besides, whatever the level: docs/monitoring.md lists them."),
});
export type LogSettings = z.infer<typeof logSettingsSchema>;
