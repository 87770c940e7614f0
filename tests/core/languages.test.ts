import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { consentVariants } from "#contract/consents/consent-text.ts";
import { loadConsents } from "#main/consents/consents.ts";
import { languagesIn, usableLanguages } from "#main/files/language-files.ts";
import { openDemoCentral, openKiosk, temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";

const shipped = languagesIn(join(import.meta.dirname, "../../assets/locales"));

test("every language that has a file is offered, Russian first", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    const { languages } = await kiosk.client.kiosk.info({});
    expect(languages).toEqual(shipped);
    expect(languages[0]).toBe("ru");
  }));

test("a clinic chooses its languages and their order", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const config = "kiosk:\n  languages: [tt, ru]\n";
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, config });
    expect((await kiosk.client.kiosk.info({})).languages).toEqual(["tt", "ru"]);
  }));

test("a language without a file keeps the kiosk from starting, in words", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const config = "kiosk:\n  languages: [ru, de]\n";
    await expect(openKiosk(later, { centralUrl: demoCentral.url, config })).rejects.toThrow(
      `there are no texts in de, only in ${shipped.join(", ")}`,
    );
  }));

test("each agreement to keep a card is in each language, and no two are the same text", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    const asked = shipped.flatMap((language) => consentVariants.map((variant) => ({ language, variant })));
    const texts = await Promise.all(asked.map((input) => kiosk.client.kiosk.consent(input)));
    expect(texts.map(({ language, variant }) => ({ language, variant }))).toEqual(asked);
    expect(new Set(texts.map(({ hash }) => hash)).size).toBe(asked.length);
    expect(new Set(texts.map(({ title }) => title)).size).toBe(asked.length);
  }));

test("a card's agreement says beside the visit's how long the card is kept, in each language", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    for (const language of shipped) {
      const visit = await kiosk.client.kiosk.consent({ language });
      const card = await kiosk.client.kiosk.consent({ language, variant: "self" });
      const added = card.paragraphs.filter((paragraph) => !visit.paragraphs.includes(paragraph));
      expect(added).toHaveLength(1);
      expect(card.paragraphs.toSpliced(card.paragraphs.indexOf(added[0] ?? ""), 1)).toEqual(visit.paragraphs);
      expect(card.hash).not.toBe(visit.hash);
    }
  }));

test("a second language whose file is broken is left out and told; Russian is needed", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const russian = readFileSync(join(import.meta.dirname, "../../assets/locales/ru.json"), "utf8");
    writeFileSync(join(folder, "ru.json"), russian);
    writeFileSync(join(folder, "kk.json"), "{ broken");
    writeFileSync(join(folder, "tt.json"), JSON.stringify({ ...JSON.parse(russian), consent: {} }));
    const check = (language: string) => void loadConsents(folder, [language]);
    const { usable, broken } = usableLanguages(languagesIn(folder), check);
    expect(usable).toEqual(["ru"]);
    expect(broken.map(({ language }) => language)).toEqual(["kk", "tt"]);
    writeFileSync(join(folder, "ru.json"), "");
    expect(() => usableLanguages(["ru"], check)).toThrow("ru.json can't be used");
  }));
