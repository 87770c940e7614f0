import { implement } from "@orpc/server";
import type { KioskEvent } from "#contract/index.ts";
import { staffContract } from "#contract/staff/procedures.ts";
import { faultOf } from "./fake-fault.ts";
import type { World } from "./world.ts";

/** The staff contract, answered from the world. Whoever signs in is a technician of this PIN, or the world's fault. */
export function fakeStaff(
  world: World,
  {
    calls,
    push,
  }: {
    readonly calls: { readonly path: string; readonly input: unknown }[];
    readonly push: (event: KioskEvent) => void;
  },
) {
  const os = implement(staffContract).use(async ({ next, path }, input) => {
    const name = `staff.${path.join(".")}`;
    calls.push({ path: name, input });
    const fault = world.faults[name]?.shift();
    if (fault) throw faultOf(fault.code, fault.data);
    return next();
  });
  const handle = "staff-handle";
  return os.router({
    session: {
      signIn: os.session.signIn.handler(() => {
        push({ type: "staff", handle });
        return { id: "staff-session", handle, lock: 120, ...world.staff.who };
      }),
      stay: os.session.stay.handler(() => ({})),
      lock: os.session.lock.handler(() => {
        push({ type: "staff", handle: null });
        return {};
      }),
    },
  });
}
