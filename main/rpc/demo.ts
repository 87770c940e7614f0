import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

export const demoProcedures = (parts: Parts) => ({
  info: api.demo.info.handler(({ errors }) => {
    if (!parts.demo) throw errors.NOT_FOUND({ data: {} });
    return parts.demo.info();
  }),
  set: api.demo.set.handler(async ({ input, errors }) => {
    if (!parts.demo) throw errors.NOT_FOUND({ data: {} });
    const switches = await parts.demo.set(input);
    parts.events.emit({ type: "demo", switches });
    return switches;
  }),
});
