import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { freePort } from "#main/launcher/free-port.ts";
import { ask } from "#tests/monitoring/ask.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { installOnDebian } from "../../scripts/debian.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";
import { alertCases, promtoolTests } from "./alert-cases.ts";

/**
 * `npm run test:prometheus`: the alert rules by promtool, and a real core scraped by a real Prometheus. Debian's
 * packages; not a part of `npm test`.
 */
const rulesFile = join(import.meta.dirname, "../../packaging/monitoring/infomat-alerts.yml");
const token = "prometheus-of-the-tests-0123456789";
/** How long Prometheus may take to start and scrape on a busy machine, ms. */
const patience = 120_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const promtool = (words: readonly string[], input?: string): string =>
  execFileSync("promtool", words, { encoding: "utf8", ...(input === undefined ? {} : { input }) });

function prepare(): void {
  const isMissing = (): boolean => ["promtool", "prometheus"].some((program) => findTool(program) === null);
  if (isMissing()) installOnDebian("prometheus", "for the test of alerts and scrapes");
  if (isMissing()) throw new Error("needs prometheus (Debian: apt-get install it)");
}

const namesSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })),
});

/** Each alert is raised by what it is for, and by nothing of what the others are for. */
function tryAlerts(folder: string): void {
  say(promtool(["check", "rules", rulesFile]).trim());
  const { groups } = namesSchema.parse(parse(readFileSync(rulesFile, "utf8")));
  const tried = new Set(alertCases.map(({ alert }) => alert));
  const untried = groups
    .flatMap(({ rules }) => rules.map(({ alert }) => alert))
    .filter((name) => !tried.has(name));
  if (untried.length > 0) throw new Error(`no case tries ${untried.join(", ")}`);
  const file = join(folder, "alerts.test.json");
  writeFileSync(file, JSON.stringify(promtoolTests(rulesFile)));
  say(promtool(["test", "rules", file]).trim());
}

const targetsSchema = z.object({
  data: z.object({
    activeTargets: z.array(z.object({ scrapeUrl: z.string(), health: z.string(), lastError: z.string() })),
  }),
});
const querySchema = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
const rulesSchema = z.object({
  data: z.object({
    groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
  }),
});

await withCleanUp(async (later) => {
  prepare();
  const folder = temporaryFolder(later);
  tryAlerts(folder);

  const demoCentral = await openDemoCentral(later);
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, token, { mode: 0o644 });
  const [kioskPort, port] = [await freePort(), await freePort()];
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    config: `monitoring: { port: ${kioskPort}, tokenFile: ${tokenFile} }`,
  });
  await kiosk.online();
  const { body } = await ask(kioskPort, "/metrics", { headers: { authorization: `Bearer ${token}` } });
  say(`promtool check metrics: ${promtool(["check", "metrics"], body).trim() || "nothing to say"}`);

  writeFileSync(
    join(folder, "prometheus.yml"),
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: [rulesFile],
      scrape_configs: [
        {
          job_name: "infomat",
          authorization: { credentials_file: tokenFile },
          static_configs: [{ targets: [`127.0.0.1:${kioskPort}`] }],
        },
      ],
    }),
  );
  const prometheus = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => prometheus.once("exit", () => resolve()));
  later(async () => {
    prometheus.kill("SIGTERM");
    await ended;
  });

  const api = async <T>(schema: z.ZodType<T>, path: string): Promise<T | null> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`).catch(() => null);
    return answer?.ok ? schema.parse(await answer.json()) : null;
  };
  const query = async (expression: string) =>
    (await api(querySchema, `query?query=${encodeURIComponent(expression)}`))?.data.result ?? [];
  const waitForQuery = async (expression: string): Promise<void> => {
    await waitFor(async () => (await query(expression)).length > 0, patience);
    const [found] = await query(expression);
    say(`${expression}: ${found?.value[1]} ${JSON.stringify(found?.metric ?? {})}`);
  };
  const target = async () => (await api(targetsSchema, "targets"))?.data.activeTargets[0];

  await waitFor(async () => (await target())?.health === "up", patience);
  say(`target: ${JSON.stringify(await target())}`);
  await waitForQuery("infomat_build_info == 1");
  await waitForQuery("infomat_ready == 1");
  await waitForQuery("count(infomat_log_events_total) > 100");
  await waitFor(async () => {
    const rules = (await api(rulesSchema, "rules"))?.data.groups.flatMap((group) => group.rules) ?? [];
    return rules.length > 0 && rules.every(({ health }) => health === "ok");
  }, patience);
  say("rules: all are evaluated");
  await kiosk.core.close();
  await waitForQuery('up{job="infomat"} == 0');
  await waitForQuery('ALERTS{alertname="InfomatDown", alertstate="pending"}');
});
say("The alerts are raised by what they are for, and Prometheus scrapes the kiosk.");
