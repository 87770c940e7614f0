import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Clock } from "#contract/index.ts";
import { type HubOperation, hubOperations } from "#contract/n3/index.ts";
import { listenFailure } from "../demo-central.ts";
import { guardBySecret } from "../http/demo-routes.ts";
import { cutOff, waited } from "../http/faults.ts";
import type { DemoCentralLog } from "../log-events.ts";
import { type DemoPatient, demoPatients } from "../seed/demo-patients.ts";
import type { SeedSize } from "../seed/plan.ts";
import { type HubStyle, writeHubAnswer, writeHubFault } from "./answer.ts";
import { bookingOperations } from "./booking-operations.ts";
import { createHubBookings, type HubBooking } from "./bookings.ts";
import type { Handler, HubAnswer, HubContext, HubSystem, Values } from "./context.ts";
import { directoryOperations } from "./directory.ts";
import { hubTexts } from "./messages.ts";
import { patientOperations } from "./patients.ts";
import { moveOf, type ProfileName, profileNames, profiles } from "./profiles.ts";
import { type HubRegion, hubRegion } from "./region.ts";
import { readHubRequest } from "./request.ts";
import { createHubSwitches, type HubSwitchBoard, hubSwitchesSchema } from "./switches.ts";

export type HubOptions = {
  readonly size: SeedSize;
  /** Equal seeds give equal regions, those of the FHIR demo. Default 1. */
  readonly seed?: number;
  readonly clock: Clock;
  readonly log: DemoCentralLog;
  /** IANA name of the clinics' time zone. */
  readonly timeZone: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What the header `x-demo-secret` must hold at the control address. */
  readonly secret: string;
  /** What kind of system all clinics have; null: one kind each, in turn. */
  readonly profile: ProfileName | null;
  /** One that was read before for equal options: seeding takes most of a start. */
  readonly region?: HubRegion;
};

/** A booking of the hub's, for checks: no person but by number. */
type ToldBooking = {
  id: string;
  doctor: number;
  person: number;
  start: string;
  created: number;
  cancelled: boolean;
};

export type DemoHub = {
  /** Such as `http://127.0.0.1:8094/HubService.svc`. */
  readonly url: string;
  /** `GET {controlUrl}/info`, `GET {controlUrl}/bookings`, `POST {controlUrl}/switches`. */
  readonly controlUrl: string;
  readonly port: number;
  readonly patients: readonly DemoPatient[];
  /** How each clinic's system moves visits, by the clinic's number, as the kiosk is configured with it. */
  readonly clinics: Readonly<Record<string, { readonly move: "atomic" | "book-then-cancel" | "off" }>>;
  readonly switches: Pick<HubSwitchBoard, "get" | "set">;
  /** All bookings that there ever were. */
  bookings(): readonly ToldBooking[];
  close(): Promise<void>;
};

const writes: ReadonlySet<HubOperation> = new Set<HubOperation>([
  "SetAppointment",
  "CreateClaimForRefusal",
  "AddNewPatient",
  "UpdatePhoneByIdPat",
]);
const openToAll: ReadonlySet<HubOperation> = new Set<HubOperation>(["CheckIn", "GetVersion"]);
const noGuid = "00000000-0000-0000-0000-000000000000";

/**
 * Starts a stand-in for an N3 hub: the region of the FHIR demo, seeded in memory, with a clinic's own system of one of
 * three kinds behind each clinic. Bookings last as long as the process.
 * @throws CentralError where it can't listen
 */
