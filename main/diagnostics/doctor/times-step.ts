import { countText, createTally } from "#contract/base/set-aside.ts";
import {
  type CentralDirectory,
  CentralError,
  type CentralTime,
  type CentralTimes,
} from "#contract/central/central.ts";
import { centralDiagnosis } from "./messages.ts";
import { failed, type Step, well } from "./report.ts";

/** So many schedules are read: a fault of the server shows at each, a fault of one schedule the kiosk logs. */
const mostRead = 50;

/** Whether searches for times can be read to their end, and what is set aside of them. */
export async function checkTimes(
  central: CentralDirectory & CentralTimes & CentralTime,
  signal: AbortSignal,
): Promise<Step<true>> {
  const passedOver = createTally();
  const unproven: string[] = [];
  let [read, times] = [0, 0];
  try {
    for (const id of await activeSchedules(central, signal)) {
      read++;
      for await (const page of central.scheduleSlots(id, central.now(), signal)) {
        times += page.rows.length;
        passedOver.add("slot", page.rejected);
        if (page.unproven) unproven.push(id);
      }
    }
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    return { outcome: failed(centralDiagnosis(error)) };
  }
  const lines = [
    `${times} times ahead in ${read} schedules that were read`,
    ...passedOver.counts().map((one) => `passed over: ${countText(one)}`),
    ...unproven.map(
      (id) => `perhaps not all: schedule ${id} (the central API ends its links early and tells no total)`,
    ),
  ];
  return { outcome: well(lines.join("\n")), value: true };
}

async function activeSchedules(central: CentralDirectory, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of central.reference("schedule", null, signal)) {
    ids.push(...page.rows.filter(({ active }) => active).map(({ id }) => id));
    if (ids.length >= mostRead) break;
  }
  return ids.slice(0, mostRead);
}
