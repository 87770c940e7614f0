import { fetch } from "undici";
import { z } from "zod";
import { CentralError, type Clock } from "#contract/index.ts";
import { type Access, readSecret } from "../http/access.ts";
import { readText } from "../http/body.ts";
import { networkFault, statusFault } from "../http/faults.ts";
import type { HubSettings } from "./settings.ts";

/** What shows a hub who asks. Both are read when first needed, and again after {@link Proof.forget}. */
export interface Proof {
  /** The client system's key. @throws {CentralError} `unauthorized` where its file holds none */
  guid(): Promise<string>;
  /** The value of `Authorization`, or null. @throws {CentralError} */
  token(signal: AbortSignal): Promise<string | null>;
  /** Refused: what is remembered may be out of date. */
  forget(): void;
}

const guid = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const token = z.string().regex(/^[\x21-\x7e]{1,4096}$/);
const sessionSchema = z.object({
  success: z.literal(true),
  content: z.object({ token, startDate: z.string().nullish(), endDate: z.string().nullish() }),
});
/** Of a session that doesn't tell its end, ms. */
const usualLife = 10 * 60_000;

export function createProof(
  settings: Pick<HubSettings, "guidFile" | "svip" | "timeout">,
  deps: { readonly access: Pick<Access, "dispatcher">; readonly clock: Clock },
): Proof {
  const { guidFile, svip } = settings;
  let key: string | null = null;
  let fileToken: string | null = null;
  let session: { readonly token: string; readonly until: number } | null = null;

  const open = async (url: string, giveUp: AbortSignal): Promise<{ token: string; until: number }> => {
    const signal = AbortSignal.any([giveUp, AbortSignal.timeout(settings.timeout)]);
    const began = deps.clock.monotonic();
    let text: string;
    try {
      const dispatcher = await deps.access.dispatcher();
      const response = await fetch(`${url.replace(/\/+$/, "")}/authorization/api/newsession`, {
        dispatcher,
        signal,
        redirect: "manual",
        headers: { accept: "application/json" },
      });
      text = await readText(response, 64 * 1024, signal);
      if (!response.ok) throw statusFault(response.status, null);
    } catch (error) {
      throw error instanceof CentralError ? error : networkFault(error, signal);
    }
    const { data } = sessionSchema.safeParse(json(text));
    if (!data) throw new CentralError("invalidResponse", "SVIP opened no session");
    const { startDate, endDate } = data.content;
    // Both are of one clock, whose zone isn't told: their distance needs none.
    const life = Date.parse(`${endDate ?? ""}Z`) - Date.parse(`${startDate ?? ""}Z`);
    return { token: data.content.token, until: began + (life > 0 ? life : usualLife) * renewAt };
  };

  return {
    async guid() {
      if (key !== null) return key;
      const text = (await readSecret(guidFile, "guid")).toString().trim();
      if (!guid.test(text)) throw new CentralError("unauthorized", "the guid file holds no guid");
      key = text;
      return key;
    },
    async token(signal) {
      switch (svip.kind) {
        case "none":
          return null;
        case "file": {
          fileToken ??= (await readSecret(svip.tokenFile, "token")).toString().trim();
          if (!token.safeParse(fileToken).success) {
            fileToken = null;
            throw new CentralError("unauthorized", "the token file holds no token");
          }
          return fileToken;
        }
        case "session":
          if (session === null || deps.clock.monotonic() >= session.until)
            session = await open(svip.url, signal);
          return session.token;
      }
    },
    forget() {
      key = null;
      fileToken = null;
      session = null;
    },
  };
}

/** The part of a session's life after which another one is opened. */
const renewAt = 0.8;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
