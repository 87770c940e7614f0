import Fastify, { type FastifyInstance } from "fastify";
import type { Clock } from "#contract/index.ts";
import { FhirError } from "../fhir/outcome.ts";
import { httpDate } from "../fhir/resources.ts";
import type { DemoCentralLog } from "../log-events.ts";
import type { CursorSeal } from "../store/cursor.ts";
import type { Store } from "../store/store.ts";
import type { SwitchBoard } from "../switches.ts";
import { type DemoInfo, demoRoutes } from "./demo-routes.ts";
import { sendError } from "./errors.ts";
import { installFaults } from "./faults.ts";
import { fhirRoutes } from "./fhir-routes.ts";

export const fhirPrefix = "/fhir";
export const demoPrefix = "/demo";
const bodyLimit = 4 * 1024 * 1024;

export type ServerDeps = {
  readonly store: Store;
  readonly seal: CursorSeal;
  readonly switches: SwitchBoard;
  readonly clock: Clock;
  readonly log: DemoCentralLog;
  readonly secret: string;
  readonly newId: () => string;
  readonly info: () => DemoInfo;
  /** Called before each request is treated. */
  readonly beforeRequest: () => void;
};

/** The HTTP server of the central API, not yet listening. */
export function createServer(deps: ServerDeps): FastifyInstance {
  const { store, seal, switches, clock, log, secret, newId, info, beforeRequest } = deps;
  const app = Fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => {
      sendError(reply, error, log);
    },
  });
  app.addHook("onRequest", async () => beforeRequest());
  app.addHook("onSend", async (_request, reply, payload) => {
    // Clients take the time from here: it must be the central API's, not the machine's.
    reply.headers({ date: httpDate(clock.now()), "cache-control": "no-store" });
    return payload;
  });
  app.addHook("onResponse", async (request, reply) => {
    // The route's pattern, never the address: a search may hold a policy number.
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    log.write("demo-central.answered", { method, route, status: reply.statusCode });
  });
  app.setErrorHandler((error, _request, reply) => sendError(reply, error, log));
  app.setNotFoundHandler((_request, reply) => sendError(reply, nothingHere(), log));
  app.register(
    async (fhir) => {
      installFaults(fhir, fhirPrefix, switches, clock);
      fhir.setNotFoundHandler((_request, reply) => sendError(reply, nothingHere(), log));
      fhir.removeAllContentTypeParsers();
      fhirRoutes(fhir, { store, seal, switches, newId, startedAt: clock.now(), prefix: fhirPrefix });
    },
    { prefix: fhirPrefix },
  );
  app.register(async (demo) => demoRoutes(demo, { secret, switches, info }), { prefix: demoPrefix });
  return app;
}

const nothingHere = (): FhirError =>
  new FhirError(404, { code: "not-found", diagnostics: "Nothing answers to this method and path" });
