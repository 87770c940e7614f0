import { resolve } from "node:path";
import { readWords } from "../../command-line/options.ts";
import { type PrinterSettings, printerSettingsSchema } from "../../tickets/settings.ts";

const commands = ["list", "status", "test", "print", "watch"] as const;
type CommandName = (typeof commands)[number];

/** What a technician asks for. Paths are absolute. */
export type PrinterCommand = {
  readonly name: CommandName;
  /** For `print`. */
  readonly file: string | null;
  readonly config: string | null;
  readonly data: string | null;
  /** For `test`: also the proof that the profile doesn't declare, which another maker's printer prints as letters. */
  readonly everyProof: boolean;
  /** A printer named on the command line; null: the configured one. */
  readonly printer: PrinterSettings | null;
};

export type CommandRead =
  | { readonly kind: "command"; readonly command: PrinterCommand }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly text: string };

export const usage = `A technician's look at the ticket printer, without the kiosk

npm run printer -- COMMAND [options]

  list           what is plugged in, and how to name it in the configuration
  status         how the printer is, and what to do about it
  test           prints a test ticket, and tells whether the printer proves it
  print FILE     sends a file as it is (a .bin of the virtual printer, for example)
  watch          tells every change of the printer's state until Ctrl+C

Which printer: the one of the configuration, else the first on USB, unless one is named:
  --config FILE  --data DIR      as for npm start
  --usb [VENDOR[:PRODUCT]]       such as --usb 04b8:0e28
  --serial PATH [--baud N]       such as --serial /dev/ttyS0 --baud 9600
  --tcp HOST[:PORT]              such as --tcp 192.168.1.50
  --device PATH                  such as --device /dev/usb/lp0
  --spooler QUEUE                a queue of the system
  --profile NAME                 the model's facts; npm run printer -- list names them
  --mode raster|text             as a picture or as letters
  --proof                        test: tries every proof (GS ( H), also where the profile declares none; a printer
                                 that doesn't know one may print a few letters below the ticket
`;

const known = {
  config: { type: "string" },
  data: { type: "string" },
  usb: { type: "boolean" },
  serial: { type: "string" },
  baud: { type: "string" },
  tcp: { type: "string" },
  device: { type: "string" },
  spooler: { type: "string" },
  profile: { type: "string" },
  mode: { type: "string" },
  proof: { type: "boolean" },
} as const;

/** Reads the command line (without node and script); relative paths start at `folder`. */
export function readCommand(words: readonly string[], folder: string): CommandRead {
  const read = readWords(words, known);
  if (read.kind === "wrong") return read;
  const { values, positionals } = read;
  const [name = "", ...rest] = positionals;
  if (values.help || (name === "" && Object.keys(values).length === 0)) return { kind: "help" };
  const command = commands.find((one) => one === name);
  if (!command)
    return { kind: "wrong", text: `There is no command "${name}". There are: ${commands.join(", ")}.` };
  // `--usb` may stand alone or be followed by ids.
  const usbIds = values.usb ? rest.find((word) => /^[0-9a-f]{4}(:[0-9a-f]{4})?$/i.test(word)) : undefined;
  const files = rest.filter((word) => word !== usbIds);
  if (command === "print" ? files.length !== 1 : files.length !== 0) {
    return { kind: "wrong", text: command === "print" ? "print needs one file." : `What is ${files[0]}?` };
  }
  const printer = namedPrinter(values, usbIds?.toLowerCase());
  if (printer && !printer.ok) return { kind: "wrong", text: printer.text };
  return {
    kind: "command",
    command: {
      name: command,
      file: files[0] === undefined ? null : resolve(folder, files[0]),
      config: values.config === undefined ? null : resolve(folder, values.config),
      data: values.data === undefined ? null : resolve(folder, values.data),
      everyProof: name === "test" && values.proof === true,
      printer: printer?.settings ?? null,
    },
  };
}

type Values = Extract<ReturnType<typeof readWords<typeof known>>, { kind: "words" }>["values"];

type Named =
  | { readonly ok: true; readonly settings: PrinterSettings }
  | { readonly ok: false; readonly text: string };

function namedPrinter(values: Values, usbIds: string | undefined): Named | null {
  const { profile, mode } = values;
  const places: Record<string, unknown>[] = [];
  if (values.usb) {
    const [vendor, product] = usbIds?.split(":") ?? [];
    places.push({ kind: "usb", ...(vendor ? { vendor } : {}), ...(product ? { product } : {}) });
  }
  if (values.serial !== undefined) {
    const { serial: path, baud } = values;
    places.push({
      kind: "serial",
      path,
      flow: "none",
      ...(baud === undefined ? {} : { baudRate: Number(baud) }),
    });
  }
  if (values.tcp !== undefined) {
    const [host, port] = values.tcp.split(":");
    places.push({ kind: "tcp", host, ...(port === undefined ? {} : { port: Number(port) }) });
  }
  if (values.device !== undefined) places.push({ kind: "device", path: values.device });
  if (values.spooler !== undefined) places.push({ kind: "spooler", queue: values.spooler });
  if (places.length > 1) return { ok: false, text: "Name one printer, not several." };
  const [place] = places;
  if (!place && profile === undefined && mode === undefined) return null;
  const read = printerSettingsSchema.safeParse({
    ...(place ?? { kind: "auto" }),
    ...(profile === undefined ? {} : { profile }),
    ...(mode === undefined ? {} : { mode }),
  });
  if (read.success) return { ok: true, settings: read.data };
  const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { ok: false, text: faults.join("\n") };
}
