import { describe, expect, it } from "vitest";
import { printPolicyBarcode } from "#main/demo/policy-barcode.ts";
import { decodeScan, readPolicyBarcode } from "#main/scanner/index.ts";

/** Type 02 of an invented man, made by hand and not by our own packing; its signature is empty. */
const handMade = Buffer.from(
  "02000E6948BF4CEF565D039C750FD740E73F5D039C7505E60000000000000000000000000000000000000000000000000000000000000000000000000179870000".padEnd(
    260,
    "0",
  ),
  "hex",
);
/**
 * Type 01 of two invented people, packed as one large number by a script that is none of this project's. The reading
 * is another author's: the functions behind `readdata` in Unit_Scan.pas of github.com/VerdanaCe/MSScanner, retyped with
 * their alphabet and compiled with Free Pascal, answered the fields that the test names. The signatures are empty.
 */
const firstType = [
  "01000e6948bf4cef5617e470ff05395c07fd17e4701d7499000000000000000000000000000000000000000000000000000000017987",
  "010013251363f356070ec739c0e67c97fb53d595759023a054d469e90f0000000000000000000000000000000000000000000002a119",
];
const woman = {
  number: "5388789769000455",
  family: "Ёжикова-Щёголь",
  given: "Анна Мария",
  patronymic: "",
  sex: "female",
  birthDate: "2012-11-30",
} as const;

describe("the barcode of a paper policy", () => {
  it("type 02 is read to the last letter", () => {
    expect(readPolicyBarcode(handMade)).toEqual({
      ok: true,
      value: {
        type: 2,
        number: "4056410842001238",
        family: "ИВАНОВ",
        given: "ИВАН",
        patronymic: "ИВАНОВИЧ",
        birthDate: "1985-03-07",
      },
    });
    expect(decodeScan(handMade)).toEqual({
      kind: "policy",
      number: "4056410842001238",
      birthDate: "1985-03-07",
    });
  });

  it("the demo's policy is printed as the one made by hand", () => {
    const printed = printPolicyBarcode({
      type: 2,
      number: "4056410842001238",
      family: "Иванов",
      given: "Иван",
      patronymic: "Иванович",
      sex: "male",
      birthDate: "1985-03-07",
    });
    expect(Buffer.from(printed).toString("hex")).toBe(handMade.toString("hex"));
  });

  it.each([1, 2] as const)("type 0%i: a name with a hyphen, two given names, no patronymic", (type) => {
    expect(readPolicyBarcode(printPolicyBarcode({ type, ...woman }))).toEqual({
      ok: true,
      value: {
        type,
        number: "5388789769000455",
        family: "ЁЖИКОВА-ЩЁГОЛЬ",
        given: "АННА МАРИЯ",
        patronymic: "",
        birthDate: "2012-11-30",
      },
    });
  });

  it.each([
    [0, "4056410842001238", "ИВАНОВ", "ИВАН", "ИВАНОВИЧ", "1985-03-07"],
    [1, "5388789769000455", "ЁЖИКОВА-ЩЁГОЛЬ", "АННА МАРИЯ", "", "2012-11-30"],
  ] as const)(
    "type 01 is read as another author's program reads it (%i)",
    (place, number, family, given, patronymic, birthDate) => {
      const bytes = Buffer.from((firstType[place] ?? "").padEnd(260, "0"), "hex");
      expect(readPolicyBarcode(bytes)).toEqual({
        ok: true,
        value: { type: 1, number, family, given, patronymic, birthDate },
      });
      const sex = place === 0 ? ("male" as const) : ("female" as const);
      const printed = printPolicyBarcode({ type: 1, number, family, given, patronymic, sex, birthDate });
      expect(Buffer.from(printed).toString("hex")).toBe(bytes.toString("hex"));
    },
  );

  it("keeps leading zeros of a number", () => {
    const bytes = printPolicyBarcode({
      ...woman,
      type: 2,
      number: "0173150844000079",
      birthDate: "1948-06-05",
    });
    expect(decodeScan(bytes)).toEqual({
      kind: "policy",
      number: "0173150844000079",
      birthDate: "1948-06-05",
    });
  });

  it("in hex is read the same, in either case", () => {
    const hex = handMade.toString("hex");
    for (const text of [hex, hex.toUpperCase(), `${hex}\r\n`]) {
      expect(decodeScan(Buffer.from(text))).toMatchObject({ kind: "policy", number: "4056410842001238" });
    }
  });
});

