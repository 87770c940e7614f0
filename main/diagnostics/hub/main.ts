import { createHubClient } from "#sync/n3/index.ts";
import { silentLog } from "../../log/silent.ts";
import { systemClock } from "../../time/clock.ts";
import { readHubCommand } from "./options.ts";

/** `npm run hub`. Ends with 0 when the hub answered, with 1 when it didn't or refused, with 2 for a wrong command line. */
const read = readHubCommand(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
if (read.kind === "help") process.stdout.write(`${read.text}\n`);
else if (read.kind === "wrong") {
  complain(`${read.text}\nAll options: npm run hub -- --help`);
  process.exitCode = 2;
} else {
  const { operation, parameters, settings, timeZone } = read.options;
  const client = createHubClient({ settings, timeZone, clock: systemClock, log: silentLog });
  const giveUp = new AbortController();
  process.on("SIGINT", () => giveUp.abort());
  const how = { urgency: "patient", signal: giveUp.signal } as const;
  try {
    const outcome = await client.read(operation, parameters as never, how);
    switch (outcome.kind) {
      case "answered":
        process.stdout.write(`${JSON.stringify(outcome.result, null, 2)}\n`);
        if (outcome.unreadable.length > 0) complain(`Couldn't be read: ${outcome.unreadable.join(", ")}`);
        break;
      case "refused":
        complain(`Refused: ${outcome.refusal} (${outcome.errors.join(", ") || "no number"})`);
        process.exitCode = 1;
        break;
      case "failed":
        complain(`No answer: ${outcome.detail}`);
        process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A parameter that its kind can't carry, such as a date without its time.
    complain(`${error.message}\nTimes are written as 2027-03-09T00:00:00.`);
    process.exitCode = 2;
  } finally {
    await client.close();
  }
}
