import { request } from "node:http";
import type { z } from "zod";
import { fail, ok, type Result } from "#contract/base/result.ts";
import { codeOf } from "../files/whole-file.ts";
import { controlSocketIn } from "./protocol.ts";

/**
 * - `NOT_RUNNING`: no core answers for this data folder.
 * - `NOT_PERMITTED`: this user may not ask it.
 * - `NO_ANSWER`: a core is there and doesn't answer in time, or answers what can't be read.
 * - `OTHER_VERSION`: the core that runs doesn't know the question; it is of another version than this command.
 */
export type AskFault = "NOT_RUNNING" | "NOT_PERMITTED" | "NO_ANSWER" | "OTHER_VERSION";

/** How long a core may take, ms. What takes longer says so itself. */
const patience = 5_000;
/** More than any answer. */
const longest = 1024 * 1024;

/** Asks the core of a data folder. @param question `GET /status` and the like */
export function askCore<T>(
  dataDir: string,
  question: `${"GET" | "POST"} /${string}`,
  schema: z.ZodType<T>,
  wait = patience,
): Promise<Result<T, AskFault>> {
  const [method, path] = question.split(" ");
  return new Promise((resolve) => {
    const asking = request({
      socketPath: controlSocketIn(dataDir),
      method,
      path,
      headers: { host: "infomat" },
      signal: AbortSignal.timeout(wait),
    });
    asking.on("error", (error) => resolve(fail(faultOf(codeOf(error)))));
    asking.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (text.length > longest) response.destroy();
      });
      response.on("error", () => resolve(fail("NO_ANSWER")));
      response.on("end", () => {
        if (response.statusCode === 404) return resolve(fail("OTHER_VERSION"));
        const read = response.statusCode === 200 ? schema.safeParse(parsed(text)) : null;
        resolve(read?.success ? ok(read.data) : fail("NO_ANSWER"));
      });
    });
    asking.end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function faultOf(code: string): AskFault {
  // Without a kiosk there is no socket file, and behind one that was left nobody listens.
  if (code === "ENOENT" || code === "ECONNREFUSED") return "NOT_RUNNING";
  return code === "EACCES" || code === "EPERM" ? "NOT_PERMITTED" : "NO_ANSWER";
}
