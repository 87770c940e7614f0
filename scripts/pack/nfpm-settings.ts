import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Architecture, Edition } from "./options.ts";

export type Format = "deb" | "rpm";

export type PackageFacts = {
  readonly format: Format;
  readonly arch: Architecture;
  readonly release: number;
  readonly edition: Edition;
  /** The staged tree. */
  readonly folder: string;
  /** The maintainer scripts, filled in. */
  readonly scripts: string;
  /** Of all files, ISO 8601: the same sources make the same package. */
  readonly time: string;
  /** Made at once and large, for a try. */
  readonly quick: boolean;
};

/** What the kiosk can't do without: either Xorg with openbox, or cage. */
const depends: Readonly<Record<Format, readonly string[]>> = {
  deb: [
    ...["libc6 (>= 2.28)", "libstdc++6 (>= 8)", "systemd (>= 239)", "libpam-systemd", "util-linux"],
    "debconf (>= 0.5) | debconf-2.0",
    ...["xserver-xorg", "xinit", "x11-xserver-utils", "openbox"].map((name) => `${name} | cage`),
  ],
  // Programs by path: the packages that hold them are named differently on RED OS, ALT and Fedora.
  rpm: [
    ...["glibc >= 2.28", "libstdc++ >= 8", "systemd", "util-linux", "openbox"],
    ...["/usr/bin/Xorg", "/usr/bin/xinit", "/usr/bin/xset"],
  ],
};

/** The system's browser, or what Electron's own loads. New systems have renamed some, and have no libXss. */
const browser: Readonly<Record<Edition, Readonly<Record<Format, readonly string[]>>>> = {
  chromium: { deb: ["chromium"], rpm: ["chromium"] },
  electron: {
    deb: [
      ...["libgtk-3-0 | libgtk-3-0t64", "libnss3", "libasound2 | libasound2t64", "libgbm1", "libxtst6"],
      ...["libatspi2.0-0 | libatspi2.0-0t64", "libcups2 | libcups2t64", "libdrm2", "libxkbcommon0"],
    ],
    rpm: ["gtk3", "nss", "alsa-lib", "libXtst", "at-spi2-core"],
  },
};

const names: Readonly<Record<Edition, string>> = { chromium: "infomat-chromium", electron: "infomat" };

const description = `Kiosk for a clinic lobby, installed to start by itself
A patient signs in with the OMS policy and birth date, books a doctor and
takes a printed ticket. The kiosk brings its own Node and shows itself in a
session without keys, menus or other programs: infomat by its own Electron,
infomat-chromium by the system's Chromium.`;

/** nfpm's settings for one package (https://nfpm.goreleaser.com/docs/configuration/); JSON is YAML. */
export function nfpmSettings(facts: PackageFacts): string {
  const { format, arch, release, folder, scripts, time, quick, edition } = facts;
  return JSON.stringify(
    {
      name: names[edition],
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
      depends: [...depends[format], ...browser[edition][format]],
      recommends: ["espeak-ng"],
      conflicts: Object.values(names).filter((name) => name !== names[edition]),
      contents: contentsOf(folder, format),
      scripts: {
        preinstall: join(scripts, "preinstall.sh"),
        postinstall: join(scripts, "postinstall.sh"),
        preremove: join(scripts, "preremove.sh"),
        postremove: join(scripts, "postremove.sh"),
      },
      // Not zstd: dpkg of Debian 11 and older can't read it.
      ...(format === "deb"
        ? { deb: { compression: quick ? "none" : "xz", scripts: { templates: join(scripts, "templates") } } }
        : {
            rpm: {
              compression: quick ? "gzip:1" : "xz",
              summary: description.split("\n")[0],
              group: "Applications/System",
            },
          }),
    },
    null,
    2,
  );
}

/** Every file of its own name, so that no folder of the system's becomes ours; below /etc the owner's changes stay. */
function contentsOf(folder: string, format: Format): readonly unknown[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: relative(folder, join(entry.parentPath, entry.name)) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  return entries.flatMap(({ entry, path }): readonly unknown[] => {
    const dst = `/${path}`;
    if (entry.isDirectory()) {
      const isOurs = /^\/(etc|usr\/lib|usr\/share\/doc)\/infomat(\/|$)/.test(dst);
      return isOurs ? [{ dst, type: "dir", file_info: { mode: 0o755 } }] : [];
    }
    const isText = format === "rpm" && /^usr\/share\/(doc|man)\//.test(path);
    const type = path.startsWith("etc/") ? "config|noreplace" : isText ? "doc" : null;
    const asRoot = entry.name === "chrome-sandbox" ? { file_info: { mode: 0o4755 } } : {};
    return [{ src: join(folder, path), dst, ...(type ? { type } : {}), ...asRoot }];
  });
}
