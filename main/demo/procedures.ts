import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

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
  scan: api.demo.scan.handler(async ({ input, errors }) => {
    const barcode = (await parts.demo?.barcode(input.number)) ?? null;
    if (!barcode) throw errors.NOT_FOUND({ data: {} });
    parts.scanner.feed(barcode);
    return {};
  }),
});
