import { expect, it } from "vitest";
import { createTicketNumbers } from "#main/booking/ticket-numbers.ts";

it("no two kiosks ever give the same number", () => {
  const seen = new Map<string, string>();
  for (const kiosk of [1, 11, 110, 111, 1, 2, 21]) {
    for (const last of [0, 1, 9, 999, 9_999, 10_000, 110_000, 1_100_000]) {
      const number = createTicketNumbers(() => last + 1, kiosk)();
      const owner = `${kiosk} ${last + 1}`;
      expect(seen.get(number) ?? owner).toBe(owner);
      expect(number).toMatch(/^\d{7,}$/);
      seen.set(number, owner);
    }
  }
  expect(seen.get("00110001")).toBe("1 10001");
  expect(seen.get("0110001")).toBe("11 1");
});
