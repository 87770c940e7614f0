import { beforeEach } from "vitest";
import type { Flow } from "#renderer/flow/index.ts";
import { openFlow, openScreen, type Screen, type untouched } from "./at-screen.ts";
import { language } from "./page-language.ts";

/** What is asked and sent for the time that everybody chooses here. */
export const chosen = {
  scheduleId: "d1",
  slotId: "t1",
  serviceId: "s1",
  branchId: "b1",
  at: { date: "2026-11-23", time: "09:00" },
};
export const phone = { kind: "new", digits: "9105412233" } as const;

/** The screens that a test stands at, untouched at its beginning and in Tatar. */
export type Standing = {
  screen: Screen;
  /** Opens the screens where a signed-in patient stands at a step. */
  stand(flow: Flow, over?: Partial<typeof untouched>): Screen;
  paths(): string[];
};

export function standing(): Standing {
  const at: Standing = {
    screen: openScreen(),
    stand(flow, over = {}) {
      at.screen = openFlow({ flow, ...over });
      return at.screen;
    },
    paths: () => at.screen.calls.map(({ path }) => path),
  };
  beforeEach(() => {
    at.screen = openScreen();
    language.now = "tt";
  });
  return at;
}
