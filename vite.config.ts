import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, defineConfig, type Plugin } from "vite";
import { notePackages } from "./scripts/bundled-packages.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path("renderer"),
  publicDir: path("renderer/public"),
  base: "/",
  plugins: [react(), guard(), notePackages("renderer")],
  build: {
    outDir: path("dist/renderer"),
    emptyOutDir: true,
    target: "chrome130",
    // The content security policy allows fonts and styles from the kiosk's own address, not from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});

/** Makes `guard.ts` a script of its own that is neither a module nor deferred: it runs before the page is there. */
function guard(): Plugin {
  return {
    name: "guard",
    apply: "build",
    async buildStart() {
      const made = await build({
        configFile: false,
        logLevel: "warn",
        root: path("renderer"),
        publicDir: false,
        build: {
          write: false,
          target: "chrome130",
          lib: { entry: path("renderer/guard.ts"), formats: ["iife"], name: "guard" },
        },
      });
      const [bundle] = Array.isArray(made) ? made : [made];
      const chunk = bundle && "output" in bundle ? bundle.output[0] : undefined;
      if (chunk === undefined) throw new Error("guard.ts was not built");
      this.emitFile({ type: "asset", fileName: "guard.js", source: chunk.code });
    },
  };
}
