import type { LogLine, LogOf } from "#contract/base/log.ts";
import { printerEvents } from "#printer/log-events.ts";
import { syncEvents } from "#sync/log-events.ts";
import { appEvents } from "./events/app.ts";
import { bookingEvents } from "./events/booking.ts";
import { controlEvents } from "./events/control.ts";
import { counterEvents } from "./events/counter.ts";
import { deviceEvents } from "./events/devices.ts";
import { httpEvents } from "./events/http.ts";
import { identityProviderEvents } from "./events/identity-provider.ts";
import { ownEvents } from "./events/log.ts";
import { mailEvents } from "./events/mail.ts";
import { monitoringEvents } from "./events/monitoring.ts";
import { patientEvents } from "./events/patients.ts";
import { staffEvents } from "./events/staff.ts";
import { storeEvents } from "./events/stores.ts";
import { syncThreadEvents } from "./events/sync-thread.ts";

/** Everything that the kiosk logs, by id. docs/log-events.md is made of it. */
export const logEvents = {
  ...appEvents,
  ...httpEvents,
  ...bookingEvents,
  ...patientEvents,
  ...identityProviderEvents,
  ...mailEvents,
  ...deviceEvents,
  ...printerEvents,
  ...storeEvents,
  ...syncEvents,
  ...syncThreadEvents,
  ...monitoringEvents,
  ...controlEvents,
  ...staffEvents,
  ...counterEvents,
  ...ownEvents,
} as const;

export type LogEventId = keyof typeof logEvents;
/** The kiosk's log. An area outside main/ takes its own events alone: sync/log-events.ts, printer/log-events.ts. */
export type Log = LogOf<typeof logEvents>;
/** An id and its facts, as {@link Log} takes them. */
export type KioskLogLine = LogLine<typeof logEvents>;
