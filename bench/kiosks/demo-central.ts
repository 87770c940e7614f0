import { subscribe } from "node:diagnostics_channel";
import { z } from "zod";
import { startDemoCentral } from "#demo-central/index.ts";
import { systemClock } from "#main/time/clock.ts";
import { keptLog } from "#tests/support/log.ts";

/** The demo central API in a process of its own, which tells at what moments it was asked and what that cost. */
const [size = "clinic"] = process.argv.slice(2);
let asked: number[] = [];
subscribe("http.server.request.start", () => void asked.push(Date.now()));

const demoCentral = await startDemoCentral({
  size: z.enum(["tiny", "clinic", "region"]).parse(size),
  clock: systemClock,
  log: keptLog(),
  timeZone: "Europe/Moscow",
  file: null,
  port: 0,
  secret: "bench",
});
// Each message asks for what came since the last one.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ asked, cpu: (user + system) / 1000 });
  asked = [];
});
process.send?.(demoCentral.url);
