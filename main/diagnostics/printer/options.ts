import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { checkedOptions, exitingWith, pathOption } from "../../command-line/options.ts";
import { type PrinterSettings, printerSettingsSchema } from "../../tickets/settings.ts";

type CommandName = "list" | "status" | "test" | "print" | "watch";

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

const described: Readonly<Record<CommandName, string>> = {
  list: "what is plugged in, and how to name it in the configuration",
  status: "how the printer is, and what to do about it",
  test: "prints a test ticket, and tells whether the printer proves it",
  print: "sends a file as it is (a .bin of the virtual printer, for example)",
  watch: "tells every change of the printer's state until Ctrl+C",
};

const optionsSchema = (folder: string) =>
  z.object({
    config: pathOption("config", "file", folder),
    data: pathOption("data", "folder", folder),
    usb: z.union([z.literal(true), z.string()]).optional(),
    serial: z.string().optional(),
    baud: z.string().optional(),
    tcp: z.string().optional(),
    device: z.string().optional(),
    spooler: z.string().optional(),
    profile: z.string().optional(),
    mode: z.string().optional(),
    proof: z.literal(true).optional(),
  });
type Values = z.infer<ReturnType<typeof optionsSchema>>;

/**
 * `printer list`, `status`, `test`, `print` and `watch`: a technician's look at the ticket printer, without the kiosk.
 * @param run answers with the exit code
 */
export function addPrinterCommands(
  program: Command,
  folder: string,
  run: (command: PrinterCommand) => Promise<number>,
): void {
  const group = program
    .command("printer")
    .description("the ticket printer (stop the kiosk first: a printer serves one program)");
  for (const name of ["list", "status", "test", "print", "watch"] as const) {
    const command = name === "print" ? group.command("print <file>") : group.command(name);
    command
      .description(described[name])
      .option("--config <file>", "the configuration, whose printer it is unless one is named")
      .option("--data <folder>", "the kiosk's data folder");
    if (name === "list") {
      command.action(exitingWith(() => run(commandOf(name, command, folder, null))));
      continue;
    }
    command
      .option("--usb [vendor:product]", "the first on USB, or this one, such as 04b8:0e28")
      .option("--serial <path>", "such as /dev/ttyS0")
      .option("--baud <n>", "speed of the serial line, such as 9600")
      .option("--tcp <host:port>", "such as 192.168.1.50; port 9100 when left out")
      .option("--device <path>", "such as /dev/usb/lp0")
      .option("--spooler <queue>", "a queue of the system")
      .option("--profile <name>", "the model's facts; printer list names them")
      .option("--mode <raster|text>", "as a picture or as letters");
    if (name === "test")
      command.option(
        "--proof",
        "tries every proof (GS ( H), also where the profile declares none; a printer that doesn't know one may print a few letters below the ticket",
      );
    command.action(
      exitingWith((file: unknown) =>
        run(commandOf(name, command, folder, typeof file === "string" ? resolve(folder, file) : null)),
      ),
    );
  }
}

function commandOf(name: CommandName, command: Command, folder: string, file: string | null): PrinterCommand {
  const values = checkedOptions(command, optionsSchema(folder));
  const printer = namedPrinter(values);
  if (printer && !printer.ok) return command.error(printer.text);
  return {
    ...{ name, file, config: values.config, data: values.data },
    everyProof: values.proof === true,
    printer: printer?.settings ?? null,
  };
}

type Named =
  | { readonly ok: true; readonly settings: PrinterSettings }
  | { readonly ok: false; readonly text: string };

function namedPrinter(values: Values): Named | null {
  const { profile, mode } = values;
  const places: Record<string, unknown>[] = [];
  if (values.usb) {
    const [vendor, product] = values.usb === true ? [] : values.usb.toLowerCase().split(":");
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
