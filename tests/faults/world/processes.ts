import { join } from "node:path";
import { z } from "zod";
import { coreEnvironment, coreMessageSchema } from "#main/shell/messages.ts";
import { type KioskClient, openClient, openCookie } from "#tests/support/kiosk.ts";
import { type Order, proxyVariable, type Report, reportSchema } from "../proxy/treatment.ts";
import { type Child, createChild } from "./child.ts";
import { root } from "./places.ts";

const ready = z.object({ type: z.literal("ready"), url: z.url() });

export type CentralProcess = Child & {
  /** The FHIR address; it stays the same from the first start on. */
  readonly url: () => string;
  /** Takes effect at the next start. */
  setDialect(dialect: string): void;
  readonly dialect: () => string;
};

/** The demo central API with its data in a file. */
export function centralProcess(options: { dataDir: string; zone: string; seed: number }): CentralProcess {
  let url = "";
  let dialect = "plain";
  const child = createChild({
    name: "demoCentral",
    entry: join(root, "demo-central/main.ts"),
    start: () => {
      const port = url === "" ? "0" : new URL(url).port;
      const { dataDir, zone, seed } = options;
      const words = ["--port", port, "--size", "tiny", "--seed", String(seed), "--data", dataDir];
      return { words: [...words, "--zone", zone, "--dialect", dialect] };
    },
    onMessage(message) {
      const { data } = ready.safeParse(message);
      if (data) url = data.url;
      return data !== undefined;
    },
  });
  return {
    ...child,
    url: () => url,
    dialect: () => dialect,
    setDialect(next) {
      dialect = next;
    },
  };
}

export type ProxyProcess = Child & {
  /** Where a kiosk finds the central API. */
  readonly url: (kiosk: number) => string;
  readonly order: (order: Order) => void;
};

export function proxyProcess(options: {
  kiosks: number;
  centralUrl: () => string;
  onReport: (report: Exclude<Report, { type: "ready" }>) => void;
}): ProxyProcess {
  let ports = Array.from({ length: options.kiosks }, () => 0);
  const child = createChild({
    name: "proxy",
    entry: join(import.meta.dirname, "../proxy/main.ts"),
    start: () => ({ env: { [proxyVariable]: JSON.stringify({ demoCentral: options.centralUrl(), ports }) } }),
    onMessage(message) {
      const report = reportSchema.parse(message);
      if (report.type !== "ready") {
        options.onReport(report);
        return false;
      }
      ports = report.ports;
      return true;
    },
  });
  return {
    ...child,
    url: (kiosk) => `http://127.0.0.1:${ports[kiosk]}/fhir`,
    order: (order) => child.send(order),
  };
}

export type KioskProcess = Child & {
  readonly dataDir: string;
  /** Starts it as often as it takes, and answers with a client of the core that runs now. */
  client(): Promise<KioskClient>;
  /** Where the core that runs now serves its page, and that page's cookie. @throws where none runs */
  page(): Promise<{ readonly core: { readonly port: number }; readonly cookie: string }>;
};

/** A real core. `tree` is the repository whose sources it runs. */
export function kioskProcess(options: {
  tree: string;
  no: number;
  dataDir: string;
  configFile: string;
  screensDir: string;
}): KioskProcess {
  let core: { port: number; url: string } | null = null;
  let client: Promise<KioskClient> | null = null;
  const child = createChild({
    name: `kiosk ${options.no}`,
    entry: join(options.tree, "main/app/core.ts"),
    start() {
      core = null;
      client = null;
      const { configFile, dataDir, screensDir } = options;
      const env = coreEnvironment({
        configFile,
        dataDir,
        port: null,
        centralUrl: null,
        demo: null,
        tokenReusable: true,
        assetsDir: join(options.tree, "assets"),
        screensDir,
      });
      return { env };
    },
    onMessage(message) {
      const { data } = coreMessageSchema.safeParse(message);
      if (data?.type === "failed")
        throw new Error(`kiosk ${options.no} can't start: ${data.code} ${data.text}`);
      if (data?.type === "ready") core = { port: data.port, url: data.url };
      return data?.type === "ready";
    },
    ask: (process) => process.send({ type: "stop" }),
  });
  return {
    ...child,
    dataDir: options.dataDir,
    async page() {
      if (!core) throw new Error(`kiosk ${options.no} doesn't run`);
      return { core, cookie: await openCookie(core) };
    },
    async client() {
      for (;;) {
        await child.start();
        if (!child.usable() || !core) continue;
        client ??= openClient(core);
        try {
          return await client;
        } catch (error) {
          // Killed between its start and the swap of the token.
          if (child.usable()) throw error;
        }
      }
    },
  };
}
