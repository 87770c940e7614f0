import { z } from "zod";
import realJson from "#assets/demo/real.json" with { type: "json" };

const text = z.string().min(1);
const resource = z.looseObject({ resourceType: text, id: text });
const status = z.enum(["f", "b", "d", "t"]);

/**
 * The region of the size `real`, as data: resources in shapes that registers export, and patterns of slots.
 * In its texts `~` begins an id of this region, and `{…}` is a day or moment, counted from today.
 */
export const real = z
  .strictObject({
    longest: z.strictObject({
      clinic: text,
      branch: text,
      address: text,
      service: text,
      room: text,
      position: text,
      family: text,
      given: text,
      patronymic: text,
      phone: text,
    }),
    /** Policy numbers of patients, by the ids of their resources without `~`. */
    people: z.record(text, z.string().regex(/^\d{16}$/)),
    resources: z.array(resource),
    slots: z.array(
      z.strictObject({
        schedule: text,
        /** First and last day. */
        days: z.tuple([z.int(), z.int()]),
        from: z.string().regex(/^\d\d:\d\d$/),
        minutes: z.int().positive(),
        count: z.int().positive(),
        /** In turn: free, busy, busy-unavailable, busy-tentative. */
        statuses: text.transform((letters) => z.array(status).parse([...letters])),
        /** Further fields of each slot. */
        more: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(realJson);

/** The longest values that the region `real` has of each kind, as screens and tickets show them. */
export const longestValues = real.longest;
