import { describe, expect, test } from "vitest";
import { mod10CheckDigit, parsePolicy, policyFaultField, policyValue } from "#contract/patients/policy.ts";

describe("check digit of ISO/HL7 27931", () => {
  test.each([
    ["12345", 5],
    ["401", 0],
    ["9999", 4],
    ["99999999", 8],
    ["405641084200123", 8],
    ["538878976900045", 5],
    ["017315084400007", 9],
  ])("of %s is %d", (digits, expected) => {
    expect(mod10CheckDigit(digits)).toBe(expected);
  });

  test("one wrong digit is always noticed", () => {
    const number = "4056410842001238";
    for (let place = 0; place < number.length; place++) {
      for (let digit = 0; digit < 10; digit++) {
        const mutated = number.slice(0, place) + digit + number.slice(place + 1);
        expect(parsePolicy({ kind: "unified", number: mutated }).ok).toBe(mutated === number);
      }
    }
  });
});

describe("a typed policy", () => {
  test("is read with its groups and keeps its leading zero", () => {
    const read = parsePolicy({ kind: "unified", number: "0173 1508 4400 0079" });
    expect(read).toEqual({ ok: true, value: { kind: "unified", number: "0173150844000079" } });
  });

  test.each([
    ["unified", "", "", "POLICY_EMPTY"],
    ["unified", "", "405641084200123", "POLICY_INCOMPLETE"],
    ["unified", "", "40564108420012388", "POLICY_TOO_LONG"],
    ["unified", "", "4056410842001239", "POLICY_CHECK_DIGIT"],
    ["unified", "", "4056a10842001238", "POLICY_CHARACTERS"],
    ["temporary", "", "12345678", "POLICY_INCOMPLETE"],
    ["temporary", "", "1234567890", "POLICY_TOO_LONG"],
    ["old", "", "123456", "POLICY_SERIES_EMPTY"],
    ["old", "40-К*", "123456", "POLICY_SERIES_CHARACTERS"],
    ["old", "12345678901", "123456", "POLICY_SERIES_CHARACTERS"],
    ["old", "40", "", "POLICY_EMPTY"],
    ["old", "40", "123456789012345678901", "POLICY_TOO_LONG"],
    ["old", "40", "12#4", "POLICY_CHARACTERS"],
  ] as const)("%s, series «%s», number «%s» is %s", (kind, series, number, code) => {
    expect(parsePolicy({ kind, series, number })).toEqual({ ok: false, code });
  });

  test("of the old form is taken with regional letters, and filed as series:number", () => {
    const read = parsePolicy({ kind: "old", series: "40 кл", number: "123-456" });
    expect(read.ok && policyValue(read.value)).toBe("40КЛ:123456");
  });

  test("of nine digits is a temporary certificate", () => {
    expect(parsePolicy({ kind: "temporary", number: "123 456 789" }).ok).toBe(true);
  });

  test("shows its faults at the field that they belong to", () => {
    expect(policyFaultField("POLICY_SERIES_EMPTY")).toBe("series");
    expect(policyFaultField("POLICY_CHECK_DIGIT")).toBe("number");
  });
});
