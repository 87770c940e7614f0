import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import files from "@fastify/static";
import { EventPublisher, implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/fastify";
import Fastify from "fastify";
import type { ConsentVariant, KioskEvent, SessionState, TimeCell } from "#contract/index.ts";
import { kioskContract } from "#contract/index.ts";
import { loadConsents } from "#main/consents/consents.ts";
import { fakeCards } from "./fake-cards.ts";
import { fakeDemo } from "./fake-demo.ts";
import { faultOf } from "./fake-fault.ts";
import { fakeStaff } from "./fake-staff.ts";
import { languages, localesFolder } from "./languages.ts";
import { silence } from "./silence.ts";
import { ticketPicture } from "./ticket-picture.ts";
import type { World } from "./world.ts";
import { ticket, today } from "./world-lists.ts";

export type FakeCore = {
  readonly url: string;
  readonly world: World;
  /** The procedures that were called, with what they were given, oldest first. */
  readonly calls: { readonly path: string; readonly input: unknown }[];
  /** Pushes an event to every open page. */
  push(event: KioskEvent): void;
  session(): SessionState;
  close(): Promise<void>;
};

const screens = fileURLToPath(new URL("../../dist/renderer", import.meta.url));

/** The session of everybody who comes. */
const sessionId = "session-1";

const consents = loadConsents(localesFolder, languages);

const securityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";

/** A core that lives in memory and answers what its world says: the screens' other side, for their own tests. */
export async function startFakeCore(world: World, port = 0): Promise<FakeCore> {
  const events = new EventPublisher<{ event: KioskEvent }>();
  const calls: { path: string; input: unknown }[] = [];
  let session: SessionState = { state: "none", endedBy: null };
  let agreesAs: ConsentVariant = "self";
  let booked = ticket("08:45");

  const push = (event: KioskEvent): void => {
    if (event.type === "central") world.info.central = event.central;
    if (event.type === "service") world.info.service = event.service;
    if (event.type === "session") session = event.session;
    events.publish("event", event);
  };
  const setSession = (next: SessionState): SessionState => {
    push({ type: "session", session: next });
    return next;
  };
  const open = (patient = session.state === "none" ? null : session.patient): SessionState => {
    const helped = session.state !== "none" && session.help ? { help: session.help } : {};
    return setSession({ state: "open", id: sessionId, patient, ...helped });
  };
  /** Staff help whoever comes now. */
  const openHelped = (name: string): SessionState =>
    setSession({ state: "open", id: sessionId, patient: null, help: { name } });

  const os = implement(kioskContract).use(async ({ next, path }, input) => {
    const name = path.join(".");
    calls.push({ path: name, input });
    const fault = world.faults[name]?.shift();
    if (fault) throw faultOf(fault.code, fault.data);
    if (name.startsWith("catalog.") || name.startsWith("schedule."))
      await delay(world.listsTake, undefined, { ref: false });
    return next();
  });

  const router = os.router({
    kiosk: {
      info: os.kiosk.info.handler(() => ({ ...world.info, now: world.now, session })),
      consent: os.kiosk.consent.handler(({ input }) =>
        input.variant ? consents(input.language, input.variant, "card") : consents(input.language, agreesAs),
      ),
      beat: os.kiosk.beat.handler(() => ({ now: world.now })),
      pageFault: os.kiosk.pageFault.handler(() => ({})),
      escapeTried: os.kiosk.escapeTried.handler(() => ({})),
    },
    catalog: {
      organizations: os.catalog.organizations.handler(() => world.organizations),
      here: os.catalog.here.handler(() => world.here),
      branches: os.catalog.branches.handler(() => world.branches),
      services: os.catalog.services.handler(() => world.services),
      doctors: os.catalog.doctors.handler(() => world.doctors),
    },
    schedule: {
      days: os.schedule.days.handler(() => ({ today, days: world.days, nearest: world.nearestDay })),
      times: os.schedule.times.handler(() => world.times),
      nearest: os.schedule.nearest.handler(({ input }) => world.offers.slice(0, input.limit)),
    },
    session: {
      start: os.session.start.handler(() => open()),
      signIn: os.session.signIn.handler(() => {
        open(world.patient);
        return { ...world.patient, sessionId };
      }),
      identify: os.session.identify.handler(({ input: { who, person } }) => {
        agreesAs = who === "self" ? "self" : bornAfter(person.birthDate, 2008) ? "child" : "other";
        return { ...world.person(person), sessionId };
      }),
      startPhone: os.session.startPhone.handler(() => world.phoneGrant),
      phoneOutcome: os.session.phoneOutcome.handler(async () => {
        const outcome = world.phoneOutcome;
        if (outcome === "signedIn") {
          open(world.patient);
          return { state: "signedIn", ...world.patient, sessionId } as const;
        }
        if (outcome !== "waiting") throw faultOf(outcome, {});
        await delay(world.phoneTakes, undefined, { ref: false });
        return { state: "waiting" } as const;
      }),
      stopPhone: os.session.stopPhone.handler(() => ({})),
      forSelf: os.session.forSelf.handler(() => {
        agreesAs = "self";
        return {};
      }),
      stay: os.session.stay.handler(() => {
        // A touch that arrives after the end begins nothing anew.
        if (session.state === "none") throw faultOf("SESSION_ENDED", {});
        return open();
      }),
      end: os.session.end.handler(({ input }) => {
        setSession({ state: "none", endedBy: input.reason });
        return {};
      }),
    },
    scanner: {
      read: os.scanner.read.handler(({ input }) => {
        if (session.state !== "none" && session.patient !== null) return { kind: "ignored" } as const;
        return world.scans[input.text] ?? ({ kind: "fault", fault: "SCAN_FOREIGN" } as const);
      }),
    },
    cards: fakeCards(world, (card) => {
      agreesAs = card.relation;
    }),
    booking: {
      check: os.booking.check.handler(async () => {
        await delay(world.checkTakes);
        return {};
      }),
      book: os.booking.book.handler(async ({ input }) => {
        await delay(world.bookingTakes);
        booked = { ...ticket(timeOf(world.times, input.slotId)), ...world.booked };
        return booked;
      }),
      watch: os.booking.watch.handler(() =>
        world.lostTo === null ? { state: "free" } : { state: "lost", nearest: world.lostTo },
      ),
      shown: os.booking.shown.handler(() => ({})),
      list: os.booking.list.handler(() => world.visits),
      cancel: os.booking.cancel.handler(async ({ input }) => {
        await delay(world.bookingTakes);
        world.visits = world.visits.filter(({ visitId }) => visitId !== input.visitId);
        return {};
      }),
      move: os.booking.move.handler(async ({ input }) => {
        await delay(world.bookingTakes);
        booked = { ...ticket(timeOf(world.times, input.slotId)), ...world.booked };
        return booked;
      }),
      refuseConsent: os.booking.refuseConsent.handler(() => ({})),
    },
    ticket: {
      preview: os.ticket.preview.handler(({ input }) => ticketPicture(booked, input.language)),
      print: os.ticket.print.handler(async () => {
        await delay(world.printingTakes);
        return {};
      }),
      email: os.ticket.email.handler(() => ({})),
      cameOut: os.ticket.cameOut.handler(() => ({})),
    },
    demo: fakeDemo(push),
    speech: {
      say: os.speech.say.handler(() => ({ wav: silence })),
    },
    events: {
      listen: os.events.listen.handler(async function* ({ signal }) {
        const stream = events.subscribe("event", signal ? { signal } : {});
        yield { type: "central", central: world.info.central } as const;
        yield { type: "service", service: world.info.service } as const;
        yield { type: "printer", status: world.info.printer } as const;
        yield { type: "session", session } as const;
        yield* stream;
      }),
    },
  });

  const app = Fastify({ forceCloseConnections: true });
  const handler = new RPCHandler(router);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("content-security-policy", securityPolicy);
  });
  const staff = new RPCHandler(fakeStaff(world, { calls, push, openHelped }));
  app.all("/staff/*", async (request, reply) => {
    const { matched } = await staff.handle(request, reply, { prefix: "/staff", context: {} });
    if (!matched) await reply.code(404).send();
  });
  app.all("/rpc/*", async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { prefix: "/rpc", context: {} });
    if (!matched) await reply.code(404).send();
  });
  await app.register(files, { root: screens, index: "index.html" });
  const url = await app.listen({ host: "127.0.0.1", port });
  return { url, world, calls, push, session: () => session, close: () => app.close() };
}

const timeOf = (times: readonly TimeCell[], slotId: string): string =>
  times.find((cell) => cell.slotId === slotId)?.time ?? "12:30";

const bornAfter = (typed: string, year: number): boolean => Number(typed.slice(4)) > year;
