import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { expect, test } from "vitest";
import { ConfigError } from "#main/files/config-error.ts";
import { chooseLogo } from "#main/tickets/choose-printer.ts";
import { genericNarrowProfile } from "#printer/index.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";

test("no logo is none; a PNG comes at the paper's size; anything else is told by its setting's name", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const [good, bad] = [join(folder, "logo.png"), join(folder, "logo.txt")];
    writeFileSync(good, createCanvas(800, 200).toBuffer("image/png"));
    writeFileSync(bad, "no picture");
    expect(await chooseLogo({}, genericNarrowProfile)).toBeNull();
    expect(await chooseLogo({ logo: good }, genericNarrowProfile)).toMatchObject({ width: 230, height: 58 });
    for (const logo of [bad, join(folder, "absent.png")]) {
      const refused = chooseLogo({ logo }, genericNarrowProfile);
      await expect(refused).rejects.toThrow(ConfigError);
      await expect(refused).rejects.toThrow("printer.logo");
    }
  }));
