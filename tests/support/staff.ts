import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { StaffContract } from "#contract/staff/procedures.ts";
import type { StaffRole } from "#contract/staff/roles.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";
import { createCommand, runCommand } from "#main/command-line/options.ts";
import { sourcePlaces } from "#main/command-line/places.ts";
import { addStaffCommands } from "#main/commands/staff.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import type { TestKiosk } from "./kiosk.ts";

export type StaffClient = ContractRouterClient<StaffContract>;

/** scrypt's least cost: these tests are not about how long a guess takes. */
const cost = 1024;

export const receptionist = { name: "Анна", role: "receptionist", pin: "482915" } as const;
export const technician = { name: "Борис", role: "technician", pin: "730164" } as const;
type Person = { readonly name: string; readonly role: StaffRole; readonly pin: string };

/** `infomat staff …` on a data folder: its exit code and everything it said. */
export async function staffWords(
  dataDir: string,
  words: readonly string[],
  pin = "",
): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const console = { say: keep, complain: keep };
  const program = createCommand("infomat", console);
  const places = sourcePlaces();
  addStaffCommands(
    program,
    {
      ...{ name: "infomat", version: "0", places, config: null, dataDir, folder: dataDir, console },
      ...{ clock: systemClock, ids: systemIds, signal: new AbortController().signal },
    },
    { readPin: async () => pin, cost },
  );
  const code = await runCommand(program, ["staff", ...words]);
  return { code, said: lines.join("\n") };
}

export async function addStaff(dataDir: string, ...people: readonly Person[]): Promise<void> {
  for (const { name, role, pin } of people) {
    const { code, said } = await staffWords(dataDir, ["add", name, "--role", role], pin);
    if (code !== 0) throw new Error(said);
  }
}

/** Where the screens are served, and the cookie of the page. */
type StaffPage = { readonly core: Pick<TestKiosk["core"], "port">; readonly cookie: string };

/** What the staff screens call, with the page's cookie and this staff session, or none. */
export function staffClient(kiosk: StaffPage, session: string | null): StaffClient {
  const origin = `http://127.0.0.1:${kiosk.core.port}`;
  const named = session === null ? {} : { [staffHeader]: session };
  const link = new RPCLink({
    url: `${origin}/staff`,
    headers: () => ({ cookie: kiosk.cookie, origin, ...named }),
  });
  return createORPCClient(link);
}

/** Signs in by PIN, and answers with a client of that session. */
export async function signInStaff(kiosk: StaffPage, { pin }: Pick<Person, "pin"> = receptionist) {
  const signedIn = await staffClient(kiosk, null).session.signIn({ by: "pin", pin });
  return { signedIn, staff: staffClient(kiosk, signedIn.id) };
}
