import { describe, expect, test } from "vitest";
import { clinicTime } from "#main/time/clinic-time.ts";

describe("the clinic's days", () => {
  test("are those of its zone, not of the machine's", () => {
    const moscow = clinicTime("Europe/Moscow");
    expect(moscow.date(Date.parse("2026-11-19T20:59:59Z"))).toBe("2026-11-19");
    expect(moscow.date(Date.parse("2026-11-19T21:00:00Z"))).toBe("2026-11-20");
    expect(moscow.dayAndTime(Date.parse("2026-11-20T07:24:00Z"))).toEqual({
      date: "2026-11-20",
      time: "10:24",
    });
    expect(moscow.startOf("2026-11-20")).toBe(Date.parse("2026-11-19T21:00:00Z"));
  });

  test("begin on Monday, across months and years", () => {
    const time = clinicTime("Europe/Moscow");
    expect(time.mondayOf("2026-11-16")).toBe("2026-11-16");
    expect(time.mondayOf("2026-11-22")).toBe("2026-11-16");
    expect(time.mondayOf("2027-01-01")).toBe("2026-12-28");
    expect(time.addDays("2026-12-28", 7)).toBe("2027-01-04");
    expect(time.addDays("2028-02-28", 1)).toBe("2028-02-29");
  });

  test("are 23 and 25 hours long where clocks change", () => {
    const berlin = clinicTime("Europe/Berlin");
    const hours = (date: string) =>
      (berlin.startOf(berlin.addDays(date, 1)) - berlin.startOf(date)) / 3_600_000;
    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-10-25")).toBe(25);
    expect(berlin.dayAndTime(Date.parse("2026-03-29T01:00:00Z")).time).toBe("03:00");
    expect(berlin.dayAndTime(Date.parse("2026-03-29T00:59:00Z")).time).toBe("01:59");
  });

  test("hold where a zone is half an hour off and moves by half an hour", () => {
    const island = clinicTime("Australia/Lord_Howe");
    expect(island.dayAndTime(Date.parse("2026-10-03T15:29:00Z")).time).toBe("01:59");
    expect(island.dayAndTime(Date.parse("2026-10-03T15:30:00Z")).time).toBe("02:30");
  });
});
