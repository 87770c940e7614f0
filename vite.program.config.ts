import { join } from "node:path";
import { defineConfig } from "vite";
import { notePackages } from "./scripts/bundled-packages.ts";
import { outsideOfBundles } from "./vite.shell.config.ts";

const root = import.meta.dirname;

/** Bundles the installed kiosk without Electron: the command `infomat`, the core, the core's sync thread. */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [notePackages("program")],
  ssr: { noExternal: true, external: [...outsideOfBundles] },
  build: {
    ssr: true,
    target: "node24",
    outDir: join(root, "dist/program"),
    emptyOutDir: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        infomat: join(root, "main/installed/main.ts"),
        core: join(root, "main/app/core.ts"),
        "sync-worker": join(root, "main/sync/worker.ts"),
      },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "part-[name].js" },
    },
  },
});
