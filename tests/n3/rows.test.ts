import { describe, expect, test } from "vitest";
import { readDoctorName } from "#sync/n3/doctor-name.ts";
import { gridOf } from "#sync/n3/grid.ts";

describe("a doctor's name in one field", () => {
  test.each([
    ["Смирнов Пётр Ильич", "Смирнов", "Пётр", "Ильич", "", ""],
    ["Иванова О.П.", "Иванова", "О.", "П.", "", ""],
    [
      "Иванова О. П. 2 ТО 12/14 участки (с 1.12 без приема)",
      "Иванова",
      "О.",
      "П.",
      "2 ТО 12/14 участки (с 1.12 без приема)",
      "",
    ],
    ["(корп. 2 к.14) Ким Ольга Сергеевна", "Ким", "Ольга", "Сергеевна", "", "корп. 2 к.14"],
    ["Римский-Корсаков  А.Н., зав. отделением", "Римский-Корсаков", "А.", "Н.", "зав. отделением", ""],
    ["Кабинет доврачебного приёма", "Кабинет доврачебного приёма", "", "", "", ""],
    ["", "", "", "", "", ""],
  ])("%s", (told, family, given, patronymic, note, room) => {
    expect(readDoctorName(told)).toEqual({ family, given, patronymic, note, room });
  });
});

const day = "2026-11-18";
const at = (clock: string) => `${day}T${clock}:00`;
const free = (start: string, end = start) => ({ start: at(start), end: at(end) });
const told = (...asked: Parameters<typeof gridOf>) =>
  gridOf(...asked).map(
    ({ start, end, isFree }) => `${start.slice(11, 16)}-${end.slice(11, 16)}${isFree ? "" : " taken"}`,
  );

describe("a grid of free times and working hours", () => {
  test("fills what lies between with taken times, in step with the starts", () => {
    expect(told([free("09:10", "09:25"), free("09:30", "09:45")], [free("09:00", "10:00")])).toEqual([
      "09:10-09:25",
      "09:30-09:45",
      // A step of 20 from the starts; 09:50 would end behind the working hours.
    ]);
    expect(told([free("09:00"), free("09:10"), free("09:40")], [free("09:00", "10:00")])).toEqual([
      "09:00-09:10",
      "09:10-09:20",
      "09:20-09:30 taken",
      "09:30-09:40 taken",
      "09:40-09:50",
      "09:50-10:00 taken",
    ]);
  });

  test("of a system whose ends are its starts is as long as its step", () => {
    expect(told([free("09:00"), free("09:15")], [])).toEqual(["09:00-09:15", "09:15-09:30"]);
  });

  test("of a day without free times is taken as a whole, in the step of the others", () => {
    const other = { start: "2026-11-19T09:00:00", end: "2026-11-19T09:12:00" };
    const next = { start: "2026-11-19T09:12:00", end: "2026-11-19T09:24:00" };
    expect(told([other, next], [free("12:00", "12:30")]).slice(0, 2)).toEqual([
      "12:00-12:12 taken",
      "12:12-12:24 taken",
    ]);
  });

  test("without anything is empty", () => {
    expect(gridOf([], [])).toEqual([]);
  });
});
