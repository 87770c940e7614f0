import { describe, expect, it } from "vitest";
import { countText, createTally, type Reading, readEach } from "#contract/index.ts";

type Entry = { readonly id: unknown; readonly value: number };

const even = ({ value }: Entry): Reading<number> => {
  if (value < 0) throw new TypeError("Иванов Иван Иванович is below zero");
  return value % 2 === 0 ? { row: value } : { kind: "malformed", detail: "value" };
};
const entries = (...values: readonly number[]): Entry[] =>
  values.map((value) => ({ id: `e${value}`, value }));

describe("a list with bad entries", () => {
  it("loses those alone, each named with its kind", () => {
    expect(readEach(entries(2, 3, 4), ({ id }) => id, even)).toEqual({
      rows: [2, 4],
      setAside: [{ id: "e3", kind: "malformed", detail: "value" }],
    });
  });

  it("goes on behind one on which its reader fails, and repeats nothing of the failure's words", () => {
    const { rows, setAside } = readEach(entries(-1, 2), ({ id }) => id, even);
    expect(rows).toEqual([2]);
    expect(setAside).toEqual([{ id: "e-1", kind: "unreadable", detail: "TypeError" }]);
  });

  it("passes over what is nobody's data: it is neither used nor counted", () => {
    const read = ({ value }: Entry): Reading<number> => (value === 1 ? null : { row: value });
    expect(readEach(entries(1, 2), ({ id }) => id, read)).toEqual({ rows: [2], setAside: [] });
  });

  it("says nothing of a field where its reader names none, nor of what isn't an error", () => {
    const read = ({ value }: Entry): Reading<number> => {
      if (value === 1) return { kind: "ended" };
      throw "Иванов Иван Иванович" as unknown as Error;
    };
    expect(readEach(entries(1, 2), ({ id }) => id, read).setAside).toEqual([
      { id: "e1", kind: "ended", detail: "" },
      { id: "e2", kind: "unreadable", detail: "" },
    ]);
  });

  it("names an entry by a number as well as by a word of 64 signs", () => {
    const odd: Entry[] = [7, "x".repeat(64), "a.b-c_d:1"].map((id) => ({ id, value: 1 }));
    const { setAside } = readEach(odd, ({ id }) => id, even);
    expect(setAside.map(({ id }) => id)).toEqual(["7", "x".repeat(64), "a.b-c_d:1"]);
  });

  it("names none by what isn't an id", () => {
    const odd: Entry[] = ["Иванов Иван", "a b", "", null, "x".repeat(65), true, "-é"].map((id) => ({
      id,
      value: 1,
    }));
    const { setAside } = readEach(odd, ({ id }) => id, even);
    expect(setAside.map(({ id }) => id)).toEqual(["?", "?", "?", "?", "?", "?", "?"]);
  });
});

describe("the count of what was set aside", () => {
  it("tells every kind with the first few examples, the most frequent first", () => {
    const tally = createTally(2);
    tally.add("role", [{ id: "r1", kind: "ended", detail: "" }]);
    tally.add(
      "slot",
      ["a", "b", "c"].map((id) => ({ id, kind: "withoutTime", detail: "end" })),
    );
    expect(tally.counts().map(countText)).toEqual([
      "3 slot withoutTime (a: end; b: end; …)",
      "1 role ended (r1)",
    ]);
  });
});
