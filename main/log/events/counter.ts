import { defineLogEvents } from "#contract/base/log.ts";
import { kioskFaults } from "#contract/reception/lobby.ts";

/** The kiosk's address for the counter, and the counter's own process. No line tells who: the audit does. */
export const counterEvents = defineLogEvents({
  "counter.listening": {
    level: "info",
    sentence: "The counter's process can ask the kiosk",
    facts: { place: "place", port: "count", tls: "flag" },
  },
  "counter.not-listening": {
    level: "error",
    sentence:
      "The counter's process can't ask the kiosk because its address can't be opened; it is tried again",
    facts: { place: "place", port: "count", code: "code" },
    action: "Set reception.address to an address of this machine, and reception.port to a free port",
  },
  "counter.refused": {
    level: "warn",
    security: true,
    sentence: "A request to the kiosk's address for the counter was refused",
    facts: { reason: ["host", "origin", "token"] },
    action:
      "Find the program that asks; the counter's process needs the token, and asks by the configured address",
  },
  "counter.handshake-failed": {
    level: "warn",
    security: true,
    sentence:
      "A connection to the kiosk's address for the counter was refused: no TLS, or no certificate that is known",
    facts: { code: "code" },
    action: "Give the counter's process a certificate of the authority in reception.tls.clientCaFile",
  },
  "reception.listening": {
    level: "info",
    sentence: "Browsers at the counter can open the page",
    facts: { place: "place", port: "count", tls: "flag" },
  },
  "reception.not-listening": {
    level: "error",
    sentence: "The page at the counter can't be opened because its address can't be; it is tried again",
    facts: { place: "place", port: "count", code: "code" },
    action: "Set address in reception.yaml to an address of this machine, and port to a free port",
  },
  "reception.refused": {
    level: "warn",
    security: true,
    sentence: "A request that does not come from the counter's own page was refused",
    facts: { reason: ["host", "origin"] },
    action: "Open the page by its configured address; add other names of it to hosts in reception.yaml",
  },
  "reception.handshake-failed": {
    level: "warn",
    sentence:
      "A browser's connection to the page at the counter failed: no TLS, or it doesn't trust the certificate",
    facts: { code: "code" },
    action: "Let the computers at the counter trust the authority of the page's certificate",
  },
  "reception.kiosk": {
    level: "warn",
    sentence: "What the counter's process hears of a kiosk has changed",
    facts: { kiosk: "count", link: ["heard", ...kioskFaults] },
    action:
      "Where it isn't heard, check the kiosk, the network, and both sides' tokens and certificates; at speaksTls its url must begin with https",
  },
  "reception.locked": {
    level: "info",
    sentence: "A session at the counter was locked",
    facts: { reason: ["asked", "untouched", "removed", "crowded", "ended"] },
  },
});
