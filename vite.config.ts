import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path("renderer"),
  publicDir: path("renderer/public"),
  base: "/",
  plugins: [react()],
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
