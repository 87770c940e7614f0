import { describe, expect, test } from "vitest";
import { readOptions } from "#main/launcher/options.ts";

const read = (...words: string[]) => readOptions(words, "/home/clinic");

test("nothing given: a demo kiosk with the best shell there is", () => {
  expect(read()).toEqual({
    kind: "options",
    options: {
      shell: "auto",
      port: null,
      central: null,
      data: null,
      config: null,
      preset: null,
      centralKind: "fhir",
      size: "clinic",
      demoPhoneAddress: null,
      reception: false,
    },
    words: [],
  });
});

test("everything given; paths start where the person stands", () => {
  const words = [
    "--shell",
    "none",
    "--port",
    "8080",
    "--central",
    "https://fhir.example.org/r4",
    "--data",
    "kiosk",
  ];
  expect(
    read(
      ...words,
      "--config=../infomat.yaml",
      "--preset",
      "gorzdrav",
      "--size",
      "region",
      "--central-kind",
      "n3",
      "--demo-phone-address",
      "192.168.1.20",
    ),
  ).toEqual({
    kind: "options",
    options: {
      shell: "none",
      port: 8080,
      central: "https://fhir.example.org/r4",
      data: "/home/clinic/kiosk",
      config: "/home/infomat.yaml",
      preset: "gorzdrav",
      centralKind: "n3",
      size: "region",
      demoPhoneAddress: "192.168.1.20",
      reception: false,
    },
    words: [],
  });
});

test.each([["--help"], ["-h"]])("%s asks for help", (word) => {
  expect(read(word)).toEqual({
    kind: "help",
    text: expect.stringMatching(/Usage: npm start -- .*--shell <name>/s),
  });
});

describe("a wrong option is told in words", () => {
  test.each([
    [["--port", "0"], "--port must be at least 1."],
    [["--port", "65536"], "--port must be at most 65535."],
    [["--port", "http"], "--port must be a number from 1 to 65535."],
    [["--shell", "firefox"], "--shell must be one of: auto, electron, chromium, none."],
    [
      ["--preset", "mine"],
      "--preset must be one of: registratura40, registratura56, gorzdrav, gosuslugi-spb, doctor73.",
    ],
    [["--central-kind", "soap"], "--central-kind must be one of: fhir, n3."],
    [["--size", "huge"], "--size must be one of: tiny, clinic, region, real."],
    [
      ["--central", "fhir.example.org"],
      "--central must be an http or https address, such as https://fhir.example.org/fhir.",
    ],
    [
      ["--central", "ftp://fhir.example.org"],
      "--central must be an http or https address, such as https://fhir.example.org/fhir.",
    ],
    [
      ["--central", "https://kiosk:secret@fhir.example.org"],
      "--central must not carry a password: put access into the configuration.",
    ],
    [["--data", ""], "--data must name a folder."],
    [["--config", ""], "--config must name a file."],
    [
      ["--port", "1x", "--size", "x"],
      "--port must be a number from 1 to 65535.\n--size must be one of: tiny, clinic, region, real.",
    ],
  ])("%j", (words, text) => {
    expect(read(...words)).toEqual({ kind: "wrong", text });
  });

  test("an option without its value, an unknown one, a stray word", () => {
    expect(read("--port")).toMatchObject({ kind: "wrong", text: expect.stringContaining("--port") });
    expect(read("--fullscreen")).toEqual({ kind: "wrong", text: "unknown option '--fullscreen'" });
    expect(read("region")).toMatchObject({
      kind: "wrong",
      text: expect.stringContaining("too many arguments"),
    });
    expect(read("--prot", "1")).toMatchObject({ kind: "wrong", text: expect.stringContaining("--port") });
  });
});
