import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

type Refusals = {
  SESSION_ENDED(more: { data: Record<string, never> }): Error;
  NOT_SIGNED_IN(more: { data: Record<string, never> }): Error;
  CENTRAL_AWAY(more: { data: Record<string, never> }): Error;
};

export const cardProcedures = ({ sessions }: Parts) => {
  const refuse = (errors: Refusals): never => {
    const session = sessions.current();
    if (!session) throw errors.SESSION_ENDED({ data: {} });
    if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
    throw errors.CENTRAL_AWAY({ data: {} });
  };
  return {
    list: api.cards.list.handler(({ errors }) => refuse(errors)),
    addSelf: api.cards.addSelf.handler(({ errors }) => refuse(errors)),
    add: api.cards.add.handler(({ errors }) => refuse(errors)),
    change: api.cards.change.handler(({ errors }) => refuse(errors)),
    remove: api.cards.remove.handler(({ errors }) => refuse(errors)),
    choose: api.cards.choose.handler(({ errors }) => refuse(errors)),
    visits: api.cards.visits.handler(({ errors }) => refuse(errors)),
    messages: api.cards.messages.handler(({ errors }) => refuse(errors)),
  };
};
