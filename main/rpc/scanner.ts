import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

export const scannerProcedures = (parts: Parts) => ({
  read: api.scanner.read.handler(({ input }) => parts.scanner.read(input.text)),
});
