import { createSocket } from "node:dgram";
import { writeSync } from "node:fs";
import { isIPv6 } from "node:net";
import { hostname } from "node:os";
import type { LogLevel } from "#contract/base/log.ts";
import { codeOf } from "../files/whole-file.ts";
import type { LogEventId } from "./events.ts";
import type { LogSettings } from "./settings.ts";

/** A line of the log that is of interest to whoever watches over the machine's security. */
export type SecurityLine = {
  readonly id: LogEventId;
  readonly level: LogLevel;
  readonly sentence: string;
  /** As the log has them. */
  readonly facts: Readonly<Record<string, unknown>>;
};

export type SecurityStream = {
  write(line: SecurityLine): void;
  /** Waits until what was written has left. */
  close(): Promise<void>;
};

/** Severities of syslog (RFC 5424, 6.2.1), which journald knows as well (sd-daemon(3)). */
const severities: Readonly<Record<LogLevel, number>> = { error: 3, warn: 4, info: 6, debug: 7 };
/** `authpriv`, "security/authorization messages". */
const facility = 10;
/** What every receiver of syslog over UDP should take (RFC 5426, 3.2), bytes. */
const longestDatagram = 2048;

/**
 * Security events as a stream of their own, beside the log. It never throws; a line that can't be written is told to
 * `onLost`.
 * - `stderr`: `<4>infomat-security {…}`. journald takes the priority from the prefix (`SyslogLevelPrefix=`, on by
 *   default) and keeps the line apart from the log of the data folder.
 * - `syslog`: RFC 5424 over UDP (RFC 5426) to a syslog daemon; the event's id is the MSGID.
 */
export function openSecurityStream(
  settings: LogSettings["security"],
  options: {
    /** Wall clock, ms. */
    readonly now: () => number;
    readonly onLost: (fault: string) => void;
    /** The file descriptor of standard error, for tests. */
    readonly stderr?: number;
  },
): SecurityStream | null {
  switch (settings.kind) {
    case "none":
      return null;
    case "stderr":
      return toStderr(options);
    case "syslog":
      return toSyslog(settings, options);
  }
}

function toStderr({
  onLost,
  stderr = 2,
}: {
  onLost: (fault: string) => void;
  stderr?: number;
}): SecurityStream {
  return {
    write(line) {
      try {
        writeSync(stderr, `<${severities[line.level]}>infomat-security ${jsonOf(line)}\n`);
      } catch (error) {
        onLost(codeOf(error) || "unknown");
      }
    },
    close: () => Promise.resolve(),
  };
}

function toSyslog(
  { address, port }: { readonly address: string; readonly port: number },
  { now, onLost }: { now: () => number; onLost: (fault: string) => void },
): SecurityStream {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  socket.unref();
  socket.on("error", (error) => onLost(codeOf(error) || "unknown"));
  let leaving: Promise<unknown> = Promise.resolve();
  const host =
    hostname()
      .replace(/[^\x21-\x7e]/g, "")
      .slice(0, 255) || "-";
  return {
    write(line) {
      const priority = facility * 8 + severities[line.level];
      const head = `<${priority}>1 ${new Date(now()).toISOString()} ${host} infomat ${process.pid} ${line.id} - `;
      const whole = Buffer.from(head + jsonOf(line));
      const datagram =
        whole.length <= longestDatagram
          ? whole
          : Buffer.from(head + jsonOf({ ...line, facts: { cut: true } }));
      const sent = new Promise<void>((resolve) => {
        socket.send(datagram, port, address, (error) => {
          if (error) onLost(codeOf(error) || "unknown");
          resolve();
        });
      });
      leaving = Promise.all([leaving, sent]);
    },
    async close() {
      await leaving;
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

const jsonOf = ({ id, sentence, facts }: SecurityLine): string =>
  JSON.stringify({ event: id, ...facts, msg: sentence });
