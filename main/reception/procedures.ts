import { ORPCError } from "@orpc/server";
import { z } from "zod";
import { emptyObject } from "#contract/base/empty-object.ts";
import { unreachable } from "#contract/base/result.ts";
import { ticketDocumentSchema } from "#contract/counter/procedures.ts";
import { kioskErrors } from "#contract/errors.ts";
import { visitNowSchema } from "#contract/staff/review-procedures.ts";
import { ticketSchema } from "#contract/tickets/ticket.ts";
import { decodeText } from "../scanner/index.ts";
import { callerOf, receptionApi, type WorkCall } from "./api.ts";
import type { KioskLink } from "./kiosk-link.ts";
import type { ReceptionSettings } from "./settings.ts";
import { type SignInDeps, signInProcedures } from "./sign-in-procedures.ts";
import type { WatchedKiosk } from "./watch-kiosk.ts";

export type LobbyMember = { readonly watched: WatchedKiosk; readonly link: Pick<KioskLink, "ask"> };

/** How long a kiosk may take, ms: printing takes the printer's own time, the centre is waited for ten seconds. */
const wait = 30_000;

export function receptionProcedures(
  deps: SignInDeps & {
    readonly printer: ReceptionSettings["printer"];
    readonly kiosks: ReadonlyMap<string, LobbyMember>;
  },
) {
  const { kiosks } = deps;

  /** Has something done at a kiosk in the caller's name. What the kiosk refuses, and the contract foresees, is passed on. */
  async function have<T>(
    call: WorkCall,
    kiosk: string,
    path: string,
    input: object,
    output: z.ZodType<T>,
  ): Promise<T> {
    const member = kiosks.get(kiosk);
    if (!member) throw refusal("NOT_FOUND", {});
    const answer = await member.link.ask(path, { by: call.by, ...input }, output, wait);
    member.watched.lookNow();
    switch (answer.kind) {
      case "answered":
        return answer.value;
      case "failed":
        throw passedOn(answer.code, answer.data);
      case "unheard":
        throw refusal("KIOSK_AWAY", {});
      default:
        return unreachable(answer);
    }
  }

  return {
    session: signInProcedures(deps),
    lobby: {
      state: receptionApi.lobby.state.handler(({ context }) => {
        const session = context.call?.session.handle ?? null;
        return {
          signedIn: session !== null,
          kiosks: [...kiosks.values()].map(({ watched }) => watched.view(session)),
          printer: deps.printer,
        };
      }),
      lists: receptionApi.lobby.lists.handler(({ input, context, errors }) => {
        const lists = kiosks.get(input.kiosk)?.watched.lists(callerOf(context).session.handle);
        if (!lists) throw errors.NOT_FOUND({ data: {} });
        return lists;
      }),
    },
    tickets: {
      byCode: receptionApi.tickets.byCode.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "tickets/byCode", rest, ticketSchema),
      ),
      byPolicy: receptionApi.tickets.byPolicy.handler(async ({ input, context, errors }) => {
        const scan = decodeText(input.policy);
        // What stands in the barcode is what the register knows; a number alone says nothing of a birth date.
        const birthDate = scan.kind === "policy" ? scan.birthDate : input.birthDate;
        if ((scan.kind !== "policy" && scan.kind !== "number") || birthDate === null)
          throw errors.POLICY_INVALID({ data: { fault: "POLICY_INCOMPLETE" } });
        const asked = { number: scan.number, birthDate };
        return await have(callerOf(context), input.kiosk, "tickets/byPolicy", asked, z.array(ticketSchema));
      }),
      document: receptionApi.tickets.document.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "tickets/document", rest, ticketDocumentSchema),
      ),
      print: receptionApi.tickets.print.handler(async ({ input, context }) => {
        const call = callerOf(context);
        const { kiosk, on, visitId, language } = input;
        await have(call, on, "tickets/print", { visitId, language }, emptyObject);
        // The paper is out. A kiosk that can't be told shows the ticket as open, and nobody prints it again for that.
        if (on !== kiosk)
          await have(call, kiosk, "tickets/inHand", { visitId }, emptyObject).catch(() => undefined);
        return {};
      }),
      inHand: receptionApi.tickets.inHand.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "tickets/inHand", rest, emptyObject),
      ),
    },
    review: {
      now: receptionApi.review.now.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "review/now", rest, visitNowSchema),
      ),
      done: receptionApi.review.done.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "review/done", rest, emptyObject),
      ),
    },
    maintenance: {
      set: receptionApi.maintenance.set.handler(({ input: { kiosk, ...rest }, context }) =>
        have(callerOf(context), kiosk, "maintenance/set", rest, emptyObject),
      ),
    },
  };
}

const codeSchema = z.enum([
  ...(["NOT_FOUND", "CENTRAL_AWAY", "STAFF_PATIENT_HERE", "PRINTER_NOT_READY", "PRINT_IN_DOUBT"] as const),
  ...(["STAFF_UNRECORDED", "STAFF_NOT_ALLOWED", "DISK_REFUSES"] as const),
  ...(["PATIENT_NOT_FOUND", "PATIENT_AMBIGUOUS", "TOO_MANY_TRIES"] as const),
]);
type PassedCode = z.infer<typeof codeSchema>;

const refusal = (code: PassedCode | "KIOSK_AWAY", data: unknown): Error =>
  new ORPCError(code, { status: kioskErrors[code].status, data });

/** A failure of the kiosk as one of ours. One that this contract doesn't foresee is a kiosk that can't be talked to. */
function passedOn(code: string, data: unknown): Error {
  const known = codeSchema.safeParse(code);
  if (!known.success) return refusal("KIOSK_AWAY", {});
  const read = kioskErrors[known.data].data.safeParse(data);
  return read.success ? refusal(known.data, read.data) : refusal("KIOSK_AWAY", {});
}
