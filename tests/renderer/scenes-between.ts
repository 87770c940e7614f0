import type { Page } from "@playwright/test";
import type { FakeCore } from "./fake-core.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";

/** Longer than anyone looks at a screen, ms. */
const long = 600_000;

const nobody = (page: Page): Promise<void> => page.locator("main.idle").waitFor();

const waitAfter =
  (reach: (page: Page) => Promise<void>, press: (page: Page) => Promise<void>) =>
  async (page: Page, core: FakeCore): Promise<void> => {
    await reach(page);
    await page.getByRole("main").getByRole("listitem").first().waitFor();
    core.world.listsTake = long;
    await press(page);
  };

/** What is shown where nobody chooses anything: nobody is there, a list is awaited, something broke. */
export const betweenScenes: readonly Scene[] = [
  {
    name: "idle",
    words: "Коснитесь экрана",
    world: (world) => {
      world.info.languages = ["ru"];
      world.info.seconds.attract = 1;
    },
    reach: nobody,
    unchosen: true,
  },
  {
    name: "idle-unreachable",
    words: "Нет связи с центром записи",
    world: (world) => {
      world.info.languages = ["ru"];
      world.info.seconds.attract = 1;
      world.info.central = { state: "never", reachable: false, progress: null };
    },
    reach: nobody,
    unchosen: true,
  },
  {
    name: "doctor-awaited",
    words: "Выберите врача",
    reach: waitAfter(walk.toService, walk.chooseService),
  },
  {
    name: "date-awaited",
    words: "Выберите дату",
    reach: waitAfter(walk.toDoctor, walk.chooseDoctor),
  },
  {
    name: "broken",
    words: "Что-то сломалось",
    reach: async (page, core) => {
      await walk.signIn(page);
      await page.evaluate((long) => {
        // The page would start itself anew, away from what is to be looked at.
        const later = window.setTimeout;
        Object.assign(window, {
          setTimeout: (then: () => void, ms = 0) => later(then, ms < 2_000 ? ms : long),
        });
      }, long);
      // An answer that the contract doesn't know.
      core.world.faults["catalog.branches"] = [{ code: "POLICY_INVALID", data: {} }];
      await walk.chooseClinic(page);
    },
  },
];
