import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { systemClock } from "#main/time/clock.ts";
import { createMachine } from "./escpos-machine.ts";
import type { MachineState } from "./escpos-status.ts";
import { tcpLine } from "./real-lines.ts";

/**
 * A printer in a process of its own, turned by a file and read by another: `node file-printer.ts FOLDER [PORT]`.
 * `FOLDER/state.json` holds the faults that are on (`{ "cover": true }`; also `"afterLines": 5` to make them come
 * in the middle of a ticket); `FOLDER/tray.json` what came out; `FOLDER/port` where it listens;
 * `FOLDER/turned.json` repeats the faults once they are on.
 */
const faultsSchema = z
  .strictObject({
    power: z.boolean(),
    paper: z.enum(["enough", "nearEnd", "out"]),
    cover: z.boolean(),
    cutter: z.boolean(),
    jam: z.boolean(),
    hot: z.boolean(),
    offline: z.boolean(),
    silent: z.boolean(),
    answersAfter: z.int().min(0),
    stepsAtOnce: z.int().min(1).nullable(),
    afterLines: z.int().min(1),
  })
  .partial();
const none: MachineState = {
  power: true,
  paper: "enough",
  cover: false,
  cutter: false,
  jam: false,
  hot: false,
  offline: false,
  silent: false,
  answersAfter: 0,
  stepsAtOnce: null,
};

const [folder = "."] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const put = (name: string, text: string): void => {
  writeFileSync(join(folder, `${name}.new`), text);
  renameSync(join(folder, `${name}.new`), join(folder, name));
};
const machine = createMachine(systemClock);
const line = await tcpLine(machine, () => undefined);
put("tray.json", "[]");
put("port", line.transport.name.split(":").at(-1) ?? "");

let [seen, told] = ["", 0];
setInterval(() => {
  const file = join(folder, "state.json");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "{}";
  if (text !== seen) {
    const { afterLines, ...faults } = faultsSchema.parse(JSON.parse(text));
    if (afterLines === undefined) machine.set({ ...none, ...faults });
    else machine.setAfterLines(afterLines, faults);
    seen = text;
    put("turned.json", text);
  }
  if (machine.tickets.length !== told) put("tray.json", JSON.stringify(machine.tickets));
  told = machine.tickets.length;
}, 20);
