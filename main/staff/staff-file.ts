import { readFileSync } from "node:fs";
import { z } from "zod";
import { staffRoles } from "#contract/staff/roles.ts";
import { leaveToFolder } from "../files/private.ts";
import { codeOf, writeWholeFile } from "../files/whole-file.ts";
import { pinHashSchema } from "./secrets.ts";
import { staffNameSchema } from "./staff-name.ts";

const personSchema = z.strictObject({
  /** Made anew with each PIN: a session that was opened by the former one is over then. */
  id: z.string().min(8).max(64),
  name: staffNameSchema,
  role: z.enum(staffRoles),
  pin: pinHashSchema,
  /** The hash of the staff card's code; null where there is none. */
  card: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type StaffPerson = z.infer<typeof personSchema>;

const fileSchema = z.strictObject({ staff: z.array(personSchema).max(200) });

/** The staff file is there and can't be read. */
export class StaffFileBroken extends Error {
  override readonly name = "StaffFileBroken";
}

/** Everybody in the file; nobody where there is none. @throws {StaffFileBroken} */
export function readStaff(file: string): StaffPerson[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8"))).staff;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw new StaffFileBroken(`${file} can't be read (${codeOf(error) || "its content"})`);
  }
}

/** Replaces the file. Written by root, it belongs to whom the folder belongs to. @throws the system's error */
export function writeStaff(file: string, staff: readonly StaffPerson[]): void {
  writeWholeFile(file, `${JSON.stringify({ staff }, null, 2)}\n`);
  leaveToFolder(file);
}
