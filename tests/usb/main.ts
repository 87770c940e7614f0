import { execFileSync, spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installOnDebian } from "../../scripts/debian.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";
import { makeInitramfs } from "./initramfs.ts";

/**
 * `npm run test:usb`: our USB transport against a real USB printer, which is the Linux kernel's printer gadget
 * inside QEMU (most machines that tests run on have no USB). Debian's packages; not a part of `npm test`.
 */
const root = join(import.meta.dirname, "../..");
const cache = join(root, ".cache/usb");
/** Emulated, Node needs half a minute to start. */
const patience = 5 * 60_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function prepare(): void {
  const isReady = (): boolean => findTool("qemu-system-x86_64") !== null && existsSync("/bin/busybox");
  if (isReady()) return;
  for (const name of ["qemu-system-x86", "busybox-static"])
    installOnDebian(name, "for the test of USB printers");
  if (!isReady()) throw new Error("needs qemu-system-x86, busybox-static (Debian: apt-get install them)");
}

/** Debian's current kernel, unpacked beside the cache; nothing of it is installed. */
function fetchKernel(): { kernel: string; modules: string } {
  const unpacked = join(cache, "kernel");
  const kernelIn = (): string | undefined => globSync(`${unpacked}/boot/vmlinuz-*`)[0];
  if (!kernelIn()) {
    mkdirSync(cache, { recursive: true });
    const depends = execFileSync("apt-cache", ["depends", "linux-image-amd64"], { encoding: "utf8" });
    const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (!name) throw new Error("Debian's kernel package was not found (apt-get update)");
    say(`Fetching ${name} …`);
    execFileSync("apt-get", ["download", "-q", name], { cwd: cache, stdio: ["ignore", "ignore", "inherit"] });
    const [deb] = globSync(`${cache}/${name}_*.deb`);
    if (!deb) throw new Error(`${name} was not downloaded`);
    execFileSync("dpkg-deb", ["-x", deb, unpacked]);
    rmSync(deb);
  }
  const kernel = kernelIn();
  if (!kernel) throw new Error("there is no kernel in its package");
  return { kernel, modules: join(unpacked, "lib/modules") };
}

function run(kernel: string, initramfs: string): Promise<boolean> {
  const words = [
    "-accel",
    "tcg,thread=multi",
    "-smp",
    "2",
    "-cpu",
    "max",
    "-m",
    "1500",
    "-nographic",
    "-no-reboot",
  ];
  const append = "console=ttyS0 quiet panic=1";
  const child = spawn(
    "qemu-system-x86_64",
    [...words, "-kernel", kernel, "-initrd", initramfs, "-append", append],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  let out = "";
  child.stdout.on("data", (text: Buffer) => {
    out += text.toString();
    process.stdout.write(text);
  });
  return new Promise((resolve) => {
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(/^ALL WELL\s*$/m.test(out) && !out.includes("FAILED"));
    });
  });
}

prepare();
const { kernel, modules } = fetchKernel();
const initramfs = await makeInitramfs(join(cache, "root"), modules);
const well = await run(kernel, initramfs);
say(well ? "USB: all well" : "USB: FAILED");
process.exitCode = well ? 0 : 1;
