import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { encodeTicket, genericProfile, layoutTicket } from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";

const root = join(import.meta.dirname, "../..");

/** In the order in which they need each other; one that the kernel has built in has no file. */
const modules = [
  "usb-common",
  "usbcore",
  "udc-core",
  "dummy_hcd",
  "configfs",
  "libcomposite",
  "usb_f_printer",
  "usblp",
];

/**
 * Makes the small Linux's file system in `folder`: busybox, the pinned Node with its libraries, the `usb` package,
 * the kernel's modules, the test in one file, and two encoded tickets. Answers with the archive's path.
 */
export async function makeInitramfs(folder: string, kernelModules: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  const at = (path: string): string => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    return target;
  };
  copyFileSync(join(import.meta.dirname, "init.sh"), at("init"));
  chmodSync(at("init"), 0o755);
  copyFileSync("/bin/busybox", at("bin/busybox"));

  const node = realpathSync(process.execPath);
  copyFileSync(node, at("node"));
  const native = globSync(join(root, "node_modules/@node-usb/usb-linux-x64-gnu/*.node"));
  for (const library of librariesOf([node, ...native])) copyFileSync(realpathSync(library), at(library));
  for (const name of ["usb", "@node-usb/usb-linux-x64-gnu"]) {
    cpSync(join(root, "node_modules", name), at(`test/node_modules/${name}`), {
      recursive: true,
      dereference: true,
    });
  }

  const files = globSync(`${kernelModules}/**/*.ko*`);
  const order = modules.flatMap(
    (name) => files.find((file) => basename(file).split(".ko")[0] === name) ?? [],
  );
  for (const file of order) putModule(file, at(`modules/${basename(file).split(".ko")[0]}.ko`));
  writeFileSync(at("modules/order"), order.map((file) => `${basename(file).split(".ko")[0]}.ko`).join("\n"));

  await build({
    configFile: false,
    root,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: true, external: ["usb", "serialport"] },
    build: {
      ssr: join(import.meta.dirname, "guest.ts"),
      outDir: at("test/bundle"),
      target: "node24",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "guest.js" } },
    },
  });
  cpSync(join(folder, "test/bundle"), join(folder, "test"), { recursive: true });
  writeFileSync(at("test/package.json"), '{ "type": "module" }');

  const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });
  for (const mode of ["text", "raster"] as const) {
    writeFileSync(at(`test/ticket-${mode}.bin`), encodeTicket(layout, genericProfile, { mode }));
  }
  const archive = `${folder}.gz`;
  const names = execFileSync("find", ["."], { cwd: folder });
  const cpio = execFileSync("/bin/busybox", ["cpio", "-o", "-H", "newc"], {
    cwd: folder,
    input: names,
    maxBuffer: 2 ** 30,
    stdio: ["pipe", "pipe", "ignore"],
  });
  writeFileSync(archive, gzipSync(cpio, { level: 1 }));
  return archive;
}

/** The shared libraries that programs are linked to, as the loader names them. */
function librariesOf(programs: readonly string[]): string[] {
  const lines = programs.flatMap((program) =>
    execFileSync("ldd", [program], { encoding: "utf8" }).split("\n"),
  );
  const paths = lines.flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  return [...new Set(paths)].filter((path) => existsSync(path));
}

function putModule(file: string, target: string): void {
  if (!file.endsWith(".xz")) return copyFileSync(file, target);
  writeFileSync(target, execFileSync("xz", ["-dc", file], { maxBuffer: 2 ** 28 }));
}
