import { fetch } from "undici";
import { CentralError, type Clock } from "#contract/index.ts";
import { type Access, createAccess } from "../http/access.ts";
import { discard, readBytes } from "../http/body.ts";
import { createCentralClock } from "../http/central-clock.ts";
import { networkFault, neverArrived, retryAfter, statusFault } from "../http/faults.ts";
import { decodeXml } from "./decode.ts";
import { createProof } from "./proof.ts";
import type { Effect } from "./refusal.ts";
import type { HubSettings } from "./settings.ts";

type HubPost = {
  readonly url: string;
  /** Quoted. */
  readonly action: string;
  /** Makes the envelope for the client system's key. */
  readonly envelope: (guid: string) => string;
  readonly timeout: number;
};

/** What came back, or why nothing of use did; `effect` says whether the request may have been carried out. */
type HubResponse =
  | { readonly kind: "xml"; readonly status: number; readonly text: string }
  | { readonly kind: "failed"; readonly error: CentralError; readonly effect: Effect };

/** Posts to a hub: connection, proof, deadline, cap. Sends once; only a 401, which was carried out by nobody, is answered by a new token. */
export interface HubHttp {
  post(post: HubPost, signal: AbortSignal): Promise<HubResponse>;
  /** The hub's clock, ms; our own until it is known. */
  now(): number;
  tellsTime(): boolean;
  /** What proves the kiosk may be out of date. */
  forgetProof(): void;
  close(): Promise<void>;
}

/** Statuses by which a server, or a proxy before it, tells that it hasn't looked at the request. */
const untouched: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 407, 411, 413, 414, 415, 431]);
const xmlTypes = /^(text\/xml|application\/xml|application\/soap\+xml|application\/[\w.-]+\+xml)$/;

export function createHubHttp(settings: HubSettings, clock: Clock): HubHttp {
  const { clientCertificate, caFile, proxy } = settings;
  const access: Access = createAccess({
    auth: clientCertificate ? { kind: "mtls", ...clientCertificate } : { kind: "none" },
    ...(caFile === undefined ? {} : { caFile }),
    ...(proxy === undefined ? {} : { proxy }),
  });
  const hubClock = createCentralClock(clock);
  const proof = createProof(settings, { access, clock });

  const once = async (post: HubPost, giveUp: AbortSignal): Promise<HubResponse> => {
    const signal = AbortSignal.any([giveUp, AbortSignal.timeout(post.timeout)]);
    let envelope: string;
    let token: string | null;
    let dispatcher: Awaited<ReturnType<Access["dispatcher"]>>;
    try {
      envelope = post.envelope(await proof.guid());
      token = await proof.token(signal);
      dispatcher = await access.dispatcher();
    } catch (error) {
      if (error instanceof CentralError) return { kind: "failed", error, effect: "none" };
      throw error;
    }
    if (signal.aborted) return { kind: "failed", error: networkFault(null, signal), effect: "none" };
    try {
      const response = await fetch(post.url, {
        method: "POST",
        headers: {
          "content-type": "text/xml; charset=utf-8",
          accept: "text/xml",
          soapaction: post.action,
          ...(token === null ? {} : { authorization: token }),
        },
        body: envelope,
        dispatcher,
        signal,
        redirect: "manual",
      });
      const { status, headers } = response;
      hubClock.note(headers.get("date"));
      const type = (headers.get("content-type") ?? "none").split(";")[0]?.trim().toLowerCase() ?? "none";
      if (xmlTypes.test(type)) {
        const bytes = await readBytes(response, settings.maxAnswer, signal);
        return { kind: "xml", status, text: decodeXml(bytes, headers.get("content-type")) };
      }
      await discard(response);
      const error = response.ok
        ? new CentralError("invalidResponse", `an answer of type ${type}`, { code: status })
        : statusFault(status, retryAfter(headers.get("retry-after"), clock.now()));
      const isRedirect = status >= 300 && status < 400;
      return { kind: "failed", error, effect: isRedirect || untouched.has(status) ? "none" : "unknown" };
    } catch (error) {
      if (error instanceof CentralError) return { kind: "failed", error, effect: "unknown" };
      const effect = neverArrived(error, signal) ? "none" : "unknown";
      return { kind: "failed", error: networkFault(error, signal), effect };
    }
  };

  return {
    async post(post, signal) {
      const response = await once(post, signal);
      const refused = response.kind === "failed" && response.error.code === 401;
      if (!refused || settings.svip.kind === "none") return response;
      proof.forget();
      return await once(post, signal);
    },
    now: hubClock.now,
    tellsTime: hubClock.isKnown,
    forgetProof: proof.forget,
    close: access.close,
  };
}
