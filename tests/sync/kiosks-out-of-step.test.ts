import { expect, test } from "vitest";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

test("kiosks that start at one moment ask for changes at moments of their own", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const kiosks = [0, 0.5, 0.999].map((chance) =>
      openMirror(later, { url: demoCentral.url, clock, random: () => chance }),
    );
    await Promise.all(kiosks.map((kiosk) => kiosk.online()));
    const asked = () => kiosks.map(({ states }) => states.filter(({ state }) => state === "online").length);
    expect(asked()).toEqual([1, 1, 1]);
    clock.advance(16_000);
    await waitFor(() => asked()[2] === 2);
    expect(asked()).toEqual([1, 1, 2]);
    clock.advance(7000);
    await waitFor(() => asked()[1] === 2);
    expect(asked()).toEqual([1, 2, 2]);
    clock.advance(7000);
    await waitFor(() => asked()[0] === 2);
    // The last of them is asked for changes every 30 s from then on.
    expect(asked()).toEqual([2, 2, 2]);
    clock.advance(16_000);
    await waitFor(() => asked()[2] === 3);
    expect(asked()).toEqual([2, 2, 3]);
  }));
