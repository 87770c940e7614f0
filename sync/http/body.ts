import type { Response } from "undici";
import { CentralError } from "#contract/index.ts";
import { networkFault } from "./faults.ts";

/** The whole body as UTF-8, at most `cap` bytes. @throws {CentralError} */
export const readText = async (response: Response, cap: number, signal: AbortSignal): Promise<string> =>
  (await readBytes(response, cap, signal)).toString("utf8");

/** The whole body, at most `cap` bytes. @throws {CentralError} */
export async function readBytes(response: Response, cap: number, signal: AbortSignal): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const announced = Number(response.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    if (announced > cap) throw new CentralError("tooLarge", `an answer of ${announced} bytes`);
    for await (const chunk of response.body) {
      // Counted after decompression: a small answer may unpack into a large one.
      size += chunk.byteLength;
      if (size > cap) throw new CentralError("tooLarge", `an answer of more than ${cap} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CentralError) {
      await discard(response);
      throw error;
    }
    throw networkFault(error, signal);
  }
  return Buffer.concat(chunks, size);
}

/** Lets go of a body that nobody reads; that it is broken already is no news. */
export async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}
