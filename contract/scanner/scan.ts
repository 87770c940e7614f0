import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { unifiedLength } from "../patients/policy.ts";
import { dateSchema } from "../time/calendar.ts";

/** Why a scan is good for nothing: no code at all, the end is missing, or a code of something else. */
const scanFaults = ["SCAN_UNREADABLE", "SCAN_PARTIAL", "SCAN_FOREIGN"] as const;
export type ScanFault = (typeof scanFaults)[number];

const numberSchema = z.string().regex(new RegExp(`^\\d{${unifiedLength}}$`));

/**
 * What was held to the scanner. It identifies and proves nothing: whoever has a photograph of a policy has its
 * barcode, so that a policy and a birth date read from it are worth as much as typed ones.
 */
export const scanSchema = z.discriminatedUnion("kind", [
  /** The barcode of a paper policy, types 01 and 02. */
  z.object({ kind: z.literal("policy"), number: numberSchema, birthDate: dateSchema }),
  /** A policy number alone, as on plastic cards and telephones. */
  z.object({ kind: z.literal("number"), number: numberSchema }),
  /** The code of a ticket of ours. */
  z.object({ kind: z.literal("visit"), id: idSchema }),
  /** A staff card. `pass` opens a staff session once, for some seconds; the card's own code stays in the core. */
  z.object({ kind: z.literal("staff"), pass: z.string() }),
  z.object({ kind: z.literal("fault"), fault: z.enum(scanFaults) }),
]);
export type Scan = z.infer<typeof scanSchema>;

/** A scan as the screens get it; while someone is signed in only that there was one. */
export const heardScanSchema = z.discriminatedUnion("kind", [
  ...scanSchema.options,
  z.object({ kind: z.literal("ignored") }),
]);
export type HeardScan = z.infer<typeof heardScanSchema>;

/** How scans come: not at all, over a serial line into the core, or as fast typing into the page. */
export const scannerKinds = ["none", "serial", "keyboard"] as const;

/** `keyboard`: it types, and nothing can be told of it. `away`: the serial one that is configured isn't open. */
export const scannerStates = ["none", "keyboard", "ready", "away"] as const;
export type ScannerState = (typeof scannerStates)[number];

/** The longest text that is taken for a scan: 130 bytes in hex with room for a scanner's prefix and line end. */
export const longestScanText = 300;
