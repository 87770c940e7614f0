import { describe, expect, test } from "vitest";
import { serviceAsConfigured } from "#main/booking/rules/service.ts";
import { rulesSettingsSchema } from "#main/booking/rules/settings.ts";
import type { StoredService } from "#main/schedules/catalog.ts";

const open = {
  id: "s1",
  code: "B01.065.001",
  attachedOnly: false,
  referralNeeded: false,
  fromAge: null,
  toAge: null,
  sex: null,
} as unknown as StoredService;

describe("what the configuration says of a service", () => {
  const limited = {
    ...open,
    fromAge: 18,
    toAge: 60,
    sex: "female",
    attachedOnly: true,
    referralNeeded: true,
  } as StoredService;
  const all = { services: {}, attachedOnly: true };

  test("holds in place of what the central API says, field by field", () => {
    expect(serviceAsConfigured(limited, all)).toEqual(limited);
    const own = { fromAge: 0, toAge: 150, sex: "any", attachedOnly: false, referralNeeded: false } as const;
    expect(serviceAsConfigured(limited, { ...all, services: { [open.code]: own } })).toEqual({
      ...limited,
      fromAge: 0,
      toAge: 150,
      sex: null,
      attachedOnly: false,
      referralNeeded: false,
    });
    expect(serviceAsConfigured(limited, { ...all, services: { other: own } })).toEqual(limited);
    expect(serviceAsConfigured(limited, { ...all, services: { [open.code]: { sex: "male" } } }).sex).toBe(
      "male",
    );
  });

  test("keeps nothing for a clinic's own patients where that rule is off", () => {
    expect(serviceAsConfigured(limited, { services: {}, attachedOnly: false }).attachedOnly).toBe(false);
    const own = { [open.code]: { attachedOnly: true } };
    expect(serviceAsConfigured(open, { services: own, attachedOnly: true }).attachedOnly).toBe(true);
    expect(serviceAsConfigured(open, { services: own, attachedOnly: false }).attachedOnly).toBe(false);
  });

  test("can't be a span of ages that nobody has", () => {
    const parse = (fromAge: number, toAge: number) =>
      rulesSettingsSchema.safeParse({ services: { x: { fromAge, toAge } } }).success;
    expect([parse(18, 18), parse(19, 18), parse(0, 150), parse(0, 151), parse(-1, 3)]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
