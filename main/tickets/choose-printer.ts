import { type Clock, unreachable } from "#contract/index.ts";
import {
  autoTransport,
  type Bitmap,
  createDevicePrinter,
  deviceFileTransport,
  encodeTicket,
  genericNarrowProfile,
  genericProfile,
  loadLogo,
  type Printer,
  type PrinterProfile,
  type PrintMode,
  printModeFor,
  profileForUsb,
  readPrinterProfiles,
  serialTransport,
  spoolerTransport,
  type Transport,
  tcpTransport,
  usbTransport,
} from "#printer/index.ts";
import { ConfigError } from "../files/config-error.ts";
import type { Log } from "../log/events.ts";
import { deviceMemory } from "./device-memory.ts";
import type { PrinterSettings } from "./settings.ts";

/** A printer that has a device, as configured. */
export type DeviceSettings = Exclude<PrinterSettings, { kind: "virtual" }>;

/** Of a QR code with 200 characters at correction M (ISO/IEC 18004, version 13), and of the command with as many. */
const mostModules = 69;
const longestQrCommand = 256;
/** Below this a picture takes too long, bytes a second: 19,200 baud and slower. */
const slow = 2000;

/** The facts of the configured model. Throws {@link ConfigError} with the names there are. */
export function chooseProfile(
  { profile, widthMm }: Pick<PrinterSettings, "profile" | "widthMm">,
  profiles: ReadonlyMap<string, PrinterProfile> = readPrinterProfiles(),
): PrinterProfile {
  if (profile === undefined) return widthMm === 58 ? genericNarrowProfile : genericProfile;
  const found = profiles.get(profile);
  if (found) return found;
  const names = [...profiles.keys()].join(", ");
  throw new ConfigError(`printer.profile: there is no ${profile}. There are: ${names}`);
}

/** The configured logo at the size of this paper, or null. Throws {@link ConfigError} where the file is no picture. */
export async function chooseLogo(
  { logo }: Pick<PrinterSettings, "logo">,
  { dots }: PrinterProfile,
): Promise<Bitmap | null> {
  if (logo === undefined) return null;
  try {
    return await loadLogo(logo, dots);
  } catch (cause) {
    throw new ConfigError(`printer.logo: ${logo} can't be read, or is no PNG picture`, { cause });
  }
}

export function chooseTransport(settings: DeviceSettings, clock: Clock): Transport {
  switch (settings.kind) {
    case "auto":
      return autoTransport(clock);
    case "usb":
      return usbTransport(settings, clock);
    case "serial":
      return serialTransport(settings, clock);
    case "tcp":
      return tcpTransport(settings, clock);
    case "device":
      return deviceFileTransport(settings.path, clock);
    case "spooler":
      return spoolerTransport(settings.queue, clock);
    default:
      return unreachable(settings);
  }
}

/** As a picture or as letters: as configured, else as fits the model and how fast its line is. */
export function chooseMode(
  { mode }: Pick<PrinterSettings, "mode">,
  profile: PrinterProfile,
  { bytesPerSecond }: Pick<Transport, "bytesPerSecond">,
): PrintMode {
  return mode ?? printModeFor(profile, (bytesPerSecond ?? slow) < slow ? "slow" : "fast");
}

/**
 * The longest command of a job over a slow line, where every byte that completes one is waited for: as letters only
 * the logo and a QR code are pictures. Undefined where a whole picture's band may be sent.
 */
function longestCommandOf(
  mode: PrintMode,
  { raster, qr }: PrinterProfile,
  { bytesPerSecond }: Pick<Transport, "bytesPerSecond">,
  logo: Bitmap | null,
): number | undefined {
  if (mode === "raster" || bytesPerSecond === null) return undefined;
  const widest = Math.max(logo?.width ?? 0, qr.as === "picture" ? mostModules * qr.cell : 0);
  return Math.max(longestQrCommand, 8 + raster.rows * Math.ceil(widest / 8));
}

/** The configured device as a {@link Printer}. `memoryFile` keeps what the device was seen to answer. */
export function createConfiguredPrinter(options: {
  readonly settings: DeviceSettings;
  readonly profile: PrinterProfile;
  readonly logo: Bitmap | null;
  readonly memoryFile: string;
  readonly clock: Clock;
  readonly log: Log;
}): Printer {
  const { settings, profile, logo, clock, log } = options;
  const transport = chooseTransport(settings, clock);
  const known = settings.profile === undefined ? [...readPrinterProfiles().values()] : [];
  const fitting = known.filter(({ widthMm }) => widthMm === profile.widthMm);
  const longest = longestCommandOf(chooseMode(settings, profile, transport), profile, transport, logo);
  return createDevicePrinter({
    transport,
    ...(longest === undefined ? {} : { longestCommand: longest }),
    profile,
    profileFor: (device) => profileForUsb(fitting, device),
    encode: (layout, of) => encodeTicket(layout, of, { mode: chooseMode(settings, of, transport), logo }),
    memory: deviceMemory(options.memoryFile, `${transport.name}, ${profile.name}`, { clock, log }),
    clock,
    log,
  });
}
