import { describe, expect, test } from "vitest";
import { slotReader } from "#sync/fhir/slots.ts";
import { coded, meta, read, to, whole } from "./register-rows.ts";

describe("a text on the screens", () => {
  const shown = (name: unknown) => {
    const reading = read("service", { ...whole.service, name });
    return reading && "row" in reading && reading.row.type === "service" ? reading.row.name : reading;
  };

  test.each([
    ["\ufeffПриём\u00a0 врача\r\n", "Приём врача"],
    ["При\u0301ём\u200b вра\u00adча", "При\u0301ём врача".normalize("NFC")],
    ["Прие\u0308м", "Приём"],
    ["Приём<br/>врача", "Приём врача"],
    ["<p>Приём</p><p><b>врача</b></p>", "Приём врача"],
    ["<ul><li>Приём</li><li>осмотр</li></ul>", "Приём осмотр"],
    ["Приём &laquo;Ромашка&raquo; &amp; Ко", "Приём «Ромашка» & Ко"],
    ["a&NBSP;b &quot;c&quot; &apos;d&apos; &lt;e&gt; f&mdash;g&ndash;h", "a b \"c\" 'd' <e> f—g–h"],
    ["&#1055;риём &unknown;", "Приём &unknown;"],
    ["температура < 38 & кашель", "температура < 38 & кашель"],
    ["\u202eПриём\u202c\u0007", "Приём"],
  ])("of %j reads «%s»", (told, text) => {
    expect(shown(told)).toBe(text);
  });

  test.each([7, null, {}, ["Приём"], "\u200b"])("that is %o is none", (told) => {
    expect(shown(told)).toEqual({ kind: "nameless" });
  });
});

describe("a slot", () => {
  const slot = {
    resourceType: "Slot",
    id: "s1",
    meta,
    schedule: to("Schedule", "c1"),
    status: "free",
    start: "2026-11-24T09:00:00+03:00",
    end: "2026-11-24T09:20:00+03:00",
  };
  const row = {
    id: "s1",
    version: "7",
    lastUpdated: Date.parse(meta.lastUpdated),
    scheduleId: "c1",
    start: Date.parse("2026-11-24T06:00:00Z"),
    end: Date.parse("2026-11-24T06:20:00Z"),
    status: "free",
  };
  const readSlot = (fields: object) => slotReader()({ ...slot, ...fields });

  test("is read as it stands, and one reader keeps two schedules apart", () => {
    const reader = slotReader();
    expect(reader(slot)).toEqual({ row });
    expect(reader({ ...slot, schedule: to("Schedule", "c2") })).toEqual({
      row: { ...row, scheduleId: "c2" },
    });
    expect(reader({ ...slot, schedule: undefined })).toHaveProperty("kind", "withoutReference");
    expect(reader(slot)).toEqual({ row });
  });

  test.each([
    [{ id: 7 }, { kind: "malformed", detail: "id" }],
    [{ meta: [] }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { ...meta, versionId: 7 } }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { ...meta, versionId: "" } }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { versionId: "7" } }, { kind: "malformed", detail: "meta.lastUpdated" }],
    [{ modifierExtension: [{}] }, { kind: "modified" }],
    [{ schedule: "Schedule/c1" }, { kind: "withoutReference", detail: "schedule" }],
    [{ start: undefined }, { kind: "withoutTime", detail: "start" }],
    [{ end: undefined }, { kind: "withoutTime", detail: "end" }],
    [{ end: slot.start }, { kind: "withoutTime", detail: "end" }],
    [{ status: "open" }, { kind: "unknownStatus", detail: "status" }],
  ])("of %j is set aside", (fields, reason) => {
    expect(readSlot(fields)).toEqual(reason);
  });

  test.each([
    ["2026-11-24 09:00+0300", "2026-11-24T06:00:00Z"],
    ["2026-11-24T06:00Z", "2026-11-24T06:00:00Z"],
    ["2026-11-24T06:00:00.5z", "2026-11-24T06:00:00.500Z"],
    [" 2026-11-24T09:00:00 +03:00 ", "2026-11-24T06:00:00Z"],
    ["2026-11-24T09:00:00.123456+03:00", "2026-11-24T06:00:00.123Z"],
  ])("at %s begins at %s", (start, instant) => {
    expect(readSlot({ start })).toMatchObject({ row: { start: Date.parse(instant) } });
  });

  test.each(["2026-11-24T09:00:00", "2026-11-24", "24.11.2026 09:00", "2026-02-31T25:00:00Z", 1764000000000])(
    "at %o has no time",
    (start) => {
      expect(readSlot({ start })).toEqual({ kind: "withoutTime", detail: "start" });
    },
  );

  test.each([
    [coded("http://terminology.hl7.org/CodeSystem/v2-0276", "WALKIN")],
    [coded("urn:x", "emergency")],
    [{ text: "Неотложный приём" }],
    [coded("urn:x", "1", "Экстренно")],
    [[coded("urn:x", "ROUTINE"), { text: "cito!" }]],
  ])("for %j isn't given out ahead", (appointmentType) => {
    expect(readSlot({ appointmentType })).toMatchObject({ row: { status: "busy-unavailable" } });
    expect(readSlot({ appointmentType, status: "busy" })).toMatchObject({ row: { status: "busy" } });
  });

  test.each([[null], [coded("urn:x", "ROUTINE", "Плановый")], [{ text: "Приём" }]])(
    "for %j is given out",
    (appointmentType) => {
      expect(readSlot({ appointmentType })).toMatchObject({ row: { status: "free" } });
    },
  );

  test("tells what it is for, where it does", () => {
    const told = readSlot({
      serviceType: [coded("urn:s", "1", "Осмотр")],
      specialty: [{ text: "Терапия" }],
    });
    expect(told).toEqual({
      row: { ...row, purpose: { services: ["urn:s|1", "text:осмотр"], specialties: ["text:терапия"] } },
    });
    expect(readSlot({ serviceType: [], specialty: [{}] })).toEqual({ row });
    expect(readSlot({ specialty: [{ text: "Терапия" }] })).toEqual({
      row: { ...row, purpose: { services: [], specialties: ["text:терапия"] } },
    });
  });
});
