import { expect, test } from "vitest";
import { readDoctorOptions } from "#main/diagnostics/doctor/options.ts";

const read = (...words: string[]) => readDoctorOptions(words, "/home/clinic");

test("nothing given: the configuration's central API, the usual data folder", () => {
  expect(read()).toEqual({ kind: "options", options: { central: null, config: null, data: null } });
});

test("everything given; paths start where the person stands", () => {
  expect(read("--central", "https://fhir.example.org/r4", "--data", "kiosk", "--config=../a.yaml")).toEqual({
    kind: "options",
    options: { central: "https://fhir.example.org/r4", data: "/home/clinic/kiosk", config: "/home/a.yaml" },
  });
});

test.each([
  [["--central", "fhir.example.org"], "--central must be an http or https address"],
  [["--central", "https://me:secret@fhir.example.org"], "must not carry a password"],
  [["--data", ""], "--data must name a folder"],
  [["here"], "What is here?"],
  [["--colour", "red"], "--colour"],
])("%j is refused in words", (words, text) => {
  expect(read(...words)).toEqual({ kind: "wrong", text: expect.stringContaining(text) });
});
