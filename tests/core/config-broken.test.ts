import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { loadConfig, parseConfig } from "#main/config/load.ts";
import { ConfigError } from "#main/files/config-error.ts";

const faultOf = (text: string): string => {
  try {
    parseConfig(text, "kiosk.yaml");
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

describe("a configuration file", () => {
  test("may be left out: everything but the central API has a default", () => {
    const config = loadConfig(null);
    expect(config.kiosk.timeZone).toBe("Europe/Moscow");
    expect(config.session).toEqual({
      idle: 60,
      question: 20,
      cap: 30,
      done: 20,
      unprinted: 60,
      attract: 45,
      tickets: 3,
    });
    expect(config.central).toBeUndefined();
  });

  test("of which nothing is left is refused: it would make kiosk 1 with a printer that is only a picture", () => {
    for (const text of ["", "\n\n", "# kiosk:\n#   number: 7\n", "---\n", "null\n"])
      expect(faultOf(text)).toContain("kiosk.yaml holds no settings");
    expect(parseConfig("{}", "kiosk.yaml")).toEqual(loadConfig(null));
  });

  test("whose aliases multiply without end, or lead nowhere, is refused in words", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? "x" : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array.from({ length: 10 }, () => inner).join(", ")}]`;
    });
    expect(faultOf(levels.join("\n"))).toMatch(/^kiosk\.yaml: its aliases .*Write the settings out/);
    expect(faultOf("kiosk: *nowhere\n")).toMatch(/^kiosk\.yaml.*(alias|nowhere)/i);
  });

  test("that is missing is named with the reason", () => {
    expect(() => loadConfig("/nowhere/kiosk.yaml")).toThrow("/nowhere/kiosk.yaml can't be read (ENOENT)");
  });

  test("with a YAML mistake is refused with its line", () => {
    expect(faultOf("kiosk:\n  number: 1\n  languages: [ru, en\n")).toMatch(
      /^kiosk\.yaml, line [34], column \d+: not valid YAML/,
    );
  });

  test("with an unknown setting names it and its line", () => {
    expect(faultOf("kiosk:\n  number: 1\n  numbr: 2\n")).toContain("kiosk.yaml, line 3: kiosk.numbr");
  });

  test("with a wrong value names setting, line and what is expected", () => {
    expect(faultOf("session:\n  idle: 5\n")).toMatch(/kiosk\.yaml, line 2: session\.idle: .*20/);
  });

  test("tells every fault at once", () => {
    const text = faultOf("port: 99999\nkiosk:\n  timeZone: Mars/Olympus\n");
    expect(text).toContain("port");
    expect(text).toContain("no such time zone");
  });

  const toTime = "organization, branch, service, doctor, date, time";
  test.each([
    ["[signIn, doctor, done]", "the step doctor needs the step branch before it"],
    ["[signIn, signIn, done]", "the step signIn stands there twice"],
    [`[signIn, ${toTime}, consent]`, "the last step must be done"],
    [
      `[${toTime}, consent, done]`,
      "the step done needs the step signIn or the step card or the step person before it",
    ],
    [`[card, ${toTime}, consent, done]`, "the step card needs the step signIn before it"],
    [
      `[who, way, signIn, ${toTime}, consent, done]`,
      "before it, or a patient who answers who: self, way: district comes there without",
    ],
  ])("with the steps %s is refused with line and reason", (steps, reason) => {
    const fault = faultOf(`kiosk: {}\nflow:\n  steps: ${steps}\n`);
    expect(fault).toMatch(/^kiosk\.yaml, line 3: flow\.steps: /);
    expect(fault).toContain(reason);
  });

  test.each(["registratura40", "registratura56", "gorzdrav", "gosuslugi-spb", "doctor73"])(
    "takes the order of %s, and the same order written out",
    (preset) => {
      const config = parseConfig(`flow: { preset: ${preset} }`, "kiosk.yaml");
      if (!("preset" in config.flow)) throw new Error("no preset");
      const steps = presets[config.flow.preset];
      expect(parseConfig(`flow: { steps: [${steps.join(", ")}] }`, "kiosk.yaml").flow).toEqual({ steps });
    },
  );

  test("with a preset that there is not names those that there are", () => {
    expect(faultOf("flow: { preset: emias }\n")).toMatch(/line 1: flow.*registratura40.*doctor73/);
  });

  test("says what is asked beside a policy's number, and nothing unknown", () => {
    expect(loadConfig(null).signIn.secondFactor).toBe("birthDate");
    expect(parseConfig("signIn: { secondFactor: document }", "f").signIn.secondFactor).toBe("document");
    expect(faultOf("signIn: { secondFactor: sms }\n")).toContain("kiosk.yaml, line 1: signIn.secondFactor");
  });

  test("with a language that has no file is refused, and told which have", () => {
    const text = "kiosk:\n  languages:\n    - ru\n    - de\n";
    expect(() => parseConfig(text, "kiosk.yaml", ["ru", "en", "kk", "tt"])).toThrow(
      "kiosk.yaml, line 4: kiosk.languages.1: there are no texts in de, only in ru, en, kk, tt",
    );
  });

  test("is read from a file", () => {
    const file = join(mkdtempSync(join(tmpdir(), "infomat-config-")), "kiosk.yaml");
    writeFileSync(file, "central:\n  url: http://127.0.0.1:8080/fhir\nrules: {sameDay: closed}\n");
    const config = loadConfig(file);
    expect(config.central).toMatchObject({ overlap: 240 });
    expect(config.rules.sameDay).toBe("closed");
  });
});

describe("a mail server", () => {
  const mail = (more: string) => faultOf(`mail:\n  host: mail.example\n  from: desk@clinic.example\n${more}`);

  test("needs no more than a host and a sender", () => {
    expect(mail("")).toBe("");
    expect(faultOf("mail: { host: mail.example, from: 'Регистратура <desk@clinic.example>' }\n")).toBe("");
  });

  test("with a sender that is no address is refused", () => {
    expect(faultOf("mail:\n  host: mail.example\n  from: desk\n")).toContain("line 3: mail.from");
  });

  test("gets no password in the clear, but on this machine", () => {
    const signedIn = "  secure: none\n  user: kiosk\n  passwordFile: /etc/infomat/mail\n";
    expect(mail(signedIn)).toContain("mail.secure");
    expect(faultOf(`mail:\n  host: 127.0.0.1\n  from: desk@clinic.example\n${signedIn}`)).toBe("");
  });

  test("with a user and no password is refused", () => {
    expect(mail("  user: kiosk\n")).toContain("user and passwordFile go together");
  });
});

describe("the rules", () => {
  test("of a service by its code are checked like all others", () => {
    expect(faultOf("rules:\n  services:\n    B01.001.001: { sex: woman }\n")).toContain("line 3");
    expect(faultOf("rules:\n  services:\n    B01.001.001: { fromAge: 18, toAge: 17 }\n")).toContain(
      "greater than toAge",
    );
    expect(faultOf("rules: { sameSpecialist: off, overlap: allowed, referral: reception }\n")).toBe("");
  });
});
