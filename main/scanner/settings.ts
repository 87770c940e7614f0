import { z } from "zod";

/** The `scanner` section of the configuration. */
export const scannerSettingsSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z
    .strictObject({ kind: z.literal("keyboard") })
    .describe(
      "Types what it reads as a keyboard does: good for plain numbers and tickets, not for policies' barcodes.",
    ),
  z
    .strictObject({
      kind: z.literal("serial"),
      path: z.string().min(1).describe("`/dev/ttyACM0`, `COM3`."),
      baudRate: z.int().min(300).max(1_000_000).default(9600).describe("Bits a second."),
    })
    .describe("On a serial line, or on USB as a serial port."),
]);
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>;
