import { api, boundSession } from "./api.ts";
import type { Sessions } from "./session.ts";

/**
 * @param isClosed whether nobody may begin now
 * @param onBegin a patient begins: the screens are the patients'
 */
export const sessionProcedures = (sessions: Sessions, isClosed: () => boolean, onBegin: () => void) => ({
  start: api.session.start.handler(({ context, errors }) => {
    if (context.binding.session) return sessions.state();
    if (sessions.current()) throw errors.SESSION_OPEN({ data: {} });
    if (isClosed()) throw errors.KIOSK_CLOSED({ data: {} });
    onBegin();
    return sessions.start();
  }),
  forSelf: api.session.forSelf.handler(({ context, errors }) => {
    sessions.choose(boundSession(context, errors), null);
    return {};
  }),
  stay: api.session.stay.handler(({ context, errors }) => {
    boundSession(context, errors);
    if (!sessions.stay()) throw errors.SESSION_ENDED({ data: {} });
    return sessions.state();
  }),
  end: api.session.end.handler(({ input, context }) => {
    if (context.binding.session === null) return {};
    // That this one is over is what was asked for.
    context.binding.session = null;
    sessions.end(input.reason);
    return {};
  }),
});
