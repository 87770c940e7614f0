import type { z } from "zod";
import { exitCodes } from "../command-line/exit-codes.ts";
import { Exit } from "../command-line/options.ts";
import { type AskFault, askCore } from "../control/client.ts";
import type { Environment } from "./environment.ts";

/** Why the running kiosk can't be asked, and what to do about it. */
const faultWords: Readonly<Record<AskFault, (dataDir: string, name: string) => string>> = {
  NOT_RUNNING: (dataDir) =>
    `No kiosk runs with the data folder ${dataDir}. An installed one is started by: systemctl start infomat. Why it isn't up: systemctl status infomat`,
  NOT_PERMITTED: (dataDir, name) =>
    `This user may not ask the kiosk in ${dataDir}. Run it as root or as the kiosk's user: sudo ${name} …`,
  NO_ANSWER: () =>
    "The kiosk runs and doesn't answer. If it stays so: systemctl restart infomat. The log tells more: infomat log",
  OTHER_VERSION: () =>
    "The kiosk that runs is of another version than this command, and doesn't know the question. Restart it: systemctl restart infomat",
};
const faultCodes: Readonly<Record<AskFault, number>> = {
  NOT_RUNNING: exitCodes.notRunning,
  NOT_PERMITTED: exitCodes.notPermitted,
  NO_ANSWER: exitCodes.failed,
  OTHER_VERSION: exitCodes.failed,
};

/** What the running kiosk answers. @throws {Exit} where it can't be asked; that is said */
export async function askRunning<T>(
  { console, name }: Environment,
  dataDir: string,
  question: Parameters<typeof askCore>[1],
  schema: z.ZodType<T>,
  wait?: number,
): Promise<T> {
  const answer = await askCore(dataDir, question, schema, wait);
  if (answer.ok) return answer.value;
  console.complain(faultWords[answer.code](dataDir, name));
  throw new Exit(faultCodes[answer.code]);
}