describe("other codes", () => {
  const scan = (text: string) => decodeScan(Buffer.from(text));

  it.each([
    ["a number alone", "4056410842001238"],
    ["with a line end", "4056410842001238\r\n"],
    ["inside a digital policy's text", "https://oms.example/p?enp=4056410842001238&v=2"],
  ])("a policy number %s is found by its check digit", (_where, text) => {
    expect(scan(text)).toEqual({ kind: "number", number: "4056410842001238" });
  });

  it.each([
    ["what a scanner is set to send before it, ]Q3", "]Q34056410842001238"],
    ["spaces around it", "  4056410842001238  "],
    ["the same number twice", "4056410842001238 4056410842001238"],
    ["a group separator", "ABC\u001d4056410842001238"],
    ["a mark of byte order before it", "\ufeff4056410842001238"],
  ])("a policy number with %s is found", (_what, text) => {
    expect(scan(text)).toEqual({ kind: "number", number: "4056410842001238" });
  });

  it("a ticket of ours names its visit", () => {
    expect(scan("INFOMAT:V1:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17\n")).toEqual({
      kind: "visit",
      id: "0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17",
    });
  });

  it.each([
    ["goods", "4607001234567", "SCAN_FOREIGN"],
    ["a medicine, with its group separator", "010460700123456721ABC\u001d91EE06", "SCAN_FOREIGN"],
    ["a link", "https://example.org/", "SCAN_FOREIGN"],
    ["a mistyped number", "4056410842001237", "SCAN_FOREIGN"],
    ["two different policy numbers", "4056410842001238 5388789769000455", "SCAN_FOREIGN"],
    ["a number with one digit more", "14056410842001238", "SCAN_FOREIGN"],
    ["a ticket with an impossible id", "INFOMAT:V1:../../etc", "SCAN_FOREIGN"],
    ["a ticket cut off", "INFOMAT:V1:", "SCAN_PARTIAL"],
    ["nothing", "\r\n", "SCAN_UNREADABLE"],
    ["the beginning of a ticket", "INFOMAT:", "SCAN_PARTIAL"],
    ["a policy in hex with a digit too many", `${handMade.toString("hex")}0`, "SCAN_FOREIGN"],
    ["a policy in hex behind something else", `x${handMade.toString("hex")}`, "SCAN_FOREIGN"],
    ["a policy in hex with something else behind it", `${handMade.toString("hex")}x`, "SCAN_FOREIGN"],
    ["other hex that begins as a policy does", "02".padEnd(31, "a"), "SCAN_FOREIGN"],
    ["a number of fifteen digits", "405641084200123", "SCAN_FOREIGN"],
    ["a sixteen-digit number with a letter in it", "40564108420012B8", "SCAN_FOREIGN"],
    ["a text over two lines", "4056410842001238\n4607001234567", "SCAN_UNREADABLE"],
    ["half a policy in hex", handMade.toString("hex").slice(0, 200), "SCAN_PARTIAL"],
  ])("%s: %s", (_what, text, fault) => {
    expect(scan(text)).toEqual({ kind: "fault", fault });
  });

  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(handMade);
    change(bytes);
    return bytes;
  };
  it.each([
    ["half a policy", handMade.subarray(0, 77), "SCAN_PARTIAL"],
    ["a policy with a byte too many", Buffer.concat([handMade, Buffer.of(7)]), "SCAN_UNREADABLE"],
    ["a number with a wrong check digit", changed((bytes) => bytes.writeUInt8(0x57, 8)), "SCAN_FOREIGN"],
    ["a number of twenty digits", changed((bytes) => bytes.fill(0xff, 1, 9)), "SCAN_FOREIGN"],
    ["no such sex", changed((bytes) => bytes.writeUInt8(9, 60)), "SCAN_FOREIGN"],
    ["no birth date", changed((bytes) => bytes.writeUInt16BE(0, 61)), "SCAN_FOREIGN"],
    ["a policy with a byte too few", handMade.subarray(0, 129), "SCAN_PARTIAL"],
    ["a beginning that is no policy's", Buffer.from([3, 0xff, 0xfe]), "SCAN_UNREADABLE"],
    ["another type", changed((bytes) => bytes.writeUInt8(3, 0)), "SCAN_FOREIGN"],
    ["bytes that mean nothing", Buffer.from([0xff, 0xfe, 0x00, 0x13]), "SCAN_UNREADABLE"],
  ])("%s", (_what, bytes, fault) => {
    expect(decodeScan(bytes)).toEqual({ kind: "fault", fault });
  });
});
