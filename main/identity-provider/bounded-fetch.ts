import type { CustomFetchOptions } from "openid-client";
import { Agent, fetch, ProxyAgent, type RequestInit } from "undici";
import { readAuthority } from "./client-files.ts";
import { ProviderError } from "./faults.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** The largest answer that is read, bytes: configuration, keys and tokens take a few thousand each. */
export const largestAnswer = 256 * 1024;
/** How long one answer may take, ms. */
const longestAnswer = 10_000;

/** Requests to the provider: its own authority, no redirects, a deadline, a cap on every body. */
export type ProviderFetch = {
  readonly fetch: (url: string, options: CustomFetchOptions) => Promise<Response>;
  close(): Promise<void>;
};

/** The authority's file is read for each call of this; without one the system's are trusted. @throws {ProviderError} */
export function boundedFetch({
  caFile,
  proxy = "none",
}: Pick<IdentityProviderSettings, "caFile" | "proxy">): ProviderFetch {
  const tls = caFile === undefined ? {} : { ca: readAuthority(caFile) };
  const limits = { connections: 4, keepAliveTimeout: 10_000 };
  const agent =
    proxy === "none"
      ? new Agent({ connect: tls, ...limits })
      : new ProxyAgent({ uri: proxy, requestTls: tls, ...limits });
  return {
    async fetch(url, { method, headers, body, signal }) {
      const signals = [AbortSignal.timeout(longestAnswer), ...(signal ? [signal] : [])];
      try {
        const answer = await fetch(url, {
          method,
          headers,
          // openid-client sends forms and nothing else.
          body: body === undefined || body === null ? null : String(body),
          redirect: "manual",
          dispatcher: agent,
          signal: AbortSignal.any(signals),
        } satisfies RequestInit);
        const bytes = await readBounded(answer.body);
        const hasBody = answer.status !== 204 && answer.status !== 304;
        return new Response(hasBody ? bytes : null, {
          status: answer.status,
          headers: [...answer.headers],
        });
      } catch (error) {
        throw error instanceof ProviderError ? error : new ProviderError("unavailable");
      }
    },
    close: () => agent.destroy(),
  };
}

type Body = { cancel(): Promise<void> } & AsyncIterable<Uint8Array>;

async function readBounded(body: Body | null): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    // Counted after decompression: a small answer may unpack into a large one. Leaving the loop ends the stream.
    size += chunk.byteLength;
    if (size > largestAnswer) throw new ProviderError("tooLarge");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}
