import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

export const staffProcedures = ({ deskList }: Parts) => ({
  deskList: api.staff.deskList.handler(() => deskList.list()),
  deskDone: api.staff.deskDone.handler(({ input, errors }) => {
    if (!deskList.done(input.id)) throw errors.NOT_FOUND({ data: {} });
    return {};
  }),
});
