import { implement } from "@orpc/server";
import type { KioskEvent, SessionState } from "#contract/index.ts";
import { staffContract } from "#contract/staff/procedures.ts";
import { faultOf } from "./fake-fault.ts";
import { ticketPicture } from "./ticket-picture.ts";
import type { World } from "./world.ts";

/** The staff contract, answered from the world. Whoever signs in is a technician of this PIN, or the world's fault. */
export function fakeStaff(
  world: World,
  {
    calls,
    push,
    openHelped,
  }: {
    readonly calls: { readonly path: string; readonly input: unknown }[];
    readonly push: (event: KioskEvent) => void;
    readonly openHelped: (name: string) => SessionState;
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
    tickets: {
      today: os.tickets.today.handler(() => world.staff.tickets),
      byScan: os.tickets.byScan.handler(({ input }) => {
        const found = world.staff.tickets.find(({ ticket }) => ticket.visitId === input.visitId);
        if (!found) throw faultOf("NOT_FOUND", {});
        return found.ticket;
      }),
      byNumber: os.tickets.byNumber.handler(({ input }) =>
        world.staff.tickets.filter(({ ticket }) => ticket.number.endsWith(input.ticketNumber)),
      ),
      byPolicy: os.tickets.byPolicy.handler(() => world.staff.ofPolicy),
      preview: os.tickets.preview.handler(({ input }) => {
        const all = [...world.staff.tickets.map(({ ticket }) => ticket), ...world.staff.ofPolicy];
        const found = all.find(({ visitId }) => visitId === input.visitId);
        if (!found) throw faultOf("NOT_FOUND", {});
        return ticketPicture(found, input.language);
      }),
      print: os.tickets.print.handler(() => ({})),
      cameOut: os.tickets.cameOut.handler(() => ({})),
    },
    kiosk: {
      state: os.kiosk.state.handler(() => world.staff.kiosk),
      events: os.kiosk.events.handler(() => world.staff.events),
      testPrint: os.kiosk.testPrint.handler(() => ({})),
      rollChanged: os.kiosk.rollChanged.handler(() => ({})),
      syncNow: os.kiosk.syncNow.handler(() => ({ outcome: "done" as const })),
      setService: os.kiosk.setService.handler(({ input }) => {
        world.staff.kiosk = { ...world.staff.kiosk, service: input.service };
        return {};
      }),
      restart: os.kiosk.restart.handler(() => ({})),
      leave: os.kiosk.leave.handler(() => ({})),
    },
    cards: {
      list: os.cards.list.handler(() => world.staff.members),
      enroll: os.cards.enroll.handler(() => ({})),
      remove: os.cards.remove.handler(() => ({})),
    },
    help: {
      start: os.help.start.handler(() => {
        push({ type: "staff", handle: null });
        return openHelped(world.staff.who.name);
      }),
    },
    review: {
      list: os.review.list.handler(() => world.staff.review),
      now: os.review.now.handler(() => world.staff.now),
      done: os.review.done.handler(({ input }) => {
        world.staff.review = world.staff.review.filter(({ id }) => id !== input.entryId);
        return {};
      }),
    },
  });
}
