import { afterEach, expect, test, vi } from "vitest";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { createApi } from "#renderer/api/client.ts";

afterEach(() => vi.unstubAllGlobals());

/** The session that the request named, and null for none. */
async function named(
  call: (api: ReturnType<typeof createApi>) => Promise<unknown>,
  session: () => string | null,
) {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    requests.push(request);
    return Promise.resolve(Response.json({ json: {} }));
  });
  await call(createApi("http://127.0.0.1:1", session));
  return requests.map((request) => request.headers.get(sessionHeader));
}

test("a call names the session that was on the screen when it was made, also where the next one begins at once", async () => {
  let session = "session-1";
  const answer = named(
    (api) => {
      const asked = api.session.stay({});
      session = "session-2";
      return asked;
    },
    () => session,
  );
  expect(await answer).toEqual(["session-1"]);
});

test("without a session, a call names none", async () => {
  expect(
    await named(
      (api) => api.kiosk.info({}),
      () => null,
    ),
  ).toEqual([null]);
});

test("a call for another session names that one", async () => {
  const context = { session: "session-1" };
  const answer = named(
    (api) => api.session.end({ reason: "home" }, { context }),
    () => null,
  );
  expect(await answer).toEqual(["session-1"]);
});
