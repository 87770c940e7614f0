import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Identity } from "#tests/sync/certificates.ts";
import { type Read, readEmail } from "./read-email.ts";

type Later = (close: () => unknown) => void;

/**
 * What the server does with an e-mail. `dies`: it keeps the e-mail, and the connection is gone before it says so.
 */
type Fate = "accepts" | "refusesRecipient" | "greylists" | "refusesSender" | "refusesLetter" | "dies";

export type MailServer = {
  readonly port: number;
  /** All that it has kept, oldest first. */
  readonly kept: { readonly to: string; readonly from: string; readonly email: Read }[];
  /** How many times a recipient was named. */
  asked: number;
  /** How many connections were secured by TLS. */
  secured: number;
  fate: Fate;
};

/** A real mail server on this machine. With an identity it speaks TLS, from the first byte where `secure` is set. */
export async function openMailServer(
  later: Later,
  options: {
    port?: number;
    identity?: Identity;
    secure?: boolean;
    user?: { name: string; password: string };
  } = {},
): Promise<MailServer & { close(): Promise<void> }> {
  const { identity, secure = false, user } = options;
  const server: MailServer & { close(): Promise<void> } = {
    port: 0,
    kept: [],
    asked: 0,
    secured: 0,
    fate: "accepts",
    close: () => Promise.resolve(),
  };
  const refusal = (responseCode: number, text: string): Error =>
    Object.assign(new Error(text), { responseCode });
  const smtp = new SMTPServer({
    secure,
    ...(identity ? { cert: identity.cert, key: identity.key } : { hideSTARTTLS: true }),
    logger: false,
    closeTimeout: 100,
    authOptional: user === undefined,
    allowInsecureAuth: true,
    onAuth(auth, _session, done) {
      if (auth.username === user?.name && auth.password === user?.password) done(null, { user: "kiosk" });
      else done(refusal(535, "no such user"));
    },
    onSecure(_socket, _session, done) {
      server.secured++;
      done();
    },
    onMailFrom(_address, _session, done) {
      done(server.fate === "refusesSender" ? refusal(553, "who are you?") : null);
    },
    onRcptTo(address, _session, done) {
      server.asked++;
      if (server.fate === "refusesRecipient") done(refusal(550, `no such mailbox ${address.address}`));
      else if (server.fate === "greylists") done(refusal(451, "come back later"));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (server.fate === "refusesLetter") return done(refusal(554, "looks like spam"));
        const { mailFrom, rcptTo } = session.envelope;
        server.kept.push({
          to: rcptTo.map(({ address }) => address).join(),
          from: mailFrom === false ? "" : mailFrom.address,
          email: readEmail(Buffer.concat(chunks).toString("latin1")),
        });
        if (server.fate !== "dies") return done();
        for (const connection of smtp.connections) connection.close();
      });
    },
  });
  // A client that refuses the certificate hangs up in the middle of a handshake.
  smtp.on("error", () => undefined);
  const listener = smtp.listen(options.port ?? 0, "127.0.0.1");
  await new Promise((resolve) => listener.once("listening", resolve));
  const close = (): Promise<void> => new Promise((resolve) => smtp.close(() => resolve()));
  later(close);
  return Object.assign(server, { port: (listener.address() as AddressInfo).port, close });
}
