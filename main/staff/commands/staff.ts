import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { renderSVG, renderUnicodeCompact } from "uqr";
import { v7 } from "uuid";
import { unreachable } from "#contract/base/result.ts";
import type { StaffRole } from "#contract/staff/roles.ts";
import type { Console } from "../../command-line/console.ts";
import { exitCodes } from "../../command-line/exit-codes.ts";
import { leaveToFolder } from "../../files/private.ts";
import { codeOf } from "../../files/whole-file.ts";
import { silentLog } from "../../log/silent.ts";
import { staffMark } from "../../scanner/decode.ts";
import { dataFilesIn, openDataFolder } from "../../store/data-folder.ts";
import { type AuditFiles, openAudit } from "../audit/audit.ts";
import { type AuditEntry, readAuditLine } from "../audit/record.ts";
import { hashOfCard, hashPin, isPin, newCardCode } from "../secrets.ts";
import { readStaff, StaffFileBroken, type StaffPerson, writeStaff } from "../staff-file.ts";
import { staffNameSchema } from "../staff-name.ts";
import { checkPin, PinRefused, type ReadPin } from "./pins.ts";

/** What is asked of the staff file. */
export type StaffWish =
  | { readonly wish: "add"; readonly name: string; readonly role: StaffRole }
  | { readonly wish: "change"; readonly name: string; readonly role: StaffRole | null; readonly pin: boolean }
  | { readonly wish: "card"; readonly name: string; readonly svg: string | null }
  | { readonly wish: "list" }
  | { readonly wish: "remove"; readonly name: string };

export type StaffCommandPlaces = {
  readonly dataDir: string;
  /** Who sits at the terminal, as the system knows them. */
  readonly who: string;
  readonly now: () => number;
  readonly readPin: ReadPin;
  readonly console: Console;
  /** scrypt's N, where a test has no time. */
  readonly cost?: number;
};

/** What is wrong with what was asked, in words. */
class Wrong extends Error {
  override readonly name = "Refused";
}

/** `infomat staff`. @returns the exit code; where it isn't 0, nothing was done, and the reason was said */
export async function changeStaff(wish: StaffWish, places: StaffCommandPlaces): Promise<number> {
  const { say, complain } = places.console;
  try {
    if (!existsSync(places.dataDir))
      throw new Wrong(`There is no data folder ${places.dataDir}: has this kiosk been started?`);
    const { staffFile } = dataFilesIn(places.dataDir);
    const staff = readStaff(staffFile);
    const asked: Asked = { ...places, say, staff, keep: (all) => writeStaff(staffFile, all) };
    if (wish.wish === "list") await carryOut(wish, asked);
    else await recorded(wish, places, () => carryOut(wish, asked));
    return exitCodes.well;
  } catch (error) {
    const isTold = error instanceof Wrong || error instanceof PinRefused || error instanceof StaffFileBroken;
    if (!isTold && codeOf(error) === "") throw error;
    complain(
      isTold
        ? error.message
        : `The staff file can't be written (${codeOf(error)}). Run this as the kiosk's own user, or as root.`,
    );
    return exitCodes.failed;
  }
}

/** Carries out a change between its records: it is on record before it is done, and how it ended, also when it failed. */
async function recorded(
  wish: Exclude<StaffWish, { wish: "list" }>,
  { dataDir, who, now }: StaffCommandPlaces,
  work: () => Promise<void>,
): Promise<void> {
  const files = openDataFolder(dataDir);
  const audit = openAudit({ files, kioskKey: files.key, kiosk: lastKiosk(files), now, log: silentLog });
  const name = staffNameSchema.safeParse(wish.name);
  const subject = {
    ...(name.success && { staff: name.data }),
    ...("role" in wish && wish.role !== null && { detail: wish.role }),
  };
  const write = (step: AuditEntry["step"], code?: string): boolean => {
    const entry = { who: `terminal: ${who}`, role: null, act: `staff.${wish.wish}`, step, ...subject };
    const written = audit.write(code === undefined ? entry : { ...entry, code });
    leaveToFolder(files.keyFile, files.auditFile, files.auditHeadFile);
    return written;
  };
  if (!write("begun")) throw new Wrong("The audit can't be written, so nothing was done.");
  try {
    await work();
  } catch (error) {
    write("failed", error instanceof Error ? error.name : "Error");
    throw error;
  }
  write("done");
}

