import { type KindName, region, type ServiceSeed, type SpecialtySeed, specialties } from "./assets.ts";
import { randomOf } from "./random.ts";

export const seedSizes = ["tiny", "clinic", "region", "real"] as const;
/**
 * tiny: one branch, four doctors. clinic: four clinics. region: about 40 clinics, 200,000 slots and more. real: small,
 * in all the shapes that registers export; its clinics are data (assets/demo/real.json) and not planned.
 */
export type SeedSize = (typeof seedSizes)[number];

/**
 * How a doctor's schedule goes: `usual` and `steady` are booked as days come nearer (`steady` always keeps
 * some times free), `full` has everything taken, `away` is on leave the whole time, `unscheduled` has
 * published nothing.
 */
export type Profile = "steady" | "usual" | "full" | "away" | "unscheduled";

type TeamPlan = {
  readonly specialty: SpecialtySeed;
  readonly services: readonly ServiceSeed[];
  readonly doctors: readonly Profile[];
};
export type BranchPlan = {
  readonly name: string;
  readonly address: string;
  readonly teams: readonly TeamPlan[];
};
export type ClinicPlan = {
  readonly name: string;
  readonly kind: KindName;
  readonly kindDisplay: string;
  readonly district: string;
  readonly address: string;
  readonly phone: string;
  /** Empty: the clinic is its own branch, and `own` holds who works there. */
  readonly branches: readonly BranchPlan[];
  readonly own: readonly TeamPlan[];
};
export type RegionPlan = { readonly clinics: readonly ClinicPlan[]; readonly patients: number };

/** What a region consists of, the same for the same size and seed. */
export function planRegion(size: Exclude<SeedSize, "real">, seed: number): RegionPlan {
  switch (size) {
    case "tiny":
      return { clinics: [tinyClinic()], patients: 16 };
    case "clinic":
      return {
        clinics: region.clinicSize.map((kind, index) => planClinic({ seed, kind, index, district: index })),
        patients: 300,
      };
    case "region":
      return { clinics: regionClinics(seed), patients: 5000 };
  }
}

/** The two towns have clinics of every kind, some several; a district has its hospital and at most one more. */
const townKinds: readonly (readonly KindName[])[] = [
  ["dental", "adult", "child", "women", "adult", "child", "dental"],
  ["adult", "child", "dental", "women", "hospital"],
];
const districtKinds: readonly (readonly KindName[])[] = [
  ["hospital", "dental"],
  ["hospital"],
  ["hospital", "adult"],
];

function regionClinics(seed: number): ClinicPlan[] {
  const kinds = region.districts.flatMap((_, district) => {
    const inDistrict = townKinds[district] ?? districtKinds[district % districtKinds.length] ?? [];
    return inDistrict.map((kind) => ({ kind, district }));
  });
  return kinds.map(({ kind, district }, index) => planClinic({ seed, kind, index, district }));
}

type ClinicWish = { seed: number; kind: KindName; index: number; district: number };

function planClinic({ seed, kind, index, district: districtNo }: ClinicWish): ClinicPlan {
  const random = randomOf(seed, "clinic", index);
  const place = region.districts[districtNo % region.districts.length];
  if (!place) throw new Error("no districts");
  const shape = region.kinds[kind];
  const address = (): string => `${place.town}, ${random.pick(region.streets)}, ${random.int(2, 118)}`;
  const branchCount = kind === "child" && index % 2 === 0 ? 1 : shape.branches.length;
  const teamsOf = (branch: number): TeamPlan[] =>
    shape.specialties.flatMap(([key, ...counts]) => {
      const count = counts[branch] ?? 0;
      const specialty = specialties[key];
      if (!specialty) throw new Error(`no specialty ${key}`);
      if (count === 0) return [];
      const profiles = Array.from({ length: count }, (_, place) => profileOf(key, place, random.next()));
      return [{ specialty, services: specialty.services, doctors: profiles }];
    });
  const isFirst = index === 0;
  const mainAddress = isFirst ? region.first.address : address();
  const isWhole = kind === "women";
  return {
    name: isFirst
      ? region.first.name
      : shape.name.replace("{n}", String(index + 1)).replace("{district}", place.name),
    kind,
    kindDisplay: shape.display,
    district: place.name,
    address: mainAddress,
    phone: isFirst ? region.first.phone : region.clinicPhone.replace("{n}", phoneTail(index)),
    branches: isWhole
      ? []
      : shape.branches.slice(0, branchCount).map((name, branch) => ({
          name,
          address: branch === 0 ? mainAddress : address(),
          teams: teamsOf(branch),
        })),
    own: isWhole ? teamsOf(0) : [],
  };
}

const phoneTail = (index: number): string => {
  const digits = String(1000 + ((index * 37) % 9000));
  return `${digits.slice(0, 2)}-${digits.slice(2)}`;
};

/** The first doctor of a team can always be booked; orthodontists never can, so that this has a screen too. */
function profileOf(specialty: string, place: number, chance: number): Profile {
  if (specialty === "orthodontist") return "full";
  if (place === 0) return "steady";
  if (chance < 0.07) return "away";
  if (chance < 0.11) return "unscheduled";
  return chance < 0.17 ? "full" : "usual";
}

function tinyClinic(): ClinicPlan {
  const team = (key: string, ...doctors: Profile[]): TeamPlan => {
    const specialty = specialties[key];
    if (!specialty) throw new Error(`no specialty ${key}`);
    return { specialty, services: specialty.services.slice(0, 1), doctors };
  };
  const { kind, name, address, phone } = region.first;
  const shape = region.kinds[kind];
  return {
    name,
    kind,
    kindDisplay: shape.display,
    district: region.districts[0]?.name ?? "",
    address,
    phone,
    own: [],
    branches: [
      {
        name: shape.branches[0] ?? name,
        address,
        teams: [
          team("dentist", "steady", "usual"),
          team("dentalSurgeon", "steady"),
          team("orthodontist", "full"),
        ],
      },
    ],
  };
}
