#!/usr/bin/env node
// A browser without a window: opens the address it is given, leaves a trace in its profile, and stays.
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const optionValue = (name) =>
  process.argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
const profile = optionValue("--user-data-dir");
const url = optionValue("--app");
mkdirSync(profile, { recursive: true });
appendFileSync(join(profile, "history"), `${url}\n`);
await fetch(url);
appendFileSync(join(dirname(profile), "browsers"), `${process.pid} ${url}\n`);
setInterval(() => undefined, 2 ** 30);
