import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { consentVariants } from "#contract/consents/consent-text.ts";
import { loadConsents } from "#main/consents/consents.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";

test("the hash of an agreement covers its variant, version, title and paragraphs", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const text = { version: "2026-1", title: "Согласие", paragraphs: ["Первый.", "Второй.", "Третий."] };
    const consent = { self: text, child: text, other: text, card: "О карточке." };
    const russian = JSON.parse(readFileSync(join("assets/locales", "ru.json"), "utf8")) as object;
    writeFileSync(join(folder, "ru.json"), JSON.stringify({ ...russian, consent }));
    const consents = loadConsents(folder, ["ru"]);
    const hashes = consentVariants.flatMap((variant) =>
      (["visit", "card"] as const).map((purpose) => {
        const shown = consents("ru", variant, purpose);
        const covered = [variant, shown.version, shown.title, ...shown.paragraphs];
        expect(shown.hash).toBe(createHash("sha256").update(JSON.stringify(covered)).digest("hex"));
        return shown.hash;
      }),
    );
    expect(new Set(hashes).size).toBe(6);
  }));
