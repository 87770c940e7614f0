import { expect, it } from "vitest";
import { openStore } from "#main/store/open.ts";
import { createTicketNumbers } from "#main/store/ticket-numbers.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";

it("no two kiosks ever give the same number", () =>
  withCleanUp(async (later) => {
    const seen = new Map<string, string>();
    for (const kiosk of [1, 11, 110, 111, 1, 2, 21]) {
      for (const last of [0, 1, 9, 999, 9_999, 10_000, 110_000, 1_100_000]) {
        const store = openStore(`${temporaryFolder(later)}/store.sqlite`);
        store.prepare("INSERT INTO ticket_counter (only, last) VALUES (1, ?)").run(last);
        const number = createTicketNumbers(store, kiosk)();
        store.close();
        const owner = `${kiosk} ${last + 1}`;
        expect(seen.get(number) ?? owner).toBe(owner);
        expect(number).toMatch(/^\d{7,}$/);
        seen.set(number, owner);
      }
    }
    expect(seen.get("00110001")).toBe("1 10001");
    expect(seen.get("0110001")).toBe("11 1");
  }));
