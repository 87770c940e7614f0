import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { interactionPolicy, Provider } from "oidc-provider";
import { memoryAdapter } from "./adapter.ts";
import { type AskedCodes, createAskedCodes } from "./asked-codes.ts";
import { choosePage, confirmPage, donePage, endedPage, enterPage, latePage, refusedPage } from "./pages.ts";
import { demoPeople } from "./people.ts";

export type DemoProvider = {
  readonly issuer: string;
  close(): Promise<void>;
};

/** The parameters by which a kiosk says who asks. */
const shownParameters = { kiosk: "kiosk_label", number: "kiosk_number" } as const;

/** So many seconds between two questions: nobody waits for others at a demo. */
const interval = 1;
/**
 * Stands for a region's identity provider: the device grant of oidc-provider, and pages for the phone on which one
 * chooses a person of the demo in the place of a password.
 * @param address an address of this machine: another than 127.0.0.1 lets phones in the same network in
 */
export async function startDemoProvider(options: {
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds that a code can be used. */
  readonly codeLasts: number;
  /** A clock that never goes back, ms. */
  readonly monotonic?: () => number;
}): Promise<DemoProvider> {
  const { address } = options;
  let handle = (_request: IncomingMessage, response: ServerResponse): void => void response.end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, address, resolve);
  });
  const issuer = `http://${address}:${(server.address() as AddressInfo).port}`;
  const provider = createProvider(
    issuer,
    options,
    createAskedCodes(options.monotonic ?? (() => performance.now())),
  );
  const callback = provider.callback();
  handle = (request, response) => {
    const isInteraction = request.url?.startsWith("/interaction/") ?? false;
    if (isInteraction) void interact(provider, request, response).catch(() => fail(response));
    else void callback(request, response);
  };
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function createProvider(
  issuer: string,
  { clientId, clientSecret, codeLasts }: Parameters<typeof startDemoProvider>[0],
  asked: AskedCodes,
): Provider {
  const policy = interactionPolicy.base();
  // A phone of the demo is everybody's: each sign-in asks who one is.
  policy
    .get("login")
    ?.checks.add(
      new interactionPolicy.Check("always", "each sign-in asks anew", (ctx) =>
        ctx.oidc.result?.login
          ? interactionPolicy.Check.NO_NEED_TO_PROMPT
          : interactionPolicy.Check.REQUEST_PROMPT,
      ),
    );
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const provider = new Provider(issuer, {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ["urn:ietf:params:oauth:grant-type:device_code"],
        response_types: [],
        redirect_uris: [],
      },
    ],
    jwks: { keys: [{ ...key, use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    claims: { openid: ["sub"], profile: ["snils", "birthdate", "oms_number", "children"] },
    conformIdTokenClaims: false,
    extraParams: Object.values(shownParameters),
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { DeviceCode: codeLasts, Session: 600, Interaction: 600, Grant: 600, AccessToken: 60, IdToken: 60 },
    findAccount(_ctx, id) {
      const person = demoPeople.find((one) => one.id === id);
      return person && { accountId: id, claims: () => ({ sub: id, ...person.claims }) };
    },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId,
        ...(ctx.oidc.session?.accountId ? { accountId: ctx.oidc.session.accountId } : {}),
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    renderError(ctx) {
      ctx.type = "html";
      ctx.body = endedPage();
    },
    features: {
      devInteractions: { enabled: false },
      deviceFlow: {
        enabled: true,
        charset: "base-20",
        mask: "****-****",
        userCodeInputSource(ctx, form, _out, error) {
          if (error?.name === "AbortedError") ctx.body = refusedPage();
          // Whoever has confirmed already isn't told that the code was mistyped.
          else if (ctx.oidc.route === "device_resume") ctx.body = isOver(error) ? latePage() : endedPage();
          else if (ctx.oidc.params?.confirm && isOver(error)) ctx.body = latePage();
          else ctx.body = enterPage(form, error !== undefined);
        },
        userCodeConfirmSource(ctx, form, _client, _device, code) {
          const grant = ctx.oidc.entities.DeviceCode;
          if (!grant || !asked.isAwaited(grant.jti)) {
            ctx.body = latePage();
            return;
          }
          const shown = grant.params ?? {};
          ctx.body = confirmPage(form, {
            kiosk: String(shown[shownParameters.kiosk] ?? ""),
            number: String(shown[shownParameters.number] ?? ""),
            code,
          });
        },
        async successSource(ctx) {
          const grant = ctx.oidc.entities.DeviceCode;
          if (grant && asked.isAwaited(grant.jti)) {
            ctx.body = donePage();
            return;
          }
          // So that what the page says stays true.
          await grant?.destroy();
          ctx.body = latePage();
        },
      },
    },
  });
  provider.use(async (ctx, next) => {
    // A link that is opened begins without whoever was there before: the provider would have that one log out first.
    if (ctx.path === "/device" && ctx.method === "GET") delete ctx.req.headers.cookie;
    await next();
    if (ctx.path === "/device/auth" && ctx.status === 200) {
      asked.note(String(Object(ctx.body).device_code));
      ctx.body = { ...Object(ctx.body), interval };
    }
    const { device_code: code } = ctx.path === "/token" ? (ctx.oidc?.params ?? {}) : {};
    if (typeof code === "string") asked.note(code);
  });
  return provider;
}

/** Whether oidc-provider's error says that the code is no more. */
const isOver = (error: Error | undefined): boolean =>
  error?.name === "NotFoundError" || error?.name === "ExpiredError";

/** The page on which one says who one is. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(choosePage(request.url ?? "", demoPeople));
    return;
  }
  const person = new URLSearchParams(await bodyOf(request)).get("person") ?? "";
  if (!demoPeople.some(({ id }) => id === person)) return fail(response);
  await provider.interactionFinished(request, response, { login: { accountId: person, remember: false } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 1000) break;
  }
  return text;
}

function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(400, { "content-type": "text/html; charset=utf-8" });
  response.end(endedPage());
}
