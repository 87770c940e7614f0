import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { notePackages } from "./scripts/bundled-packages.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The page at the counter: apart from the screens, whose bundle it makes no larger. */
export default defineConfig({
  root: path("renderer/reception"),
  publicDir: path("renderer/public"),
  base: "/",
  plugins: [react(), notePackages("reception")],
  build: {
    outDir: path("dist/reception"),
    emptyOutDir: true,
    target: "chrome110",
    // The content security policy allows fonts and styles from the page's own address, not from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The browser at the counter loads it once, over the clinic's own network.
    chunkSizeWarningLimit: 1000,
  },
});
