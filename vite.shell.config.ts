import { join } from "node:path";
import { defineConfig } from "vite";
import { notePackages } from "./scripts/bundled-packages.ts";

const root = import.meta.dirname;

/** Packages with machine code, which stay in node_modules. */
export const outsideOfBundles = ["better-sqlite3", "@napi-rs/canvas", "serialport", "usb"] as const;

/** Bundles what runs under Electron: its main process, the core, the core's sync thread. */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [notePackages("shell")],
  ssr: { noExternal: true, external: ["electron", ...outsideOfBundles] },
  build: {
    ssr: true,
    target: "node24",
    outDir: join(root, "dist/shell"),
    emptyOutDir: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: join(root, "main/shell/electron/main.ts"),
        core: join(root, "main/app/core.ts"),
        "sync-worker": join(root, "main/sync/worker.ts"),
      },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "part-[name].js" },
    },
  },
});
