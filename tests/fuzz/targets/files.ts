import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "#main/config/load.ts";
import { ConfigError } from "#main/files/config-error.ts";
import { languagesIn } from "#main/files/language-files.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import {
  encodeTicket,
  genericProfile,
  layoutTicket,
  ownProfilesFolder,
  type PrinterProfile,
  ProfileError,
  readPrinterProfiles,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { temporaryFolder } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { mutateJson, mutateLines, mutateText } from "../mutate.ts";
import { Fault, type Target, tryInput } from "../target.ts";

const root = join(import.meta.dirname, "../../..");
const localesFolder = join(root, "assets/locales");

/** The settings of the README, which are all there are. */
const configTexts = (): readonly string[] =>
  [...readFileSync(join(root, "README.md"), "utf8").matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) =>
    text.replaceAll(/^# or \{/gm, "other: {"),
  );

export const configuration: Target = {
  name: "configuration",
  share: 0.08,
  open() {
    const texts = configTexts();
    const languages = languagesIn(localesFolder);
    return (random) => {
      const text = mutateLines(random.pick(texts), random);
      return tryInput(
        text,
        () => parseConfig(text, "kiosk.yaml", languages),
        (error) => error instanceof ConfigError,
      );
    };
  },
};

export const printerProfiles: Target = {
  name: "printer profiles",
  share: 0.05,
  open(later) {
    const own = ownProfilesFolder();
    const shipped = readdirSync(own)
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({ file, text: readFileSync(join(own, file), "utf8") }));
    const folder = temporaryFolder(later);
    const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });
    return (random) => {
      const { file, text } = random.pick(shipped);
      const changed = random.chance(0.8)
        ? JSON.stringify(mutateJson(JSON.parse(text), random))
        : mutateText(text, random);
      const place = join(folder, "one");
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, file), changed);
      let profile: PrinterProfile | undefined;
      const read = tryInput(
        changed,
        () => {
          profile = [...readPrinterProfiles(place).values()][0];
        },
        (error) => error instanceof ProfileError,
      );
      rmSync(join(place, file));
      // A profile that is taken must also print.
      const taken = profile;
      if (taken)
        tryInput(
          changed,
          () => void encodeTicket(layout, taken),
          () => false,
        );
      return read;
    };
  },
};

export const locales: Target = {
  name: "locales",
  share: 0.02,
  open(later) {
    const folder = temporaryFolder(later);
    const files = new Map(
      readdirSync(localesFolder).map((file) => [file, readFileSync(join(localesFolder, file), "utf8")]),
    );
    for (const [file, text] of files) writeFileSync(join(folder, file), text);
    const others = [...files.keys()].filter((file) => file.endsWith(".json") && file !== "ru.json");
    return (random) => {
      const file = random.pick(others);
      const text = files.get(file) ?? "{}";
      const { language, dates, ticket, ...rest } = JSON.parse(text) as Record<string, unknown>;
      const changed = random.chance(0.8)
        ? JSON.stringify({ ...rest, ...(mutateJson({ language, dates, ticket }, random) as object) })
        : mutateText(text, random);
      writeFileSync(join(folder, file), changed);
      const log = keptLog();
      // A second language that is wrong is told and falls back: it keeps no ticket from being made.
      const code = file.replace(".json", "");
      const outcome = tryInput(
        changed,
        () => {
          const texts = loadTicketTexts(folder, [code], log)(code);
          const secondTexts = { language: code, texts };
          const layout = layoutTicket({
            ticket: someTicket(),
            texts: shippedTexts("ru"),
            secondTexts,
            widthMm: 80,
          });
          encodeTicket(layout, genericProfile);
        },
        () => false,
      );
      writeFileSync(join(folder, file), text);
      if (log.lines.some((line) => line.length > 5000))
        throw new Fault("a log line of over 5000 characters", changed);
      return log.lines.length > 0 ? "refused" : outcome;
    };
  },
};
