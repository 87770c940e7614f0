import type { Clock, Ids } from "#contract/base/ports.ts";
import type { CounterCaller } from "#contract/counter/base.ts";
import type { RemoteTls } from "../http/remote-server.ts";
import type { Log } from "../log/events.ts";
import { readNamed } from "../monitoring/access.ts";
import { systemBoot } from "../patients/boot.ts";
import { createSignInThrottle } from "../patients/sign-in-throttle.ts";
import { openThrottleFile } from "../patients/throttle-file.ts";
import { openAudit } from "../staff/audit/audit.ts";
import { createCardPasses } from "../staff/card-passes.ts";
import { findStaff } from "../staff/sign-in.ts";
import { readStaff, StaffFileBroken, type StaffPerson } from "../staff/staff-file.ts";
import type { DataFolder } from "../store/data-folder.ts";
import { receptionApi } from "./api.ts";
import { createKioskLink } from "./kiosk-link.ts";
import { type LobbyMember, receptionProcedures } from "./procedures.ts";
import { serveReception } from "./server.ts";
import { createWorkSessions, type WorkSession } from "./sessions.ts";
import type { ReceptionSettings } from "./settings.ts";
import { watchKiosk } from "./watch-kiosk.ts";

/**
 * The counter's process: asks each kiosk of the lobby, and serves the page on which people at the counter see them all.
 * It keeps nothing of patients but in memory, while somebody has signed in.
 * @throws {ConfigError} for a file of the settings that can't be used
 */
export async function openReception(deps: {
  readonly settings: ReceptionSettings;
  readonly folder: Pick<DataFolder, "key" | "staffFile" | "staffLimitsFile" | "auditFile" | "auditHeadFile">;
  readonly pageDir: string;
  readonly onListening: (port: number) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { settings, folder, clock, ids, log } = deps;
  const tls: RemoteTls | null = settings.tls
    ? {
        cert: readNamed("tls.certFile", settings.tls.certFile),
        key: readNamed("tls.keyFile", settings.tls.keyFile),
        ca: null,
      }
    : null;
  const links = settings.kiosks.map((kiosk, index) => createKioskLink(kiosk, `kiosks.${index}`));
  const audit = openAudit({ files: folder, kioskKey: folder.key, kiosk: "reception", now: clock.now, log });
  const throttle = createSignInThrottle({
    file: openThrottleFile({ file: folder.staffLimitsFile, clock, boot: systemBoot(), log }),
    key: folder.key,
    clock,
  });
  // No scanner of the counter reads cards.
  const passes = createCardPasses(clock, ids);
  const staff = (): StaffPerson[] => {
    try {
      return readStaff(folder.staffFile);
    } catch (error) {
      if (!(error instanceof StaffFileBroken)) throw error;
      log.write("staff.file-broken");
      return [];
    }
  };
  const personOf = ({ personId }: WorkSession): StaffPerson | null =>
    staff().find(({ id }) => id === personId) ?? null;
  const sessions = createWorkSessions({
    lockAfter: settings.lock * 60_000,
    onLock(session, reason) {
      log.write("reception.locked", { reason });
      audit.write({ who: session.name, role: null, act: "reception.lock", step: "done", detail: reason });
      if (sessions.all().length > 0) return;
      for (const { watched } of kiosks.values()) watched.forget();
    },
    clock,
    ids,
  });
  const callers = (): readonly CounterCaller[] =>
    sessions.all().flatMap((session) => {
      const person = personOf(session);
      return person ? [{ name: person.name, role: person.role, session: session.handle }] : [];
    });
  const kiosks: ReadonlyMap<string, LobbyMember> = new Map(
    links.map((link, index) => {
      const id = String(index);
      const name = settings.kiosks[index]?.name ?? id;
      const every = settings.every * 1000;
      return [id, { link, watched: watchKiosk({ id, name, link, every, callers, clock, log }) }];
    }),
  );
  const server = await serveReception({
    settings,
    tls,
    pageDir: deps.pageDir,
    router: receptionApi.router(
      receptionProcedures({
        find: (pin) => findStaff({ by: "pin", pin }, { staff, passes, throttle, log }),
        lock: Math.round(settings.lock * 60),
        onOpened() {
          for (const { watched } of kiosks.values()) watched.lookNow();
        },
        printer: settings.printer,
        kiosks,
      }),
    ),
    context: { sessions, personOf, audit },
    onListening: deps.onListening,
    clock,
    log,
  });
  return {
    async close() {
      await server.close();
      for (const session of sessions.all()) sessions.lock(session, "ended");
      for (const { watched } of kiosks.values()) watched.close();
      await Promise.all(links.map((link) => link.close()));
      throttle.close();
    },
  };
}
