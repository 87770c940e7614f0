import { longestValues } from "#demo-central/seed/real-values.ts";
import { roomNameOf } from "#sync/fhir/room-name.ts";
import type { Scene } from "./scene.ts";
import * as walk from "./walk.ts";
import type { World } from "./world.ts";

/** Monday, 28 September: the longest weekday and month of most languages together. */
const longestDay = Date.parse("2026-09-28T10:24:00+03:00");
const { service, position, family, given, patronymic } = longestValues;
const room = roomNameOf(longestValues.room);

function longest(world: World): void {
  world.now = longestDay;
  world.booked = { room, date: "2026-09-28", doctor: { name: `${family} ${given} ${patronymic}`, position } };
  world.services = world.services.flatMap((one, place) => [
    one,
    // Two that differ in their last word alone.
    ...["первичный", "повторный"].map((kind, which) => ({
      ...one,
      id: `long-${place}-${which}`,
      name: `${service}, ${kind}`,
    })),
  ]);
}

function longestDoctors(world: World): void {
  longest(world);
  world.doctors = world.doctors.flatMap((one, place) => [
    one,
    { ...one, scheduleId: `long-${place}`, name: `${family} ${given} ${patronymic}`, position, room },
  ]);
}

/** Screens with the longest values that registers really hold. */
export const longestScenes: readonly Scene[] = [
  { name: "welcome-longest", words: "Как это работает", world: longest, reach: async () => undefined },
  { name: "service-longest", words: "К какому врачу записать?", world: longest, reach: walk.toService },
  { name: "doctor-longest", words: "Выберите врача", world: longestDoctors, reach: walk.toDoctor },
  { name: "done-longest", words: "Вы записаны на приём!", world: longest, reach: walk.toDone },
];
