import { join } from "node:path";
import {
  type Central,
  type CentralConformance,
  type CentralDirectory,
  CentralError,
  type CentralTime,
  type Clock,
  countText,
  createTally,
  type Ids,
  type ReferenceRow,
  referenceTypes,
} from "#contract/index.ts";
import { sourcePlaces } from "../../command-line/places.ts";
import { explain } from "../../command-line/remedies.ts";
import { loadConfig } from "../../config/load.ts";
import { type Config, kioskNumberMissing } from "../../config/schema.ts";
import { createConformanceRecords } from "../../conformance/records.ts";
import { ConfigError } from "../../files/config-error.ts";
import { languagesIn } from "../../files/language-files.ts";
import { openStore } from "../../schedules/open-store.ts";
import { readNameTable } from "../../schedules/plain-names/name-table.ts";
import { createPlainNames, type PlainNames } from "../../schedules/plain-names/plain-names.ts";
import { DataFolderError, openDataFolder } from "../../store/data-folder.ts";
import { StoreError } from "../../store/errors.ts";
import type { Store } from "../../store/open.ts";
import { type CentralApiSettings, centralAt } from "../../sync/settings.ts";
import { centralDiagnosis, selfTestDiagnoses } from "./messages.ts";
import { failed, type Step, warned, well } from "./report.ts";

/** How far the central API's clock and this machine's may be apart before it is worth a word, ms. */
const clocksApart = 5 * 60_000;
/** Settings that name where the kiosk stands. */
const ownPlaces = [
  ["organization", "clinic"],
  ["branch", "branch"],
] as const;

