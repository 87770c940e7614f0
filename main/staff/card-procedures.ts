import { unreachable } from "#contract/base/result.ts";
import { callerOf, type StaffCall, staffApi } from "./api.ts";
import type { CardEnrollment } from "./card-enrollment.ts";
import type { StaffPerson } from "./staff-file.ts";

export function staffCardProcedures(deps: {
  readonly cards: CardEnrollment;
  readonly staff: () => readonly StaffPerson[];
}) {
  const { cards, staff } = deps;
  const about = (call: StaffCall, personId: string): void => {
    const person = staff().find(({ id }) => id === personId);
    if (person) call.about({ staff: person.name });
  };
  return {
    list: staffApi.cards.list.handler(() =>
      staff().map(({ id, name, role, card }) => ({ id, name, role, card: card !== null })),
    ),
    enroll: staffApi.cards.enroll.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      about(call, input.personId);
      const outcome = await cards.enroll(input.personId, call.session.ended);
      switch (outcome) {
        case "enrolled":
          return {};
        case "notFound":
          throw errors.NOT_FOUND({ data: {} });
        case "diskRefuses":
          throw errors.DISK_REFUSES({ data: {} });
        case "nothing":
        case "noCard":
        case "taken":
        case "ended":
          call.about({ detail: outcome });
          throw errors.CARD_NOT_TAKEN({ data: { fault: outcome } });
        default:
          return unreachable(outcome);
      }
    }),
    remove: staffApi.cards.remove.handler(({ input, context, errors }) => {
      about(callerOf(context), input.personId);
      const outcome = cards.remove(input.personId);
      if (outcome === "notFound") throw errors.NOT_FOUND({ data: {} });
      if (outcome === "diskRefuses") throw errors.DISK_REFUSES({ data: {} });
      return {};
    }),
  };
}
