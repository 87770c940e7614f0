import { isIP } from "node:net";
import { connect, type DetailedPeerCertificate } from "node:tls";
import type { Clock } from "#contract/base/ports.ts";
import { namedCertificates } from "../../config/check-file.ts";
import type { Config } from "../../config/schema.ts";
import { certificateEnd, daysLeft } from "../../files/certificates.ts";
import { withProxy } from "../../identity-provider/settings.ts";
import type { Diagnosis } from "./messages.ts";
import { failed, type Step, warned } from "./report.ts";

/** From how many days on an end is worth a word: renewing takes clinics weeks. */
const soon = 30;
/** How long a server may take to show its certificate, ms. */
const patience = 5_000;

/**
 * How long the certificates are good: those that the configuration names, and those that the central API and the
 * identity provider show, where no proxy stands before them.
 */
export async function checkCertificates(
  config: Config,
  url: string,
  clock: Pick<Clock, "now">,
): Promise<Step<true>> {
  const files = namedCertificates(config).map(([setting, file]) => ({
    place: `${setting} (${file})`,
    end: certificateEnd(file)?.notAfter ?? null,
  }));
  const { central, signIn } = config;
  const provider = signIn.gosuslugi && withProxy(signIn.gosuslugi, central?.proxy);
  const servers = [
    { place: "the central API's own", address: url, proxy: central?.proxy ?? "none" },
    ...(provider
      ? [
          {
            place: "the identity provider's own",
            address: provider.issuer,
            proxy: provider.proxy ?? "none",
          },
        ]
      : []),
  ].filter(({ address, proxy }) => address.startsWith("https:") && proxy === "none");
  const shown = await Promise.all(
    servers.map(async ({ place, address }) => ({ place, end: await shownEnd(address) })),
  );
  // One that shows none can't be reached, which another step tells.
  const ends = [...files, ...shown.filter(({ end }) => end !== null)];
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

/** When the first certificate of the chain ends that a server shows, ms; null where it shows none. */
function shownEnd(address: string): Promise<number | null> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    // It is only looked at here; whether it is trusted is found out by every request.
    const socket = connect({
      host: hostname,
      port: port === "" ? 443 : Number(port),
      // A server's name is no address (RFC 6066, section 3).
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      rejectUnauthorized: false,
      timeout: patience,
    });
    const end = (value: number | null): void => {
      resolve(value);
      socket.destroy();
    };
    socket.on("secureConnect", () => {
      const times = chainOf(socket.getPeerCertificate(true)).map(({ valid_to: until }) => Date.parse(until));
      const known = times.filter((time) => !Number.isNaN(time));
      end(known.length === 0 ? null : Math.min(...known));
    });
    socket.on("timeout", () => end(null));
    socket.on("error", () => end(null));
  });
}

/** A certificate and those above it, up to one that has signed itself, or whose issuer isn't shown. */
function chainOf(first: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let one: DetailedPeerCertificate | undefined = first;
  while (one?.valid_to !== undefined && !chain.includes(one)) {
    chain.push(one);
    one = one.issuerCertificate;
  }
  return chain;
}