export function checkConfig(options: {
  readonly config: string | null;
  readonly central: string | null;
}): Step<{ readonly config: Config; readonly central: CentralApiSettings; readonly plainNames: PlainNames }> {
  const { config: file, central: url } = options;
  const facts = { dataDir: "", configFile: file };
  try {
    const { root, locales } = sourcePlaces();
    const config = loadConfig(file, languagesIn(locales));
    const plainNames = createPlainNames(readNameTable(join(root, "assets"), config.serviceNames.file));
    const central = centralAt(url, config.central ?? null);
    if (!central) {
      return {
        outcome: failed({
          text: "The kiosk does not know where its central API is.",
          fix: "Name the central API with --central, or write central.url into the configuration.",
        }),
      };
    }
    const from = file ?? "built-in settings";
    const warning = config.kiosk.number === undefined ? `\n    Warning: ${kioskNumberMissing}` : "";
    return {
      outcome: well(`${from}; the central API is at ${central.url}${warning}`),
      value: { config, central, plainNames },
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { outcome: failed({ text: error.message, fix: explain("CONFIG_BROKEN", "", facts) }) };
  }
}

export function checkDataFolder(dataDir: string): Step<ReturnType<typeof openDataFolder>> {
  try {
    return { outcome: well(dataDir), value: openDataFolder(dataDir) };
  } catch (error) {
    if (!(error instanceof DataFolderError)) throw error;
    return { outcome: failed({ text: error.message, fix: explain(error.code, "", { dataDir }) }) };
  }
}

export function checkStore(storeFile: string, dataDir: string): Step<Store> {
  try {
    const store = openStore(storeFile);
    const broken = store.pragma("quick_check(1)", { simple: true });
    if (broken === "ok") return { outcome: well("readable, whole"), value: store };
    store.close();
    const text = `The database says: ${String(broken)}`;
    return { outcome: failed({ text, fix: explain("STORE_DAMAGED", "", { dataDir }) }) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { outcome: failed({ text: error.message, fix: explain(error.code, "", { dataDir }) }) };
  }
}

/** Whether something answers as a central API of the configured kind. */
export async function checkCentral(central: CentralDirectory, signal: AbortSignal): Promise<Step<true>> {
  return told(async () => {
    const { software, protocol } = await central.about(signal);
    const name = software === "" ? "a server without a name" : software;
    return { outcome: well(`${name}, ${protocol}`), value: true };
  });
}

/** This machine's clock against the central API's, which has been heard by now. The kiosk goes by the latter. */
export function checkClock(central: Pick<CentralTime, "now">, clock: Pick<Clock, "now">): Step<true> {
  const apart = central.now() - clock.now();
  const minutes = Math.round(Math.abs(apart) / 60_000);
  if (Math.abs(apart) < clocksApart)
    return {
      outcome: well(`${Math.round(Math.abs(apart) / 1000)} s apart from the central API's`),
      value: true,
    };
  const text = `The central API's clock is ${minutes} min ${apart > 0 ? "ahead of" : "behind"} this machine's; the kiosk goes by the central API's.`;
  const fix =
    "Have both set by one time server (timedatectl status): certificates and logs go by this machine's clock.";
  return { outcome: warned("", { text, fix }), value: true };
}

/** Whether the central API holds what a kiosk shows, in the shapes of docs/fhir.md. */
export async function checkReference(
  central: CentralDirectory & Pick<Central, "capabilities">,
  config: Config,
  signal: AbortSignal,
): Promise<Step<true>> {
  return told(async () => {
    const rows = new Map<ReferenceRow["type"], string[]>();
    const passedOver = createTally();
    const unproven: string[] = [];
    for (const type of referenceTypes) {
      const ids: string[] = [];
      for await (const page of central.reference(type, null, signal)) {
        ids.push(...page.rows.filter(({ active }) => active).map(({ id }) => id));
        passedOver.add(type, page.rejected);
        if (page.unproven) unproven.push(type);
      }
      rows.set(type, ids);
    }
    const unusable = passedOver.counts().map(countText);
    const isTold = (type: ReferenceRow["type"]) => type !== "location" || central.capabilities.locations;
    const missing = referenceTypes.filter((type) => isTold(type) && rows.get(type)?.length === 0);
    if (missing.length > 0) {
      const text = `The central API shows this kiosk no active ${missing.join(", ")}.`;
      const more = unusable.map((line) => `\ncan't be used: ${line}`).join("");
      return {
        outcome: failed({
          text: text + more,
          fix: "Compare the central API's data, and what the kiosk's access may read, with docs/fhir.md.",
        }),
      };
    }
    for (const [setting, what] of ownPlaces) {
      const own = config.kiosk[setting];
      if (own === undefined || rows.get("organization")?.includes(own)) continue;
      return {
        outcome: failed({
          text: `The kiosk's own ${what}, ${own}, is not at the central API.`,
          fix: `Correct kiosk.${setting} in the configuration.`,
        }),
      };
    }
    const counts = referenceTypes
      .filter(isTold)
      .map((type) => `${rows.get(type)?.length} ${type}`)
      .join(", ");
    return {
      outcome: well(
        [
          counts,
          ...unusable.map((line) => `passed over: ${line}`),
          ...unproven.map(
            (type) => `perhaps not all: ${type} (the central API ends its links early and tells no total)`,
          ),
        ].join("\n"),
      ),
      value: true,
    };
  });
}

/** Runs the self-test, as far as the central API allows one, and keeps its result where a kiosk with this data folder looks for it. */
export async function checkBooking(
  parts: {
    readonly central: CentralConformance & CentralTime & Pick<Central, "capabilities">;
    readonly url: string;
    readonly store: Store;
    readonly kioskKey: Uint8Array;
    readonly ids: Ids;
  },
  signal: AbortSignal,
): Promise<Step<true>> {
  return told(async () => {
    const records = createConformanceRecords(parts.store, parts.kioskKey);
    // Not the kiosk's own mark: it may be testing at this moment.
    const owner = `${records.owner()}-doctor`;
    const result = await parts.central.selfTest({ owner, newKey: () => parts.ids.key() }, signal);
    records.write(parts.url, { at: parts.central.now(), result });
    if (result.kind === "passed" && !parts.central.capabilities.trialBookings) {
      return {
        outcome: warned("the central API lets the kiosk ask; the kiosk may book", {
          text: "Whether bookings are made exactly once can't be tried at a hub: it has no schedule of the kiosk's own.",
          fix: "Ask the hub's owner the questions of docs/n3.md, and make a test booking with them in each clinic.",
        }),
        value: true,
      };
    }
    if (result.kind === "passed") {
      return {
        outcome: well("bookings are made exactly once here; the kiosk may book"),
        value: true,
      };
    }
    return {
      outcome: failed(
        ...result.findings.map(({ fault, detail }) => {
          const { text, fix } = selfTestDiagnoses[fault];
          return { text: `${text} (${fault}: ${detail})`, fix };
        }),
        {
          text: "Until then the kiosk shows this central API's schedule and books nothing there.",
          fix: "After each change at the central API, run this command again.",
        },
      ),
    };
  });
}

async function told<T>(work: () => Promise<Step<T>>): Promise<Step<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    return { outcome: failed(centralDiagnosis(error)) };
  }
}
