import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import generic from "./generic.json" with { type: "json" };
import generic58 from "./generic-58.json" with { type: "json" };
import { type PrinterProfile, printerProfileSchema } from "./profile.ts";

/** Any ESC/POS printer with 80 mm paper. */
export const genericProfile: PrinterProfile = printerProfileSchema.parse(generic);
/** Any ESC/POS printer with 58 mm paper. */
export const genericNarrowProfile: PrinterProfile = printerProfileSchema.parse(generic58);

/** A profile can't be used; `message` names the file and what is wrong in it. */
export class ProfileError extends Error {
  override readonly name = "ProfileError";
}

/** Where the profiles are: beside this file, or in the package that a bundle of it (dist/shell) belongs to. */
export function ownProfilesFolder(here: string = import.meta.dirname): string {
  return existsSync(join(here, "generic.json")) ? here : join(here, "../../printer/profiles");
}

/**
 * Reads every `*.json` of a folder, by name; of the kiosk's own unless another is given. Throws {@link ProfileError} for a file that is no profile or isn't named as it is.
 */
export function readPrinterProfiles(
  folder: string = ownProfilesFolder(),
): ReadonlyMap<string, PrinterProfile> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const profiles = files.sort().map((file) => readProfile(join(folder, file)));
  return new Map(profiles.map((profile) => [profile.name, profile]));
}

function readProfile(file: string): PrinterProfile {
  const checked = printerProfileSchema.safeParse(parseJson(file));
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join(".") || "file"}: ${message}`);
    throw new ProfileError(`${file}: ${faults.join("; ")}`);
  }
  if (`${checked.data.name}.json` !== basename(file)) {
    throw new ProfileError(`${file}: the profile in it is named ${checked.data.name}`);
  }
  return checked.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ProfileError(`${file}: not JSON`, { cause });
  }
}

/** The profile for a printer found on USB (ids of four hex digits): the one that names its product, else its maker. */
export function profileForUsb(
  profiles: Iterable<PrinterProfile>,
  device: { readonly vendor: string; readonly product: string },
): PrinterProfile | null {
  let ofMaker: PrinterProfile | null = null;
  for (const profile of profiles) {
    for (const { vendor, product } of profile.usb) {
      if (vendor !== device.vendor) continue;
      if (product === device.product) return profile;
      if (product === null) ofMaker ??= profile;
    }
  }
  return ofMaker;
}
