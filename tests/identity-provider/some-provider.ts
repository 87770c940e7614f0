import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text or bytes are sent as they are. */
  readonly body: unknown;
};
type Asked = {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
};
type Claims = Record<string, unknown>;

/** An identity provider on a real socket that does what a test tells it to. */
export type SomeProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly asked: Asked[];
  /** Answers in place of the provider's own, by path. */
  readonly instead: Partial<Record<Path, (asked: Asked, own: Answer) => Answer | Promise<Answer>>>;
  /** What the phone has said: nothing so far, yes, or no. */
  phone: "waits" | "confirmed" | "refused";
  /** What an ID token says that is issued now. */
  claims(more?: Claims): Claims;
  /** A signed token; in place of the provider's own key and header those that are given. */
  token(claims: Claims, signing?: { key?: KeyObject; header?: Claims }): string;
  readonly stop: () => Promise<void>;
};

const paths = ["/.well-known/openid-configuration", "/jwks", "/device", "/token", "/userinfo"] as const;
type Path = (typeof paths)[number];

/** A person as the demo provider and the register have them. */
export const confirmedClaims = { snils: "90011223314", birthdate: "1985-03-07" };

export const someKey = (): KeyObject => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ownKey = someKey();

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** @param now the clock that tokens are issued by, ms */
export async function openProvider(
  later: (close: () => unknown) => void,
  options: { now?: () => number; tls?: { key: Buffer; cert: Buffer } } = {},
): Promise<SomeProvider> {
  const now = options.now ?? Date.now;
  const asked: Asked[] = [];
  const instead: SomeProvider["instead"] = {};

  const own = (path: Path): Answer => {
    switch (path) {
      case "/.well-known/openid-configuration":
        return {
          body: {
            issuer: provider.issuer,
            device_authorization_endpoint: `${provider.issuer}/device`,
            token_endpoint: `${provider.issuer}/token`,
            jwks_uri: `${provider.issuer}/jwks`,
            userinfo_endpoint: `${provider.issuer}/userinfo`,
            id_token_signing_alg_values_supported: ["RS256"],
            token_endpoint_auth_methods_supported: ["private_key_jwt", "client_secret_basic"],
            code_challenge_methods_supported: ["S256"],
          },
        };
      case "/jwks": {
        const jwk = createPublicKey(ownKey).export({ format: "jwk" });
        return { body: { keys: [{ ...jwk, kid: "own", use: "sig", alg: "RS256" }] } };
      }
      case "/device":
        return {
          body: {
            device_code: "device-code-of-this-grant",
            user_code: "WDJB-MJHT",
            verification_uri: `${provider.issuer}/phone`,
            verification_uri_complete: `${provider.issuer}/phone?user_code=WDJB-MJHT`,
            expires_in: 300,
            interval: 1,
          },
        };
      case "/token":
        if (provider.phone === "waits") return { status: 400, body: { error: "authorization_pending" } };
        if (provider.phone === "refused") return { status: 400, body: { error: "access_denied" } };
        return {
          body: {
            access_token: "access-token-of-this-grant",
            token_type: "Bearer",
            expires_in: 60,
            id_token: provider.token(provider.claims()),
          },
        };
      case "/userinfo":
        return { body: { sub: "person-1", ...confirmedClaims } };
    }
  };

  const onRequest = (request: IncomingMessage, respond: (answer: Answer) => void): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = new URL(request.url ?? "/", "http://any").pathname as Path;
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const one = { path, form, headers: request.headers };
      asked.push(one);
      const answer = paths.includes(path) ? own(path) : { status: 404, body: {} };
      void Promise.resolve(instead[path]?.(one, answer) ?? answer).then(respond);
    });
  };
  const server = (options.tls ? createTlsServer(options.tls) : createServer()).on(
    "request",
    (request, response) =>
      onRequest(request, ({ status = 200, headers = {}, body }) => {
        const isRaw = typeof body === "string" || Buffer.isBuffer(body);
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(isRaw ? body : JSON.stringify(body));
      }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  later(stop);

  const provider: SomeProvider = {
    issuer: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`,
    clientId: "infomat-3",
    asked,
    instead,
    phone: "waits",
    claims(more = {}) {
      const seconds = Math.floor(now() / 1000);
      const who = { sub: "person-1", ...confirmedClaims };
      return {
        iss: provider.issuer,
        aud: provider.clientId,
        iat: seconds,
        exp: seconds + 60,
        ...who,
        ...more,
      };
    },
    token(claims, { key = ownKey, header = {} } = {}) {
      const signed = `${part({ alg: "RS256", kid: "own", ...header })}.${part(claims)}`;
      return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
    },
    stop,
  };
  return provider;
}
