import { readFile, stat } from "node:fs/promises";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import type { CentralSettings } from "#contract/fhir/settings.ts";
import { CentralError } from "#contract/index.ts";

/**
 * Hears whether the central API let a request in. `request` is its kind, such as `POST Patient` or `GetPatientHistory`, without
 * ids; null = it was answered as one who may ask, whatever the answer.
 */
export type AccessListener = (request: string, refusal: CentralError | null) => void;

/** What a connection needs of the central API's settings. */
export type AccessSettings = Pick<CentralSettings, "auth" | "caFile" | "proxy">;

/** How requests get to the central API: the connections, and what proves that we may ask. */
export interface Access {
  dispatcher(): Promise<Dispatcher>;
  /** The value of `Authorization`, or null where the connection carries the proof, or access needs none. */
  authorization(): Promise<string | null>;
  /** After a 401 or 403: reads the token again. Whether it is another one, so that asking again makes sense. */
  renew(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Files are read when they are first needed, so a file that appears later heals the connection. Certificates and their
 * key are read again as soon as one of their files is another one: requests that are under way end on the connections
 * that they began on.
 * @throws {CentralError} `unauthorized` from its methods where a file can't be read.
 */
export function createAccess(settings: AccessSettings): Access {
  const { auth } = settings;
  let dispatcher: Promise<Dispatcher> | null = null;
  let read: string | null = null;
  let token: string | null = null;

  const readToken = async (file: string): Promise<string> => {
    const text = (await readSecret(file, "token")).toString().trim();
    if (!/^[\x21-\x7e]+$/.test(text)) throw new CentralError("unauthorized", "the token file holds no token");
    return text;
  };

  return {
    async dispatcher() {
      const now = await stateOfFiles(settings);
      if (now !== null && now !== read) {
        const former = dispatcher;
        dispatcher = null;
        read = now;
        void former?.then((open) => open.close()).catch(() => undefined);
      }
      dispatcher ??= connect(settings).catch((error: unknown) => {
        dispatcher = null;
        throw error;
      });
      return dispatcher;
    },
    async authorization() {
      if (auth.kind !== "bearer") return null;
      token ??= await readToken(auth.tokenFile);
      return `Bearer ${token}`;
    },
    async renew() {
      if (auth.kind !== "bearer") return false;
      const before = token;
      token = await readToken(auth.tokenFile);
      return token !== before;
    },
    async close() {
      const open = await dispatcher?.catch(() => null);
      await open?.destroy();
    },
  };
}

/** Changes with the files that a connection rests on; null while one of them can't be looked at. */
async function stateOfFiles({ auth, caFile }: AccessSettings): Promise<string | null> {
  const files = [caFile, ...(auth.kind === "mtls" ? [auth.certFile, auth.keyFile] : [])];
  try {
    const states = files.map(async (file) => {
      if (file === undefined) return "";
      const { mtimeMs, size, ino } = await stat(file);
      return [mtimeMs, size, ino].join("/");
    });
    return (await Promise.all(states)).join(" ");
  } catch {
    return null;
  }
}

async function connect(settings: AccessSettings): Promise<Dispatcher> {
  const { auth, caFile, proxy } = settings;
  const tls = {
    ...(caFile ? { ca: await readSecret(caFile, "certificate authority") } : {}),
    ...(auth.kind === "mtls"
      ? { cert: await readSecret(auth.certFile, "certificate"), key: await readSecret(auth.keyFile, "key") }
      : {}),
  };
  const limits = { connections: 8, keepAliveTimeout: 30_000 };
  return proxy
    ? new ProxyAgent({ uri: proxy, requestTls: tls, ...limits })
    : new Agent({ connect: tls, ...limits });
}

/** @throws {CentralError} `unauthorized` */
export async function readSecret(file: string, what: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CentralError("unauthorized", `the ${what} file can't be read (${code})`);
  }
}
