import { copyFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CentralError } from "#contract/index.ts";
import { createAuthority } from "./certificates.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { temporaryFolder, withCleanUp } from "./helpers.ts";

test("a token that has expired is read again from its file, once", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    writeFileSync(tokenFile, "first\n");
    const demoCentral = await openDemoCentral(later);
    let valid = "first";
    demoCentral.script = ({ headers }) =>
      headers.authorization === `Bearer ${valid}` ? null : { status: 401 };
    const { central } = openConnector(later, demoCentral.url, { auth: { kind: "bearer", tokenFile } });
    expect((await central.about(patient)).protocol).toBe("FHIR 4.0.1");

    valid = "second";
    writeFileSync(tokenFile, "second\n");
    await central.about(patient);
    expect(demoCentral.asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer first",
      "Bearer first",
      "Bearer second",
    ]);

    valid = "third";
    demoCentral.asked.length = 0;
    await expect(central.about(patient)).rejects.toMatchObject({ fault: "unauthorized", code: 401 });
    expect(demoCentral.asked).toHaveLength(1);
  }));

test("a token whose rights were too few is read again from its file when that holds another one", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    writeFileSync(tokenFile, "reads-only");
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = () => ({ status: 403 });
    const { central } = openConnector(later, demoCentral.url, { auth: { kind: "bearer", tokenFile } });
    await expect(central.about(patient)).rejects.toMatchObject({ fault: "unauthorized", code: 403 });
    writeFileSync(tokenFile, "reads-and-writes");
    demoCentral.script = ({ headers }) =>
      headers.authorization === "Bearer reads-and-writes" ? null : { status: 403 };
    expect((await central.about(patient)).protocol).toBe("FHIR 4.0.1");
  }));

test("a token file that can't be read is told without a request, and heals when it appears", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url, { auth: { kind: "bearer", tokenFile } });
    await expect(central.about(patient)).rejects.toMatchObject({ fault: "unauthorized" });
    expect(demoCentral.asked).toEqual([]);
    writeFileSync(tokenFile, "late");
    await central.about(patient);
  }));

test.each([
  ["empty", "\n"],
  ["two lines", "first\nsecond\n"],
  ["words before it", "Bearer secret"],
  ["a letter that no header takes", "секрет"],
])("a token file that holds no token (%s) is told without a request", (_, content) =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    writeFileSync(tokenFile, content);
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url, { auth: { kind: "bearer", tokenFile } });
    await expect(central.about(patient)).rejects.toMatchObject({ fault: "unauthorized" });
    expect(demoCentral.asked).toEqual([]);
  }),
);

test("a certificate that isn't there is told by its kind without a request, and heals when it appears", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const caFile = join(folder, "ca.pem");
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url, { caFile });
    await expect(central.about(patient)).rejects.toMatchObject({
      fault: "unauthorized",
      message: expect.stringMatching(/certificate authority.*ENOENT/),
    });
    expect(demoCentral.asked).toEqual([]);
    copyFileSync(createAuthority(folder).caFile, caFile);
    expect((await central.about(patient)).software).toBe("scripted");
  }));

test("a token is not sent to where a redirect or a next link leads", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    writeFileSync(tokenFile, "secret");
    const demoCentral = await openDemoCentral(later);
    const elsewhere = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url, { auth: { kind: "bearer", tokenFile } });
    demoCentral.script = () => ({ status: 307, headers: { location: `${elsewhere.url}/metadata` } });
    await expect(central.about(patient)).rejects.toMatchObject({ fault: "rejected" });
    expect(elsewhere.asked).toEqual([]);
  }));

test("a central API with the region's own certificate authority: refused without its file, trusted with it", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const demoCentral = await openDemoCentral(later, authority.sign("demoCentral"));
    const stranger = openConnector(later, demoCentral.url);
    await expect(stranger.central.about(patient)).rejects.toMatchObject({ fault: "unavailable" });
    const friend = openConnector(later, demoCentral.url, { caFile: authority.caFile });
    expect((await friend.central.about(patient)).software).toBe("scripted");
  }));

