import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startDemoProvider } from "./provider.ts";

const usage = `Infomat demo identity provider: stands for the region's own.

  --port N         port to listen on; 0 takes a free one (default 8094)
  --address HOST   address of this machine to listen on (default 127.0.0.1: this machine only)
  --code-lasts N   seconds that a code can be used (default 300)

The environment variable INFOMAT_DEMO_SECRET is the secret of the client "infomat-demo".`;

const optionsSchema = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535)),
  address: z.string().min(1),
  "code-lasts": z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.int().min(1)),
});

const { values } = parseArgs({
  options: {
    ...{ port: { type: "string" }, address: { type: "string" }, "code-lasts": { type: "string" } },
    help: { type: "boolean" },
  },
});
const options = optionsSchema.safeParse({
  port: "8094",
  address: "127.0.0.1",
  "code-lasts": "300",
  ...values,
});
if (values.help || !options.success) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const provider = await startDemoProvider({
  ...{ port: options.data.port, address: options.data.address, codeLasts: options.data["code-lasts"] },
  clientId: "infomat-demo",
  clientSecret: process.env.INFOMAT_DEMO_SECRET || randomBytes(24).toString("base64url"),
}).catch((error: unknown) => {
  console.error(`The demo identity provider can't listen on ${options.data.address}: ${Object(error).code}`);
  process.exit(1);
});
const end = async (): Promise<void> => {
  await provider.close();
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);
process.on("disconnect", end);
console.log(`The demo identity provider is ready: ${provider.issuer}`);
process.send?.({ type: "ready", issuer: provider.issuer });
