import type { Scene } from "./scene.ts";
import { accountScenes } from "./scenes-account.ts";
import { betweenScenes } from "./scenes-between.ts";
import { bookingScenes } from "./scenes-booking.ts";
import { choiceScenes } from "./scenes-choices.ts";
import { flowScenes } from "./scenes-flows.ts";
import { helpScenes } from "./scenes-help.ts";
import { longestScenes } from "./scenes-longest.ts";
import { phoneScenes } from "./scenes-phone.ts";
import { ruleScenes } from "./scenes-rules.ts";
import { staffScenes } from "./scenes-staff.ts";
import { startScenes } from "./scenes-start.ts";
import { visitScenes } from "./scenes-visits.ts";

/** Every screen that a patient can come to, each in the states that change what it shows. */
export const scenes: readonly Scene[] = [
  ...startScenes,
  ...bookingScenes,
  ...visitScenes,
  ...choiceScenes,
  ...flowScenes,
  ...ruleScenes,
  ...accountScenes,
  ...betweenScenes,
  ...staffScenes,
  ...longestScenes,
  ...phoneScenes,
  ...helpScenes,
];
