import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Architecture } from "./options.ts";

export type Format = "deb" | "rpm";

export type PackageFacts = {
  readonly format: Format;
  readonly arch: Architecture;
  readonly release: number;
  /** The staged tree. */
  readonly folder: string;
  /** The maintainer scripts, filled in. */
  readonly scripts: string;
  /** Of all files, ISO 8601: the same sources make the same package. */
  readonly time: string;
};

/** What the kiosk can't do without. Debian's browser, and either Xorg with openbox, or cage. */
const depends: Readonly<Record<Format, readonly string[]>> = {
  deb: [
    ...["libc6 (>= 2.28)", "libstdc++6 (>= 8)", "systemd (>= 239)", "libpam-systemd", "util-linux"],
    ...["debconf (>= 0.5) | debconf-2.0", "chromium"],
    ...["xserver-xorg", "xinit", "x11-xserver-utils", "openbox"].map((name) => `${name} | cage`),
  ],
  // Programs by path: the packages that hold them are named differently on RED OS, ALT and Fedora.
  rpm: [
    ...["glibc >= 2.28", "libstdc++ >= 8", "systemd", "util-linux", "chromium", "openbox"],
    ...["/usr/bin/Xorg", "/usr/bin/xinit", "/usr/bin/xset"],
  ],
};

const description = `Kiosk for a clinic lobby, shown by the system's Chromium
A patient signs in with the OMS policy and birth date, books a doctor and takes a printed ticket. This edition
brings its own Node and is shown by the system's Chromium in a session without keys, menus or other programs.`;

/** nfpm's settings for one package (https://nfpm.goreleaser.com/docs/configuration/); JSON is YAML. */
export function nfpmSettings(facts: PackageFacts): string {
  const { format, arch, release, folder, scripts, time } = facts;
  return JSON.stringify(
    {
      name: "infomat-chromium",
      arch: arch === "x64" ? "amd64" : "arm64",
      platform: "linux",
      version: packageJson.version,
      release: String(release),
      section: "misc",
      priority: "optional",
      maintainer: "Infomat engineers <engineers@infomat.example>",
      vendor: "Infomat engineers",
      homepage: "https://infomat.example",
      license: "MIT",
      description,
      mtime: time,
      depends: depends[format],
      recommends: ["espeak-ng"],
      conflicts: ["infomat"],
      contents: contentsOf(folder),
      scripts: {
        preinstall: join(scripts, "preinstall.sh"),
        postinstall: join(scripts, "postinstall.sh"),
        preremove: join(scripts, "preremove.sh"),
        postremove: join(scripts, "postremove.sh"),
      },
      // Not zstd: dpkg of Debian 11 and older can't read it.
      ...(format === "deb"
        ? { deb: { compression: "xz", scripts: { templates: join(scripts, "templates") } } }
        : { rpm: { compression: "xz", summary: description.split("\n")[0], group: "Applications/System" } }),
    },
    null,
    2,
  );
}

/** Every file of its own name, so that no folder of the system's becomes ours; below /etc the owner's changes stay. */
function contentsOf(folder: string): readonly unknown[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: relative(folder, join(entry.parentPath, entry.name)) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return entries.flatMap(({ entry, path }): readonly unknown[] => {
    const dst = `/${path}`;
    if (entry.isDirectory()) {
      const isOurs = /^\/(etc|usr\/lib|usr\/share\/doc)\/infomat(\/|$)/.test(dst);
      return isOurs ? [{ dst, type: "dir", file_info: { mode: 0o755 } }] : [];
    }
    return [
      { src: join(folder, path), dst, ...(path.startsWith("etc/") ? { type: "config|noreplace" } : {}) },
    ];
  });
}
