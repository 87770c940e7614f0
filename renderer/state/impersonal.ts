import type { Service } from "#contract/schedules/catalog.ts";
import type { Choices } from "../flow/index.ts";

/**
 * What another person may go on with: the place, the service and the time. `service`: the one that was touched, where
 * none is chosen yet. Why somebody couldn't have it is told of nobody else.
 */
export function impersonal(choices: Choices, touched?: Service): Choices {
  const { area, organization, branch, doctor, date, slot } = choices;
  const service = touched ?? choices.service;
  return {
    ...(area && { area }),
    ...(organization && { organization }),
    ...(branch && { branch }),
    ...(service && { service: { ...service, closed: null } }),
    ...(!touched && doctor && { doctor }),
    ...(!touched && date !== undefined && { date }),
    ...(!touched && slot && { slot }),
  };
}
