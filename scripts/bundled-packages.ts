import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const root = resolve(import.meta.dirname, "..");

/** Where the list of a bundle's packages lies. */
export const bundledPackagesFile = (bundle: string): string => join(root, "dist", `.${bundle}-packages.json`);

/** Notes which packages a bundle is made of (`node_modules/…`, sorted): a package of ours has to name them. */
export function notePackages(bundle: string): Plugin {
  return {
    name: "note-packages",
    apply: "build",
    buildEnd() {
      const paths = [...this.getModuleIds()].flatMap((id) => {
        const path = /(?:^|\/)(node_modules\/.*node_modules\/|node_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(id);
        return path && !id.includes("\0") ? [`${path[1]}${path[2]}`] : [];
      });
      mkdirSync(join(root, "dist"), { recursive: true });
      writeFileSync(bundledPackagesFile(bundle), JSON.stringify([...new Set(paths)].sort()));
    },
  };
}
