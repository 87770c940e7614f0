import fc from "fast-check";
import { expect, it } from "vitest";
import { scanSchema } from "#contract/scanner/scan.ts";
import { printPolicyBarcode } from "#main/demo/policy-barcode.ts";
import { createFramer, decodeScan, scanGap } from "#main/scanner/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const person = { family: "Иванов", given: "Иван", patronymic: "Иванович", sex: "male" } as const;
const good = ([1, 2] as const).map((type) =>
  printPolicyBarcode({ ...person, type, number: "4056410842001238", birthDate: "1985-03-07" }),
);
const seeds = [
  ...good,
  ...good.map((bytes) => Buffer.from(Buffer.from(bytes).toString("hex"))),
  Buffer.from("4056410842001238\r\n"),
  Buffer.from("INFOMAT:V1:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17\r"),
];

type Mutation = {
  readonly at: number;
  readonly byte: number;
  readonly how: "set" | "insert" | "remove" | "cut";
};
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(300),
  byte: fc.nat(255),
  how: fc.constantFrom("set", "insert", "remove", "cut"),
});

function mutate(seed: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  const bytes = [...seed];
  for (const { at, byte, how } of mutations) {
    const place = at % (bytes.length + 1);
    if (how === "set") bytes[place] = byte;
    if (how === "insert") bytes.splice(place, 0, byte);
    if (how === "remove") bytes.splice(place, 1);
    if (how === "cut") bytes.length = place;
  }
  return Uint8Array.from(bytes);
}

it("10,000 spoiled scans: each is one of the known outcomes, and no number is one with a wrong check digit", () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 6 }),
      (seed, mutations, sizes) => {
        const bytes = mutate(seed, mutations);
        const scan = decodeScan(bytes);
        expect(scanSchema.safeParse(scan).success).toBe(true);
        outcomes.set(scan.kind, (outcomes.get(scan.kind) ?? 0) + 1);

        const clock = fakeClock();
        const framer = createFramer({
          clock,
          onFrame: (frame) => {
            expect(scanSchema.safeParse(decodeScan(frame)).success).toBe(true);
          },
        });
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          framer.push(bytes.subarray(at, at + size));
          at += size;
        }
        clock.advance(scanGap);
      },
    ),
    { numRuns: 10_000 },
  );
  // Spoiled enough to be refused mostly, and not so much that nothing gets through.
  expect([...outcomes.keys()].sort()).toEqual(["fault", "number", "policy", "visit"]);
}, 120_000);
