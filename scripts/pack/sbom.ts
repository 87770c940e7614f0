import { createHash } from "node:crypto";
import { type PackedPackage, packagesInside, sqliteVersion } from "./contents.ts";
import type { Architecture, Edition } from "./options.ts";

type Component = {
  readonly type: "library" | "platform";
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly licenses: readonly unknown[];
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
};

/** The package's parts list as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): what is inside, and nothing else. */
export function sbom(
  arch: Architecture,
  edition: Edition,
  about: { readonly name: string; readonly version: string },
): string {
  const components: Component[] = [
    ...packagesInside(arch, edition).map(componentOf),
    {
      type: "library",
      "bom-ref": `sqlite@${sqliteVersion()}`,
      name: "sqlite",
      version: sqliteVersion(),
      licenses: [{ license: { name: "Public Domain" } }],
    },
  ];
  // The same contents have the same number: a package that is made again differs in nothing.
  const print = createHash("sha256")
    .update(JSON.stringify([about, components]))
    .digest("hex");
  const uuid = print.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-5$3-8$4-$5");
  return `${JSON.stringify(
    {
      $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:${uuid}`,
      version: 1,
      metadata: {
        component: {
          type: "application",
          "bom-ref": `${about.name}@${about.version}`,
          ...about,
          licenses: mit,
        },
      },
      components,
    },
    null,
    2,
  )}\n`;
}

const mit = [{ license: { id: "MIT" } }];

function componentOf({ path, name, version, licence, integrity }: PackedPackage): Component {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const isExpression = /\s/.test(licence);
  return {
    type: name.startsWith("node-linux-") ? "platform" : "library",
    // The same package may be there twice, in two folders.
    "bom-ref": path,
    name,
    version,
    purl,
    licenses: [isExpression ? { expression: licence } : { license: { id: licence } }],
    ...(integrity?.startsWith("sha512-")
      ? { hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.slice(7), "base64").toString("hex") }] }
      : {}),
  };
}