export async function startDemoHub(options: HubOptions): Promise<DemoHub> {
  const { size, seed = 1, clock, timeZone, secret, host = "127.0.0.1" } = options;
  const region = options.region ?? hubRegion({ size, seed, now: clock.now(), timeZone });
  const zoned = (instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const wallNow = () => zoned(clock.now()).toPlainDateTime().toString({ smallestUnit: "second" });
  const switches = createHubSwitches();
  const bookings = createHubBookings({ switches, clock, wallNow });
  const systems = new Map(
    region.clinics.map((clinic): [number, HubSystem] => {
      const ofSystem = region.clinics.filter(({ systemId }) => systemId === clinic.systemId);
      const order = [...new Set(region.clinics.map(({ systemId }) => systemId))].indexOf(clinic.systemId);
      const profile = profiles[options.profile ?? profileNames[order % profileNames.length] ?? "D"];
      return [clinic.id, { clinic, profile, doctors: new Set(ofSystem.flatMap(({ doctors }) => doctors)) }];
    }),
  );
  const context: HubContext = { region, systems, people: [...region.people], bookings, switches, wallNow };
  const handlers: Partial<Record<HubOperation, Handler>> = {
    ...directoryOperations(context),
    ...patientOperations(context),
    ...bookingOperations(context),
  };
  const app = Fastify({ logger: false, bodyLimit: 1024 * 1024, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("text/xml", { parseAs: "string" }, (_request, body, done) => done(null, body));

  const styleOf = (system: HubSystem | undefined): HubStyle => {
    const { nulls, dates, yearOne } = switches.get();
    const profile = system?.profile ?? profiles.D;
    const offset = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).offset;
    return {
      style: profile.style,
      nulls: nulls === "own" ? profile.nulls : nulls,
      time: (wall) =>
        dates === "plain" ? wall : dates === "fraction" ? `${wall}.1234567` : `${wall}${offset(wall)}`,
      yearOne,
    };
  };
  const answered = (operation: HubOperation, values: Values, answer: HubAnswer): string => {
    const system = systems.get(Number(values.idLpu));
    const style = styleOf(system);
    const isOk = answer.kind === "ok";
    // On success .NET tells an empty list of errors, others none.
    const isTold = style.style === "dotnet" && style.nulls === "nil";
    const result = {
      ErrorList: isOk ? (isTold ? [] : undefined) : errorsOf(answer.numbers),
      IdHistory: values.idHistory ?? null,
      Success: isOk,
      ...(isOk ? answer.result : emptyResult(operation)),
    };
    return writeHubAnswer(operation, result, style);
  };

  app.addHook("onSend", async (_request, reply) => {
    reply.header("date", new Date(clock.now()).toUTCString());
  });
  app.post("/HubService.svc", async (request, reply) => {
    const asked = readHubRequest(request.headers.soapaction?.toString(), String(request.body ?? ""));
    if (asked.kind === "fault") return sendXml(reply, 500, writeHubFault(asked.code));
    const { operation, values } = asked;
    const handler = handlers[operation];
    if (!handler) return sendXml(reply, 500, writeHubFault("ActionNotSupported"));
    const isCovered = switches.covers(
      operation,
      Number.isInteger(values.idLpu) ? Number(values.idLpu) : null,
    );
    const use = (name: Parameters<HubSwitchBoard["use"]>[0]): boolean => isCovered && switches.use(name);
    const { slow, away, faultCode, errorNumber, commitDelay } = switches.get();
    if (isCovered && away) return cutOff(reply);
    if (isCovered && slow > 0 && !(await waited(clock, slow, reply.raw))) return cutOff(reply);
    if (use("html503"))
      return reply.code(503).type("text/html").send("<html><body>Service Unavailable</body></html>");
    if (use("fault")) return sendXml(reply, 500, writeHubFault(faultCode));
    const guid = typeof values.guid === "string" ? values.guid : noGuid;
    const act = (): HubAnswer =>
      guid === noGuid && !openToAll.has(operation) ? { kind: "error", numbers: [1] } : handler(values);
    let answer: HubAnswer;
    if (writes.has(operation)) {
      if (use("dropBeforeCommit")) return cutOff(reply);
      if (use("dropThenCommit")) {
        clock.after(commitDelay, act);
        return cutOff(reply);
      }
      answer = use("errorBeforeCommit") ? { kind: "error", numbers: [errorNumber] } : act();
      if (use("errorAfterCommit")) answer = { kind: "error", numbers: [errorNumber] };
      if (use("dropAfterCommit")) return cutOff(reply);
    } else answer = act();
    const text = answered(operation, values, answer);
    return sendXml(reply, 200, use("truncated") ? text.slice(0, Math.floor(text.length / 2)) : text);
  });

  const addresses = { url: "", controlUrl: "" };
  const told = (one: HubBooking): ToldBooking => ({
    id: one.id,
    doctor: one.doctor.no,
    person: one.person.no,
    start: one.start,
    created: one.created,
    cancelled: bookings.isCancelled(one),
  });
  const allTold = () => bookings.all().map(told);
  await app.register(
    async (demo) =>
      controlRoutes(demo, {
        secret,
        switches,
        bookings: allTold,
        info: () => ({ url: addresses.url, size, seed, patients: demoPatients }),
      }),
    { prefix: "/demo" },
  );
  try {
    await app.listen({ port: options.port, host });
  } catch (error) {
    await app.close();
    throw listenFailure(error);
  }
  const bound = app.server.address();
  const port = typeof bound === "object" && bound ? bound.port : options.port;
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  addresses.url = `http://${shown}:${port}/HubService.svc`;
  addresses.controlUrl = `http://${shown}:${port}/demo`;
  options.log.write("demo-central.ready", { port, size, seed });
  return {
    ...addresses,
    port,
    patients: demoPatients,
    clinics: Object.fromEntries([...systems].map(([id, { profile }]) => [id, { move: moveOf(profile) }])),
    switches,
    bookings: allTold,
    close: () => app.close(),
  };
}

const sendXml = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.code(status).type("text/xml; charset=utf-8").send(text);

const errorsOf = (numbers: readonly number[]) =>
  numbers.map((IdError) => ({
    ErrorDescription: hubTexts.errors[IdError] ?? hubTexts.errors["99"] ?? "",
    IdError,
  }));

/** Beside an error, members are none; those that can't be nil are told all the same. */
function emptyResult(operation: HubOperation): Record<string, unknown> {
  const members = Object.entries<unknown>(hubOperations[operation].result);
  return Object.fromEntries(
    members.map(([name, form]) => [
      name,
      name === "Type" ? hubTexts.specialistType : form === "int" ? 0 : null,
    ]),
  );
}

function controlRoutes(
  app: FastifyInstance,
  deps: {
    readonly secret: string;
    readonly switches: HubSwitchBoard;
    readonly bookings: () => readonly ToldBooking[];
    readonly info: () => object;
  },
): void {
  const { secret, switches } = deps;
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    app.getDefaultJsonParser("error", "error"),
  );
  guardBySecret(app, secret);
  app.get("/info", async () => ({ ...deps.info(), switches: switches.get() }));
  app.get("/bookings", async () => deps.bookings());
  app.post("/switches", async (request, reply) => {
    const change = hubSwitchesSchema.partial().strict().safeParse(request.body);
    if (!change.success)
      return reply.code(400).send({ code: "SWITCHES_WRONG", text: z.prettifyError(change.error) });
    return switches.set(change.data);
  });
}
