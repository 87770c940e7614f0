import { defineLogEvents } from "#contract/base/log.ts";

/** The address at which monitoring asks; and what is told of who may not. */
export const monitoringEvents = defineLogEvents({
  "monitoring.listening": {
    level: "info",
    sentence: "Monitoring can ask the kiosk",
    facts: { place: "place", port: "count", tls: "flag" },
  },
  "monitoring.not-listening": {
    level: "error",
    sentence: "Monitoring can't ask the kiosk because its address can't be opened; it is tried again",
    facts: { place: "place", port: "count", code: "code" },
    action: "Set monitoring.address to an address of this machine, and monitoring.port to a free port",
  },
  "monitoring.refused": {
    level: "warn",
    security: true,
    sentence: "A request to the monitoring address was refused",
    facts: { reason: ["host", "origin", "method", "token", "path"] },
    action: "Find the program that asks; it needs the token, and asks by the configured address",
  },
  "monitoring.handshake-failed": {
    level: "warn",
    security: true,
    sentence: "A connection to the monitoring address was refused: no TLS, or no certificate that is known",
    facts: { code: "code" },
    action: "Give the monitoring server a certificate of the authority in monitoring.tls.clientCaFile",
  },
  "monitoring.metric-unread": {
    level: "error",
    sentence: "A metric is left out because of a bug",
    facts: { metric: "code", error: "trace" },
    action: "Report it to the developers",
  },
  "monitoring.request-failed": {
    level: "error",
    sentence: "A request of the monitoring failed on a bug",
    facts: { error: "trace" },
    action: "Report it to the developers",
  },
});
