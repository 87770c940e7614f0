import { join } from "node:path";
import type { Clinic } from "#contract/domain.ts";
import { presets, type StepName } from "#contract/flow.ts";
import packageJson from "../../package.json" with { type: "json" };
import { composeBooking } from "../booking/module.ts";
import { kioskNumber, kioskNumberMissing } from "../config/schema.ts";
import { createDemoControl } from "../demo/demo-control.ts";
import { createAccess } from "../http/access.ts";
import { serve } from "../http/server.ts";
import { composeMail } from "../mail/module.ts";
import { followService } from "../maintenance/maintenance.ts";
import { createHeartbeat } from "../page/heartbeat.ts";
import { composePeople } from "../patients/module.ts";
import type { Parts } from "../rpc/parts.ts";
import { type CentreRoom, composeCentre } from "../schedules/module.ts";
import { createSessions, type Sessions } from "../sessions/session.ts";
import type { CoreOptions } from "../shell/messages.ts";
import { composeDevices, type DeviceRoom } from "../tickets/module.ts";
import { type Ground, layGround, type Substitutes } from "./context.ts";
import { createRouter } from "./router.ts";
import { watchDataFiles } from "./watch-data-files.ts";

/** A running core. */
export type Core = {
  readonly port: number;
  /** Opens the kiosk once: the token stands in its fragment. */
  readonly url: string;
  /** A window opens with this token in place of the address's own; a heartbeat is expected. */
  windowOpened(token?: string): void;
  /** Ends everything in order; asked again, it answers with the same end. */
  close(): Promise<void>;
};

const root = join(import.meta.dirname, "../..");

/**
 * The one place where the kiosk is put together, room by room: what a room consists of stands in `compose/`. Throws
 * the parts' own errors: ConfigError, DataFolderError, StoreError, PortTaken.
 */
export async function startCore(
  options: CoreOptions & {
    readonly onWindowLost?: () => void;
    /** Nobody is at the kiosk, and only a new start can put its files in order. */
    readonly onRestartWanted?: () => void;
  },
  substitutes: Substitutes = {},
): Promise<Core> {
  const ground = await layGround(options, substitutes);
  const { config, events, clock, ids, log } = ground;
  if (config.kiosk.number === undefined && !options.demo) log.warn(kioskNumberMissing);
  const centre = composeCentre(ground);
  const devices = composeDevices(ground, centre.now, {
    busy: () => sessions.current()?.patient != null,
    ticketOf: (visitId) => sessions.current()?.tickets.get(visitId) ?? null,
  });
  const post = composeMail(ground, devices.ticketTexts, centre.now);
  const booking = composeBooking(ground, centre, post);
  const people = composePeople(ground, centre, booking.consent);
  const sessions = composeSessions(ground, devices);
  const service = followService({
    serviceDir: ground.folder.serviceDir,
    clock,
    log,
    onChange: (state) => events.emit({ type: "service", service: state }),
  });
  const heartbeat = createHeartbeat({
    clock,
    onLost() {
      sessions.end("lost");
      options.onWindowLost?.();
    },
  });
  const parts: Parts = {
    version: packageJson.version,
    ...settingsOf(ground, post !== null),
    log,
    time: ground.time,
    clinic: () => ownClinic(ground, centre),
    centralState: () => centre.sync.state(),
    ...centre,
    ...booking,
    ...people,
    ...devices,
    sessions,
    service,
    demo: options.demo ? createDemoControl({ ...options.demo, printer: devices.virtual }) : null,
    events,
    beat: () => heartbeat.beat(),
    pageJoined: () => heartbeat.joined(),
  };

  const files = watchDataFiles({
    ground,
    isIdle: () => sessions.state().state === "none",
    onRestartWanted: () => options.onRestartWanted?.(),
  });

  const closeParts = async (): Promise<void> => {
    files.stop();
    heartbeat.stop();
    service.close();
    sessions.end("home");
    await centre.close();
    await devices.close();
    await post?.close();
    people.throttle.close();
    ground.close();
    log.info("core has ended");
  };
  let closing: Promise<void> | null = null;
  const access = createAccess({ ids, clock, reusable: options.tokenReusable });
  try {
    const server = await serve({
      port: options.port ?? config.port ?? null,
      screensDir: options.screensDir ?? join(root, "dist", "renderer"),
      router: createRouter(parts),
      sessions,
      access,
      anyUser: options.tokenReusable,
      onPageRefused: () => heartbeat.lost(),
      onCall: () => heartbeat.called(),
      log,
    });
    centre.settler.start();
    post?.start();
    log.info("core is ready", { port: server.port, version: packageJson.version });
    return {
      port: server.port,
      url: `http://127.0.0.1:${server.port}/#token=${access.token}`,
      windowOpened(token) {
        // Whoever stands before a window that was opened anew need not be who stood before the last one.
        sessions.end("lost");
        access.windowOpened(token);
        heartbeat.windowOpened();
      },
      close() {
        closing ??= server.close().then(closeParts);
        return closing;
      },
    };
  } catch (error) {
    await closeParts();
    throw error;
  }
}

/** One patient at a time. When one has left, nothing of theirs is shown or printed any more. */
function composeSessions(ground: Ground, { tickets }: DeviceRoom): Sessions {
  const { config, events, clock, ids } = ground;
  return createSessions({
    clock,
    ids,
    times: {
      idle: config.session.idle * 1000,
      question: config.session.question * 1000,
      cap: config.session.cap * 60_000,
    },
    onEnd: () => {
      tickets.sessionEnded();
      events.forgetPersonal();
    },
    onChange: (session) => events.emit({ type: "session", session }),
  });
}

/** What the screens are told of the configuration. */
function settingsOf({ config, options, languages }: Ground, sendsMail: boolean) {
  const steps = options.preset ? presets[options.preset] : orderOf(config.flow);
  // Nobody is asked for an address that nothing is sent to.
  const flow = steps.filter((step) => step !== "email" || sendsMail);
  return {
    kioskName: String(kioskNumber(config)),
    languages,
    flow,
    secondFactor: config.signIn.secondFactor,
    cardsOn: flow.includes("card"),
    told: { plannedOnly: config.rules.plannedOnly, cancelAhead: config.rules.cancelAhead },
    seconds: { done: config.session.done, attract: config.session.attract },
    ticketsPerVisit: config.session.tickets,
    scannerKind: config.scanner.kind,
  };
}

const orderOf = (flow: Ground["config"]["flow"]): readonly StepName[] =>
  "steps" in flow ? flow.steps : presets[flow.preset];

/** Shown until the centre has told the clinic's name: the screens leave such a bar empty. */
const unknownClinic: Clinic = { name: "", address: "", phone: "" };

function ownClinic({ config }: Ground, { ownOrganization, catalog }: CentreRoom): Clinic {
  const id = ownOrganization();
  return config.kiosk.clinic ?? (id === null ? null : catalog.clinic(id)) ?? unknownClinic;
}
