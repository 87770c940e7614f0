import { z } from "zod";
import { configSchema } from "./schema.ts";

/**
 * The JSON Schema (draft 2020-12) of the configuration file, made of the schema that the kiosk itself reads it by.
 * What only the kiosk can check, such as the order of steps or a time zone's name, isn't in it.
 */
export const configJsonSchema = (): object => ({
  ...z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }),
  title: "Configuration of an Infomat kiosk",
});
