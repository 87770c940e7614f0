import { ORPCError } from "@orpc/client";
import { describe, expect, test, vi } from "vitest";
import { takeSession } from "#renderer/state/session.ts";
import {
  flowAt,
  kiosk,
  opened,
  openFlow,
  type Screen,
  session,
  shown,
  untouched,
  visit,
} from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const doings: Readonly<Record<string, (screen: Screen) => unknown>> = {
  "a print": ({ act }) => act.print("visit-1", "ru"),
  "a cancel": ({ act }) => act.cancel(visit),
  "a choice": ({ act }) => act.pick({ phone: { kind: "declined" } }),
  "more time": ({ act }) => act.stay(),
};

function doing(what: (screen: Screen) => unknown): Screen {
  const screen = openFlow({ flow: flowAt("phone") });
  void what(screen);
  return screen;
}

describe.each(Object.entries(doings))("%s", (_name, what) => {
  test("that meets a fault of the program shows the screen that starts the page again", async () => {
    await doing(what)
      .last()
      .fail(new ORPCError("INTERNAL_SERVER_ERROR", { status: 500 }));
    expect(kiosk()).toMatchObject({ broken: true, link: "up" });
    expect(shown().view).toBe("flow");
  });

  test("to which the page has no right says so", async () => {
    await doing(what)
      .last()
      .fail(new ORPCError("UNAUTHORIZED", { status: 401 }));
    expect(kiosk()).toMatchObject({ broken: false, link: "denied" });
  });

  test("in a session that has ended leads to the first screen, and nothing is broken", async () => {
    await doing(what).last().refuse("SESSION_ENDED");
    expect(shown()).toEqual(untouched);
    expect(kiosk()).toMatchObject({ broken: false, link: "up" });
  });

  test("at a core that is away, or that says no, leaves patient and page where they are", async () => {
    await doing(what).last().fail(new Error("connection lost"));
    expect(shown().view).toBe("flow");
    expect(session()).toEqual(opened());
    await doing(what).last().refuse("CENTRAL_AWAY");
    expect(shown().view).toBe("flow");
    expect(kiosk()).toMatchObject({ broken: false, link: "up" });
  });
});

test("that a former patient's session has ended is no news to the one who is here now", async () => {
  const screen = doing(({ act }) => act.print("visit-1", "ru"));
  takeSession(opened(null, "session-2"));
  const before = shown();
  await screen.last().refuse("SESSION_ENDED");
  expect(shown().view).toBe(before.view);
  expect(session()).toEqual(opened(null, "session-2"));
});
