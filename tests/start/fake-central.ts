import { createServer } from "node:http";
import { parseArgs } from "node:util";

/** A demo central API without FHIR: listens, reports like the real one, and dies on demand. */
const { values } = parseArgs({
  options: { port: { type: "string" }, size: { type: "string" }, data: { type: "string" } },
});
const server = createServer((request, response) => {
  if (request.url === "/die") process.exit(7);
  response.end(
    JSON.stringify({ pid: process.pid, ...values, secret: Boolean(process.env.INFOMAT_DEMO_SECRET) }),
  );
});
process.on("disconnect", () => process.exit(0));
if (values.size === "tiny") {
  process.send?.({ type: "failed", code: "SEED_BROKEN", text: "the seed could not be sown" });
  process.exit(1);
}
server.listen(Number(values.port), "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  const base = `http://127.0.0.1:${address.port}`;
  process.send?.({ type: "ready", url: `${base}/fhir`, controlUrl: `${base}/demo`, patients: [] });
});
