import { z } from "zod";
import { ticketPrinting } from "#contract/tickets/ticket.ts";

/** The `ticket` section of the configuration. */
export const ticketSettingsSchema = z.strictObject({
  print: z
    .enum(ticketPrinting)
    .default("ask")
    .describe(
      "`auto` prints as soon as the visit is booked, `ask` when its key is touched, as the portals do.",
    ),
});

const width = z.union([z.literal(80), z.literal(58)]);
const hexId = z
  .string()
  .regex(/^[0-9a-f]{4}$/, 'four hex digits in quotes, as lsusb shows them, such as "04b8"');

/** What any printer may be told. */
const common = {
  profile: z
    .string()
    .min(1)
    .optional()
    .describe("A model's facts: the name of a file in printer/profiles. A generic one when left out."),
  widthMm: width.optional().describe("Of the paper, where no profile is named."),
  mode: z
    .enum(["raster", "text"])
    .optional()
    .describe("As a picture or as letters; the profile's choice when left out."),
  logo: z
    .string()
    .min(1)
    .optional()
    .describe("The clinic's sign at the top of the ticket: a PNG file, of any size."),
};

const kinds = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("virtual"), ...common })
    .describe("No device: the ticket on the screen; in demo mode also a picture in the data folder."),
  z.strictObject({ kind: z.literal("auto"), ...common }).describe("The first printer found on USB."),
  z.strictObject({
    kind: z.literal("usb"),
    vendor: hexId.optional().describe("The maker's number, as lsusb shows it."),
    product: hexId.optional().describe("The model's number."),
    serial: z
      .string()
      .min(1)
      .optional()
      .describe("The device's own number, where two of a model are plugged in."),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("serial"),
    path: z.string().min(1).describe("`/dev/ttyS0`, `COM3`."),
    baudRate: z.int().min(1200).max(1_000_000).default(115_200).describe("Bits a second."),
    flow: z
      .enum(["rtscts", "xonxoff", "none"])
      .default("rtscts")
      .describe("How the printer says that it has no room: by wires, by characters, or not at all."),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("tcp"),
    host: z.string().min(1).describe("The printer's name or address in the network."),
    port: z.int().min(1).max(65_535).default(9100).describe("The port that takes raw bytes."),
    ...common,
  }),
  z
    .strictObject({
      kind: z.literal("device"),
      path: z.string().min(1).describe("Such as `/dev/usb/lp0`."),
      ...common,
    })
    .describe("Linux's own device for a USB or parallel printer, such as `/dev/usb/lp0`."),
  z
    .strictObject({
      kind: z.literal("spooler"),
      queue: z
        .string()
        .regex(/^[^-\s][^\s]{0,126}$/)
        .describe("The queue's name."),
      ...common,
    })
    .describe("A raw queue of CUPS or of Windows. It tells nothing of the paper: the patient is asked."),
]);

/** The `printer` section of the configuration; `printer: auto` is short for `printer: { kind: auto }`. */
export const printerSettingsSchema = z
  .preprocess((given) => {
    if (given === "auto" || given === "virtual") return { kind: given };
    if (typeof given === "object" && given !== null && !("kind" in given))
      return { kind: "virtual", ...given };
    return given;
  }, kinds)
  .superRefine(({ profile, widthMm }, context) => {
    if (profile !== undefined && widthMm !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["widthMm"],
        message: "the profile knows the width of its paper: leave one of both out",
      });
    }
  });
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;
