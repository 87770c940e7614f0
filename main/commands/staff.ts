import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import { z } from "zod";
import { staffRoles } from "#contract/staff/roles.ts";
import { dateSchema } from "#contract/time/calendar.ts";
import { checkedOptions, exitingWith, pathOption } from "../command-line/options.ts";
import { pinFromInput, type ReadPin } from "../staff/commands/pins.ts";
import type { StaffWish } from "../staff/commands/staff.ts";
import type { Environment } from "./environment.ts";
import { dataDirOf, withData } from "./place-options.ts";

/** How PINs are read and hashed, where a test has its own way. */
type PinWays = { readonly readPin: ReadPin; readonly cost?: number };
const usualWays: PinWays = {
  readPin: pinFromInput(process.stdin, (text) => void process.stderr.write(text)),
};

export function addStaffCommands(
  program: Command,
  environment: Environment,
  ways: PinWays = usualWays,
): void {
  const group = program.command("staff").description("who of the clinic may sign in at this kiosk");
  const run = (command: Command, wishOf: (name: string) => StaffWish): void => {
    command.action(
      exitingWith(async (name: unknown) => {
        const dataDir = dataDirOf(command, environment);
        // Loaded only here: the kiosk itself draws no cards.
        const { changeStaff } = await import("../staff/commands/staff.ts");
        const wish = wishOf(typeof name === "string" ? name : "");
        const { console, clock } = environment;
        return changeStaff(wish, { dataDir, console, who: whoAsks(), now: clock.now, ...ways });
      }),
    );
  };
  const role = (): Option => new Option("--role <role>", "what they may do").choices(staffRoles);
  const declare = (name: string, described: string): Command =>
    withData(group.command(name), environment).description(described);

  const add = declare("add <name>", "asks for a PIN of 4 to 8 digits, or reads it from standard input");
  add.addOption(role().makeOptionMandatory());
  run(add, (name) => ({ wish: "add", name, role: checkedOptions(add, z.object({ role: roleSchema })).role }));

  const change = declare("change <name>", "another role, another PIN");
  change.addOption(role()).option("--pin", "asks for a new PIN; a session that is open ends");
  run(change, (name) => ({ wish: "change", name, ...checkedOptions(change, changeSchema) }));

  const card = declare(
    "card <name>",
    "a new staff card, as a code to print; a former one opens nothing more",
  );
  card.option("--svg <file>", "into this picture; else on the terminal");
  const svg = z.object({ svg: pathOption("svg", "file", environment.folder) });
  run(card, (name) => ({ wish: "card", name, ...checkedOptions(card, svg) }));

  run(declare("list", "everybody, with role and whether they have a card"), () => ({ wish: "list" }));
  run(declare("remove <name>", "may sign in no more; a session that is open ends"), (name) => ({
    wish: "remove",
    name,
  }));
}

/** As `sudo` tells it, else as the system does. */
function whoAsks(): string {
  const { SUDO_USER } = process.env;
  try {
    return (SUDO_USER || userInfo().username).slice(0, 40);
  } catch {
    // A user without an entry among the system's.
    return String(process.getuid?.() ?? "unknown");
  }
}

const roleSchema = z.enum(staffRoles);
const changeSchema = z.object({ role: roleSchema.nullable().default(null), pin: z.boolean().default(false) });

export function addAuditCommand(program: Command, environment: Environment): void {
  const command = withData(program.command("audit"), environment)
    .description("what staff did at this kiosk, checked and put out; 1: somebody has changed it")
    .option("--from <day>", "from this day on, as 2026-11-30 (UTC)")
    .option("--to <day>", "up to and with this day")
    .option("--csv", "for a spreadsheet, in place of one JSON object a line")
    .option("--quiet", "checks only");
  command.action(
    exitingWith(async () => {
      const wish = checkedOptions(command, auditSchema);
      const dataDir = dataDirOf(command, environment);
      const { showAudit } = await import("../staff/commands/audit.ts");
      return showAudit(wish, { dataDir, console: environment.console });
    }),
  );
}

const day = z
  .string()
  .refine((text) => dateSchema.safeParse(text).success, "A day is written as 2026-11-30.")
  .nullable()
  .default(null);
const auditSchema = z.object({
  from: day,
  to: day,
  csv: z.boolean().default(false),
  quiet: z.boolean().default(false),
});
