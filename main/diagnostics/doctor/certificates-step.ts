import { connect } from "node:tls";
import type { Clock } from "#contract/base/ports.ts";
import { namedCertificates } from "../../config/check-file.ts";
import type { Config } from "../../config/schema.ts";
import { certificateEnd, daysLeft } from "../../files/certificates.ts";
import type { Diagnosis } from "./messages.ts";
import { failed, type Step, warned } from "./report.ts";

/** From how many days on an end is worth a word: renewing takes clinics weeks. */
const soon = 30;
/** How long the central API may take to show its certificate, ms. */
const patience = 5_000;

/** How long the certificates are good: those that the configuration names, and the central API's own. */
export async function checkCertificates(
  config: Config,
  url: string,
  clock: Pick<Clock, "now">,
): Promise<Step<true>> {
  const files = namedCertificates(config).map(([setting, file]) => ({
    place: `${setting} (${file})`,
    end: certificateEnd(file)?.notAfter ?? null,
  }));
  const own = url.startsWith("https:") && config.central?.proxy === undefined ? await ownEnd(url) : null;
  const ends = [...files, ...(own === null ? [] : [{ place: "the central API's own", end: own }])];
  if (ends.length === 0) return { outcome: warned("none is used"), value: true };
  const broken: Diagnosis[] = [];
  const ending: Diagnosis[] = [];
  const lines: string[] = [];
  for (const { place, end } of ends) {
    if (end === null) {
      broken.push({ text: `${place}: no certificate can be read`, fix: "Put a PEM file there." });
      continue;
    }
    const days = daysLeft(end, clock.now());
    const until = new Date(end).toISOString().slice(0, 10);
    if (days < 0) broken.push({ text: `${place} has ended on ${until}`, fix: "Put a new one in its place." });
    else if (days < soon)
      ending.push({ text: `${place} ends in ${days} days, on ${until}`, fix: "Have it renewed now." });
    else lines.push(`${place}: ${days} days left, until ${until}`);
  }
  if (broken.length > 0) return { outcome: failed(...broken, ...ending) };
  return { outcome: warned(lines.join("\n"), ...ending), value: true };
}

/** When the certificate ends that the central API shows, ms; null where it shows none: another step tells why. */
function ownEnd(address: string): Promise<number | null> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    // It is only looked at here; whether it is trusted is found out by every request.
    const socket = connect({
      host: hostname,
      port: port === "" ? 443 : Number(port),
      servername: hostname,
      rejectUnauthorized: false,
      timeout: patience,
    });
    const end = (value: number | null): void => {
      resolve(value);
      socket.destroy();
    };
    socket.on("secureConnect", () => {
      const { valid_to: until } = socket.getPeerCertificate();
      const time = Date.parse(until ?? "");
      end(Number.isNaN(time) ? null : time);
    });
    socket.on("timeout", () => end(null));
    socket.on("error", () => end(null));
  });
}
