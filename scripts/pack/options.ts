import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../run.ts";

const editions = ["chromium", "electron"] as const;
export type Edition = (typeof editions)[number];
const architectures = ["x64", "arm64"] as const;
export type Architecture = (typeof architectures)[number];

/** What is to be packed. Paths are absolute. */
export type PackOptions = {
  readonly edition: Edition;
  readonly arch: Architecture;
  /** Counts packages of one version; grows when the same source is packed again. */
  readonly release: number;
  /** A GPG key's id, fingerprint or address in the packager's own key ring; null: nothing is signed. */
  readonly sign: string | null;
  readonly out: string;
  /** Without compression: made in seconds, three times as large. */
  readonly quick: boolean;
  /** Of how many kiosks in a hundred the newest version is taken from the apt repository at night; null: of all. */
  readonly rollout: number | null;
  /** Packs nothing: only the repositories' lists are made anew, of the packages that are in `out`. */
  readonly listOnly: boolean;
};

export const usage = `npm run pack -- [options]

  --edition chromium|electron   which shell (default: chromium)
  --arch x64|arm64              (default: x64)
  --release N                   of the same version (default: 1)
  --sign KEY                    GPG key for packages, checksums and repository (default: nothing is signed)
  --quick                       without compression, for a try
  --out DIR                     (default: dist/packages)
  --rollout PERCENT             how many of the kiosks take the newest deb at night (default: 100)
  --list-only                   packs nothing, makes the repositories' lists anew: for another --rollout
`;

/** Reads the command line (without node and script); in words what is wrong with it. */
export function readPackOptions(words: readonly string[]): PackOptions | string {
  let values: ReturnType<typeof parse>["values"];
  try {
    ({ values } = parse(words));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { edition = "chromium", arch = "x64", release = "1", sign, out = "dist/packages", rollout } = values;
  const chosen = editions.find((name) => name === edition);
  const machine = architectures.find((name) => name === arch);
  if (!chosen) return `--edition must be one of: ${editions.join(", ")}.`;
  if (!machine) return `--arch must be one of: ${architectures.join(", ")}.`;
  if (!/^[1-9]\d{0,5}$/.test(release)) return "--release must be a number from 1 on.";
  if (rollout !== undefined && !/^(\d|[1-9]\d|100)$/.test(rollout))
    return "--rollout must be a number from 0 to 100.";
  return {
    edition: chosen,
    arch: machine,
    release: Number(release),
    sign: sign ?? null,
    out: resolve(root, out),
    quick: values.quick ?? false,
    rollout: rollout === undefined ? null : Number(rollout),
    listOnly: values["list-only"] ?? false,
  };
}

const parse = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    options: {
      edition: { type: "string" },
      arch: { type: "string" },
      release: { type: "string" },
      sign: { type: "string" },
      out: { type: "string" },
      quick: { type: "boolean" },
      rollout: { type: "string" },
      "list-only": { type: "boolean" },
    },
  });