/** The number of the kiosk, as the record before has it. */
function lastKiosk(files: AuditFiles): string {
  const last = existsSync(files.auditFile) ? readFileSync(files.auditFile, "utf8").trimEnd() : "";
  return readAuditLine(last.slice(last.lastIndexOf("\n") + 1))?.record.kiosk ?? "";
}

async function carryOut(wish: StaffWish, asked: Asked): Promise<void> {
  const { staff, say } = asked;
  switch (wish.wish) {
    case "add":
      return await add(asked, wish.name, wish.role);
    case "change":
      return await change(asked, wish.name, wish.role, wish.pin);
    case "card":
      return newCard(asked, wish.name, wish.svg);
    case "remove":
      return remove(asked, wish.name);
    case "list":
      for (const { name, role, card } of staff) say(`${name}\t${role}${card === null ? "" : "\tcard"}`);
      if (staff.length === 0) say("Nobody yet: infomat staff add NAME --role receptionist");
      return;
    default:
      return unreachable(wish);
  }
}

type Asked = Pick<StaffCommandPlaces, "readPin" | "cost"> & {
  readonly say: (line: string) => void;
  readonly staff: readonly StaffPerson[];
  readonly keep: (staff: readonly StaffPerson[]) => void;
};

async function add(asked: Asked, name: string, role: StaffRole): Promise<void> {
  const checked = staffNameSchema.safeParse(name);
  if (!checked.success) throw new Wrong("A name is 1 to 60 letters.");
  if (find(asked.staff, checked.data))
    throw new Wrong(`There is ${checked.data} already: infomat staff change, or another name.`);
  const pin = await newPin(asked, asked.staff);
  asked.keep([...asked.staff, { id: v7(), name: checked.data, role, pin, card: null }]);
  asked.say(`${checked.data} may sign in as ${role}.`);
}

async function change(asked: Asked, name: string, role: StaffRole | null, pin: boolean): Promise<void> {
  const person = known(asked.staff, name);
  if (role === null && !pin) throw new Wrong("Say what to change: --role ROLE, --pin, or both.");
  const others = asked.staff.filter((one) => one !== person);
  const secret = pin ? { id: v7(), pin: await newPin(asked, others) } : {};
  replace(asked, person, { ...person, ...secret, role: role ?? person.role });
  asked.say(`${person.name} is changed, from the next touch on.`);
}

function newCard(asked: Asked, name: string, svg: string | null): void {
  const person = known(asked.staff, name);
  const code = newCardCode();
  const text = `${staffMark}${code}`;
  if (svg !== null) writeFileSync(svg, renderSVG(text), { mode: 0o600 });
  replace(asked, person, { ...person, card: hashOfCard(code) });
  asked.say(
    svg === null
      ? `${renderUnicodeCompact(text)}\n${text}`
      : `The card is in ${svg}. Print it and delete the file: whoever has it signs in as ${person.name}.`,
  );
}

function remove(asked: Asked, name: string): void {
  const person = known(asked.staff, name);
  asked.keep(asked.staff.filter((one) => one !== person));
  asked.say(`${person.name} may sign in no more.`);
}

const replace = (asked: Asked, person: StaffPerson, by: StaffPerson): void =>
  asked.keep(asked.staff.map((one) => (one === person ? by : one)));

/** A PIN alone says who signs in: no two people have the same. */
async function newPin({ readPin, cost }: Asked, others: readonly StaffPerson[]): Promise<StaffPerson["pin"]> {
  const pin = await readPin();
  checkPin(pin);
  const taken = await Promise.all(others.map((other) => isPin(pin, other.pin)));
  if (taken.includes(true)) throw new Wrong("Choose another PIN: this one is somebody's already.");
  return await hashPin(pin, cost);
}

const find = (staff: readonly StaffPerson[], name: string): StaffPerson | undefined =>
  staff.find((one) => one.name.toLocaleLowerCase() === name.toLocaleLowerCase());

function known(staff: readonly StaffPerson[], name: string): StaffPerson {
  const person = find(staff, name.trim());
  if (person === undefined) throw new Wrong(`There is nobody called ${name}. Everybody: infomat staff list`);
  return person;
}
