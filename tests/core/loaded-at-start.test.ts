import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** Tells which files of packages a process loads with the core, before it does anything. */
const program = `
  import { registerHooks } from "node:module";
  const files = [];
  registerHooks({ load(url, context, next) { files.push(url); return next(url, context); } });
  await import(process.argv[1]);
  console.log(JSON.stringify(files));
`;

test("what few kiosks need, or only later, isn't loaded with the core", async () => {
  const words = ["--input-type=module", "-e", program, join(root, "main/app/start-core.ts")];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, maxBuffer: 1e7 });
  const packages = new Set(
    (JSON.parse(stdout) as string[]).flatMap(
      (url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
    ),
  );
  // Else nothing was recorded at all.
  expect(packages).toContain("fastify");
  for (const later of ["@napi-rs/canvas", "nodemailer", "prom-client", "serialport", "usb"])
    expect(packages).not.toContain(later);
});
