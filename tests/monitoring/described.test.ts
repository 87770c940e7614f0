import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { freePort } from "#main/launcher/free-port.ts";
import { missingParts } from "#main/monitoring/readiness.ts";
import { openKiosk, temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";
import { ask, samplesOf } from "./ask.ts";
import { type Described, describedIn, metricsNamedIn, monitoringFile, root } from "./described.ts";

let metrics: readonly Described[] = [];
let text = "";

beforeAll(() =>
  withCleanUp(async (later) => {
    const port = await freePort();
    const { caFile } = createAuthority(temporaryFolder(later));
    const central = `central: { url: "http://127.0.0.1:9/fhir", caFile: "${caFile}" }`;
    const mail = "mail: { host: 127.0.0.1, from: desk@clinic.example }";
    await openKiosk(later, {
      centralUrl: "http://127.0.0.1:9/fhir",
      config: `monitoring: { port: ${port} }\n${central}\n${mail}`,
    });
    text = (await ask(port, "/metrics")).body;
    metrics = describedIn(text);
  }),
);

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(["critical", "warning"]) }),
          annotations: z.object({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboardSchema = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({
      title: z.string(),
      type: z.string(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});

/** Every expression of alerts and dashboard, by where it stands. */
function expressions(): [where: string, expression: string][] {
  const { groups } = rulesSchema.parse(parse(monitoringFile("infomat-alerts.yml")));
  const { panels } = dashboardSchema.parse(JSON.parse(monitoringFile("infomat-dashboard.json")));
  return [
    ...groups.flatMap(({ rules }) => rules.map((rule): [string, string] => [rule.alert, rule.expr])),
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [title, expr])),
  ];
}

test("docs/monitoring.md lists each metric and each missing part as the kiosk has them", () => {
  const page = readFileSync(join(root, "docs/monitoring.md"), "utf8");
  const rowsOf = (heading: string): string[] => {
    const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
    return section.split("\n").filter((line) => line.startsWith("| `"));
  };
  expect(rowsOf("Metrics")).toEqual(
    metrics.map(
      ({ name, type, help, labels }) =>
        `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
    ),
  );
  expect(rowsOf("Ready")).toEqual(
    Object.entries(missingParts).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
  );
});

test("names keep to Prometheus' conventions", () => {
  for (const { name, type, help } of metrics) {
    expect(name).toMatch(/^(infomat|process)_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith("_total"), name).toBe(type === "counter");
    expect(help).not.toBe("");
  }
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
});

test("alerts and dashboard ask for metrics, labels and values that there are", () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(20);
  const names = new Set(metrics.map(({ name }) => name));
  const samples = [...samplesOf(text).keys()];
  for (const [where, expression] of all) {
    for (const name of metricsNamedIn(expression)) expect(names, where).toContain(name);
    for (const [, name, selector] of expression.matchAll(/(\w+)\{([^}]*)\}/g)) {
      for (const [, label = "", value] of (selector ?? "").matchAll(/(\w+)="([^"$]*)"/g)) {
        // Prometheus' own labels.
        if (["job", "instance"].includes(label)) continue;
        expect(
          samples.some((sample) => sample.startsWith(`${name}{`) && sample.includes(`${label}="${value}"`)),
          `${where}: ${name} has no ${label}="${value}"`,
        ).toBe(true);
      }
    }
  }
});
