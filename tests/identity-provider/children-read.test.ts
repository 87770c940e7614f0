import { expect, test } from "vitest";
import { readClaims } from "#main/identity-provider/claims.ts";

const names = { snils: "snils", policy: "oms", birthDate: "birthdate", children: "kids" };
const childrenIn = (kids: unknown) =>
  readClaims({ snils: "90011223314", birthdate: "1985-03-07", kids }, names).children;

/** As OpenID Connect writes a person. */
const lev = {
  ...{ family_name: "Соколов", given_name: "Лев", middle_name: "Романович", gender: "male" },
  ...{ birthdate: "2020-05-20", snils: "902-334-455 70" },
};

test("a child is read as OpenID Connect writes it, and as ЕСИА does", () => {
  const esia = {
    ...{ lastName: "КАЛИНИНА", firstName: "полина", middleName: null, birthDate: "30.11.2012", gender: "F" },
    ...{ snils: null, oms: "5388 7897 6900 0455" },
  };
  expect(childrenIn([lev, esia])).toEqual([
    {
      ...{ family: "Соколов", given: "Лев", patronymic: "Романович", birthDate: "2020-05-20" },
      ...{ sex: "male", snils: "90233445570", policy: null },
    },
    {
      ...{ family: "Калинина", given: "Полина", patronymic: "", birthDate: "2012-11-30", sex: "female" },
      ...{ snils: null, policy: { kind: "unified", number: "5388789769000455" } },
    },
  ]);
});

test("what can't be read of a child is left out: a number alone, or the whole child without name or birth date", () => {
  const odd = { ...lev, given_name: "Лада", gender: "x", snils: "90233445571", oms: "1" };
  const kids = [
    ...[null, 7, "Лев", [], {}, { ...lev, family_name: "<b>" }, { ...lev, given_name: "" }],
    ...[{ ...lev, birthdate: "2020-13-01" }, { ...lev, birthdate: 5 }, odd],
  ];
  expect(childrenIn(kids)).toEqual([
    expect.objectContaining({ given: "Лада", sex: null, snils: null, policy: null }),
  ]);
});

test("a child that is told twice is one, and a list without end is read to its twelfth", () => {
  expect(childrenIn([lev, lev])).toHaveLength(1);
  const many = Array.from({ length: 500 }, (_, n) => ({ ...lev, given_name: `Лев${"а".repeat(n % 30)}` }));
  expect(childrenIn(many)).toHaveLength(12);
});

test.each([[undefined], [null], ["Лев"], [{ length: 3 }], [{ 0: lev }]])(
  "a claim that is no list tells of nobody: %j",
  (kids) => {
    expect(childrenIn(kids)).toEqual([]);
  },
);
