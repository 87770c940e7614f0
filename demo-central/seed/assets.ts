import { z } from "zod";
import accountJson from "#assets/demo/account.json" with { type: "json" };
import namesJson from "#assets/demo/names.json" with { type: "json" };
import patientsJson from "#assets/demo/patients.json" with { type: "json" };
import regionJson from "#assets/demo/region.json" with { type: "json" };
import servicesJson from "#assets/demo/services.json" with { type: "json" };
import { cardRelations, policyKinds } from "#contract/index.ts";

const pair = z.tuple([z.string(), z.string()]);

/** Invented people's names; pairs are the man's and the woman's form. */
export const names = z
  .strictObject({
    families: z.array(pair),
    men: z.array(z.string()),
    women: z.array(z.string()),
    patronymics: z.array(pair),
  })
  .parse(namesJson);

const serviceSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  paid: z.boolean().default(false),
  attachedOnly: z.boolean().default(false),
  referralNeeded: z.boolean().default(false),
  /** Whom it receives: the first and the last age in whole years, and the sex. */
  fromAge: z.int().nonnegative().optional(),
  toAge: z.int().nonnegative().optional(),
  sex: z.enum(["male", "female"]).optional(),
});
export type ServiceSeed = z.infer<typeof serviceSchema>;

const specialtySchema = z.strictObject({
  position: z.string(),
  /** Length of a visit. */
  minutes: z.int().positive(),
  /** The floor that the rooms are on. */
  floor: z.int().positive(),
  services: z.array(serviceSchema).min(1),
});
export type SpecialtySeed = z.infer<typeof specialtySchema>;

/** Specialties by key, with their services by nomenclature code. */
export const specialties = z.record(z.string(), specialtySchema).parse(servicesJson);

const kindNames = ["dental", "adult", "child", "hospital", "women"] as const;
export type KindName = (typeof kindNames)[number];

const kindSchema = z.strictObject({
  display: z.string(),
  /** `{n}` is a number, `{district}` the district. */
  name: z.string(),
  branches: z.array(z.string()).min(1),
  /** A specialty and how many doctors it has at the first, second and third branch. */
  specialties: z.array(z.tuple([z.string(), z.int(), z.int(), z.int()])),
});

export const region = z
  .strictObject({
    districts: z.array(z.strictObject({ name: z.string(), town: z.string() })),
    streets: z.array(z.string()),
    kinds: z.record(z.enum(kindNames), kindSchema),
    first: z.strictObject({
      kind: z.enum(kindNames),
      name: z.string(),
      address: z.string(),
      phone: z.string(),
    }),
    /** The clinics of the size `clinic`. */
    clinicSize: z.array(z.enum(kindNames)),
    /** Reasons of a doctor's absence. */
    leave: z.array(z.string()),
    /** `{n}` is a number. */
    clinicPhone: z.string(),
  })
  .parse(regionJson);

const patientSchema = z.strictObject({
  family: z.string(),
  given: z.string(),
  patronymic: z.string(),
  sex: z.enum(["male", "female"]),
  birthDate: z.iso.date(),
  kind: z.enum(policyKinds),
  series: z.string(),
  number: z.string(),
  phones: z.array(z.string().regex(/^\+7\d{10}$/)),
  snils: z.string().regex(/^\d{11}$/),
  document: z.strictObject({ kind: z.enum(["passport", "birthCertificate"]), number: z.string() }),
});
/** A person of the demo region. */
export type PatientSeed = z.infer<typeof patientSchema>;

const knownSchema = patientSchema.extend({
  /** Clinics by number, the first with 1; one that a region doesn't have is its last. */
  attached: z.array(z.int().positive()).default([1]),
  /** Whether the demo gives their policy away. */
  listed: z.boolean().default(true),
});

/** The people that are the same in every region. */
export const knownPatients: readonly z.infer<typeof knownSchema>[] = z.array(knownSchema).parse(patientsJson);

/** What known patients, named by their policies' numbers, have in their accounts. */
export const account = z
  .strictObject({
    cards: z.array(
      z.strictObject({ owner: z.string(), person: z.string(), relation: z.enum(cardRelations) }),
    ),
    messages: z.array(
      z.strictObject({
        to: z.string(),
        about: z.string(),
        daysAgo: z.int().positive(),
        hour: z.int().min(0).max(23),
        /** By name; null: the first clinic. */
        sender: z.string().nullable(),
        text: z.string().min(1),
      }),
    ),
    /** Of whom the demo's identity provider tells: a known patient, or a child whom no register has. */
    children: z.array(
      z.strictObject({
        parent: z.string(),
        person: z.union([
          z.string(),
          patientSchema.pick({
            ...{ family: true, given: true, patronymic: true, sex: true, birthDate: true, snils: true },
          }),
        ]),
      }),
    ),
  })
  .parse(accountJson);
