import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import { serviceIcons, titlesSchema, visitKinds } from "#contract/schedules/plain-name.ts";
import { ConfigError } from "../../files/config-error.ts";
import { someFaults } from "../../files/language-files.ts";

const titleSchema = z.strictObject({ icon: z.enum(serviceIcons), title: titlesSchema });
const serviceSchema = z.strictObject({
  /** Which of the titles. */
  is: z.string(),
  visit: z.enum(visitKinds).optional(),
  /** What the nomenclature calls it. Left out, whatever the register calls it is taken to be this. */
  official: z.string().min(1).optional(),
});
const tableSchema = z.strictObject({
  titles: z.record(z.string(), titleSchema),
  services: z.record(z.string(), serviceSchema),
});
/** What people call services: titles by a key, and services by their code. */
export type NameTable = z.infer<typeof tableSchema>;
export type NamedEntry = NameTable["services"][string];

/** A clinic's own file: what it says of a title or a code goes over what is there, all else stays. */
const ownFileSchema = z.strictObject({
  titles: z
    .record(
      z.string(),
      z.strictObject({ icon: z.enum(serviceIcons).optional(), title: titlesSchema.optional() }),
    )
    .default({}),
  services: z.record(z.string(), serviceSchema).default({}),
});

/**
 * `assets/services/names.json`, and over it a clinic's own file (YAML), as docs/services.md tells. Codes of the
 * nomenclature are in its own spelling, others as the register writes them.
 * @throws {ConfigError} that names the clinic's file and what is wrong in it
 */
export function readNameTable(assetsDir: string, ownFile?: string): NameTable {
  const file = join(assetsDir, "services/names.json");
  const table = tableSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  if (ownFile === undefined) return checked(table, file);
  const own = readOwn(ownFile);
  const titles = Object.fromEntries(
    Object.entries(own.titles).map(([key, { icon, title }]) => [
      key,
      {
        icon: icon ?? table.titles[key]?.icon ?? ("stethoscope" as const),
        title: { ...table.titles[key]?.title, ...title },
      },
    ]),
  );
  const services = Object.fromEntries(
    Object.entries(own.services).map(([code, service]) => [nomenclatureCode(code) ?? code.trim(), service]),
  );
  return checked(
    { titles: { ...table.titles, ...titles }, services: { ...table.services, ...services } },
    ownFile,
  );
}

function readOwn(file: string): z.infer<typeof ownFileSchema> {
  try {
    return ownFileSchema.parse(parse(readFileSync(file, "utf8")) ?? {});
  } catch (cause) {
    const why = cause instanceof z.ZodError ? someFaults(cause) : cause instanceof Error ? cause.message : "";
    throw new ConfigError(`${file} can't be used for the names of services: ${why}`, { cause });
  }
}

function checked(table: NameTable, file: string): NameTable {
  const faults = [
    ...Object.entries(table.services)
      .filter(([, { is }]) => !(is in table.titles))
      .map(([code, { is }]) => `services.${code}.is: there is no title «${is}»`),
    ...Object.entries(table.titles)
      .filter(([, { title }]) => title.ru === undefined)
      .map(([key]) => `titles.${key}.title: a Russian title (ru) is needed`),
  ];
  if (faults.length > 0)
    throw new ConfigError(
      `${file} can't be used for the names of services: ${faults.slice(0, 3).join("; ")}`,
    );
  return table;
}