test("a central API that asks for a certificate: refused without one, served with one", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const { caFile, ca } = authority;
    const demoCentral = await openDemoCentral(later, {
      ...authority.sign("demoCentral"),
      ca,
      requestCert: true,
    });
    const { certFile, keyFile } = authority.sign("kiosk");
    const nobody = openConnector(later, demoCentral.url, { caFile });
    await expect(nobody.central.about(patient)).rejects.toBeInstanceOf(CentralError);
    expect(demoCentral.asked).toEqual([]);
    const kiosk = openConnector(later, demoCentral.url, {
      caFile,
      auth: { kind: "mtls", certFile, keyFile },
    });
    expect((await kiosk.central.about(patient)).software).toBe("scripted");
  }));

test("a certificate that has been replaced on the disk is taken up without a restart", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const former = createAuthority(temporaryFolder(later));
    const folder = temporaryFolder(later);
    const [certFile, keyFile] = [join(folder, "kiosk.pem"), join(folder, "kiosk.key")];
    const issue = (by: typeof authority) => {
      const signed = by.sign("kiosk");
      copyFileSync(signed.certFile, certFile);
      copyFileSync(signed.keyFile, keyFile);
    };
    const demoCentral = await openDemoCentral(later, {
      ...authority.sign("demoCentral"),
      ca: authority.ca,
      requestCert: true,
    });
    issue(former);
    const { central } = openConnector(later, demoCentral.url, {
      caFile: authority.caFile,
      auth: { kind: "mtls", certFile, keyFile },
    });
    await expect(central.about(patient)).rejects.toBeInstanceOf(CentralError);
    issue(authority);
    expect((await central.about(patient)).software).toBe("scripted");
    // Away for the moment of the exchange: the connection that there is goes on.
    renameSync(certFile, `${certFile}.old`);
    expect((await central.about(patient)).software).toBe("scripted");
    renameSync(`${certFile}.old`, certFile);
    issue(former);
    await expect(central.about(patient)).rejects.toBeInstanceOf(CentralError);
    issue(authority);
    expect((await central.about(patient)).software).toBe("scripted");
  }));

test("requests go through the clinic's proxy", () =>
  withCleanUp(async (later) => {
    const authority = createAuthority(temporaryFolder(later));
    const demoCentral = await openDemoCentral(later, authority.sign("demoCentral"));
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", (request, socket, head) => {
      tunnels.push(request.url ?? "");
      const [host, port] = (request.url ?? "").split(":");
      const upstream = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [upstream, socket]) end.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    later(() => proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const { central } = openConnector(later, demoCentral.url, {
      caFile: authority.caFile,
      proxy: `http://127.0.0.1:${port}`,
    });
    await central.about(patient);
    expect(tunnels).toEqual([new URL(demoCentral.url).host]);
  }));

test.each([401, 403, 407])(
  "a proxy that refuses the kiosk (%i) is refused access, not a central API away",
  (status) =>
    withCleanUp(async (later) => {
      const authority = createAuthority(temporaryFolder(later));
      const secure = await openDemoCentral(later, authority.sign("demoCentral"));
      const proxy = createServer((_, response) => response.writeHead(status).end()).on(
        "connect",
        (_, socket) => {
          socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
        },
      );
      await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      later(() => proxy.close());
      const { port } = proxy.address() as AddressInfo;
      const tunnelled = openConnector(later, secure.url, {
        caFile: authority.caFile,
        proxy: `http://127.0.0.1:${port}`,
      });
      await expect(tunnelled.central.about(patient)).rejects.toMatchObject({
        fault: "unauthorized",
        code: status,
      });
      const before = openConnector(later, `http://127.0.0.1:${port}/fhir`);
      await expect(before.central.about(patient)).rejects.toMatchObject({
        fault: "unauthorized",
        code: status,
      });
      expect(secure.asked).toEqual([]);
    }),
);
