import { expect, test } from "vitest";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { createAuthority } from "#tests/sync/certificates.ts";
import { lobbyWhere, openCounter, tokenFile } from "./counter.ts";
import { fakeKiosk, saying, works } from "./fake-kiosk.ts";

test("a kiosk that is away, slow, huge or of another version is told as such, and the others are heard meanwhile", () =>
  withCleanUp(async (later) => {
    const token = tokenFile(later);
    const silent = await fakeKiosk(later, () => undefined);
    const huge = await fakeKiosk(later, (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(1024 * 1024, "x");
      const pour = (): void => {
        if (!response.destroyed) response.write(chunk, pour);
      };
      pour();
    });
    const answers: Record<string, Awaited<ReturnType<typeof fakeKiosk>>> = {
      heard: await fakeKiosk(
        later,
        saying(() => works),
      ),
      silent,
      huge,
      other: await fakeKiosk(
        later,
        saying(() => ({ protocol: 2, news: true })),
      ),
      older: await fakeKiosk(later, (_request, response) => {
        response.writeHead(404, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: "NO_SUCH_PROCEDURE" }));
      }),
      garbled: await fakeKiosk(later, (_request, response) => response.end("<html>")),
      moved: await fakeKiosk(later, (_request, response) => {
        response.writeHead(302, { location: "http://127.0.0.1:1/" });
        response.end();
      }),
      guarded: await fakeKiosk(later, (_request, response) => {
        response.writeHead(401, { "content-length": "0" });
        response.end();
      }),
      newer: await fakeKiosk(
        later,
        saying(() => ({ ...works, printer: "onFire", missing: ["COFFEE"], shiny: 1 })),
      ),
    };
    const gone = answers.heard;
    const counter = await openCounter(later, {
      kiosks: [
        ...Object.entries(answers).map(([name, { url }]) => ({ name, url, tokenFile: token })),
        { name: "nobody", url: "http://127.0.0.1:9", tokenFile: token },
      ],
      every: 1,
    });
    await counter.page.signIn();
    const faults = await lobbyWhere(counter, (kiosks) =>
      kiosks.every(({ name, fault, state }) =>
        ["heard", "newer"].includes(name) ? state !== null : fault !== null && name !== "" && state === null,
      ),
    );
    const told = await lobbyWhere(counter, (kiosks) =>
      kiosks.every(
        ({ name, fault }) => ["silent", "nobody", "heard", "newer"].includes(name) || fault !== "away",
      ),
    );
    expect(faults.length).toBe(10);
    expect(Object.fromEntries(told.map(({ name, fault }) => [name, fault]))).toEqual({
      heard: null,
      silent: "away",
      huge: "invalid",
      other: "otherVersion",
      older: "otherVersion",
      garbled: "invalid",
      moved: "invalid",
      guarded: "refused",
      newer: null,
      nobody: "away",
    });
    expect(told.find(({ name }) => name === "newer")?.state).toMatchObject({
      printer: "unknown",
      missing: ["COFFEE"],
    });

    await gone?.stop();
    const [away] = await lobbyWhere(counter, ([one]) => one?.fault === "away");
    // What it said last is still there, with its age.
    expect(away?.state).toMatchObject({ service: "open" });
    const since = away?.age ?? 0;
    await lobbyWhere(counter, ([one]) => (one?.age ?? 0) > since);
    await fakeKiosk(
      later,
      saying(() => ({ ...works, service: "closed" })),
      { port: gone?.port ?? 0 },
    );
    await lobbyWhere(counter, ([one]) => one?.fault === null && one.state?.service === "closed");
    expect(counter.log.of("reception.kiosk").filter(({ kiosk }) => kiosk === 0)).toEqual([
      { kiosk: 0, link: "heard" },
      { kiosk: 0, link: "away" },
      { kiosk: 0, link: "heard" },
    ]);
  }));

test("a kiosk is heard over TLS by its own authority, with the counter's certificate where it asks for one", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const authority = createAuthority(folder);
    const [server, client] = [authority.sign("kiosk"), authority.sign("counter")];
    const stranger = createAuthority(temporaryFolder(later)).sign("stranger");
    const tls = { cert: server.cert, key: server.key };
    const kiosk = await fakeKiosk(
      later,
      saying(() => works),
      { tls: { ...tls, ca: authority.ca } },
    );
    const trusted = { url: kiosk.url, caFile: authority.caFile };
    const proof = ({ certFile, keyFile }: typeof client) => ({ certFile, keyFile });
    const counter = await openCounter(
      later,
      {
        tls: proof(server),
        kiosks: [
          { name: "known", ...trusted, ...proof(client) },
          { name: "stranger", ...trusted, ...proof(stranger) },
          { name: "without", ...trusted, tokenFile: tokenFile(later) },
          { name: "untrusted", url: kiosk.url, ...proof(client) },
        ],
        every: 1,
      },
      { ca: authority.ca },
    );
    const answer = await counter.page.send("session/signIn", { pin: "482915" });
    expect(answer.setCookie).toMatch(/^__Host-infomat-reception=[0-9a-f]{64}; /);
    for (const rule of ["Path=/", "HttpOnly", "Secure", "SameSite=Strict"])
      expect(answer.setCookie).toContain(rule);
    await counter.page.signIn();
    const told = await lobbyWhere(counter, (kiosks) =>
      kiosks.every(({ name, fault }) => (name === "known" ? fault === null : fault === "refused")),
    );
    expect(told.length).toBe(4);
  }));

test("a kiosk that speaks TLS at an address of http is told as that, and one that breaks off is not", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const authority = createAuthority(folder);
    const { cert, key } = authority.sign("kiosk");
    const answer = saying(() => works);
    const [open, guarded] = [
      await fakeKiosk(later, answer, { tls: { cert, key } }),
      await fakeKiosk(later, answer, { tls: { cert, key, ca: authority.ca } }),
    ];
    const breaksOff = await fakeKiosk(later, (request) => request.socket.destroy());
    const token = tokenFile(later);
    const plain = (url: string): string => url.replace("https:", "http:");
    const counter = await openCounter(later, {
      kiosks: [
        { name: "open", url: plain(open.url), tokenFile: token },
        { name: "guarded", url: plain(guarded.url), tokenFile: token },
        { name: "breaks off", url: breaksOff.url, tokenFile: token },
      ],
      every: 1,
    });
    await counter.page.signIn();
    const told = await lobbyWhere(counter, (kiosks) =>
      kiosks.every(({ name, fault }) => name === "breaks off" || fault !== "away"),
    );
    expect(told.map(({ fault }) => fault)).toEqual(["speaksTls", "speaksTls", "away"]);
    expect(counter.log.of("reception.kiosk")).toContainEqual({ kiosk: 0, link: "speaksTls" });
  }));
