import type { Journal } from "#main/booking/journal/journal.ts";

/** A booking as the journal takes it; everything personal in it is invented. */
export const anOperation = (key: string): Parameters<Journal["open"]>[0] => ({
  key,
  kind: "book",
  slots: [{ slotId: `slot-of-${key}`, scheduleId: "schedule-1" }],
  patience: 20_000,
  payload: {
    patientId: "patient-1",
    phone: "+79101234567",
    facts: {
      number: "10001",
      clinic: "Поликлиника № 1",
      branch: "Отделение 1",
      address: "ул. Ленина, 1",
      room: "101",
      service: { code: "B01.047.001", name: "Приём терапевта" },
      doctor: { name: "Петрова Анна Сергеевна", position: "терапевт" },
      date: "2026-12-01",
      time: "09:00",
      patient: "Иванов И. И.",
      phone: "+74842555555",
    },
    visitId: null,
    withdrawn: false,
    partialCommit: false,
  },
});
