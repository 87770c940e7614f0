import { describe, expect, it } from "vitest";
import { parseConfig } from "#main/config/load.ts";
import { ConfigError } from "#main/files/config-error.ts";
import { chooseProfile } from "#main/tickets/choose-printer.ts";

const printer = (text: string) => parseConfig(`printer: ${text}\n`, "kiosk.yaml").printer;
const faultOf = (text: string): string => {
  try {
    printer(text);
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

describe("the printer of a configuration", () => {
  it.each([
    ["auto", { kind: "auto" }],
    ["{ widthMm: 58 }", { kind: "virtual", widthMm: 58 }],
    ["{ kind: tcp, host: 10.0.0.9 }", { kind: "tcp", host: "10.0.0.9", port: 9100 }],
    [
      "{ kind: serial, path: /dev/ttyS0, baudRate: 9600 }",
      { kind: "serial", baudRate: 9600, flow: "rtscts" },
    ],
    [
      '{ kind: usb, vendor: "04b8", profile: epson-tm-t20 }',
      { kind: "usb", vendor: "04b8", profile: "epson-tm-t20" },
    ],
    ["{ kind: device, path: /dev/usb/lp0 }", { kind: "device", path: "/dev/usb/lp0" }],
    ["{ kind: spooler, queue: tickets }", { kind: "spooler", queue: "tickets" }],
  ])("%s", (text, wanted) => {
    expect(printer(text)).toMatchObject(wanted);
  });

  it("left out, it is the virtual one", () => {
    expect(parseConfig("{}", "kiosk.yaml").printer).toEqual({ kind: "virtual" });
  });

  it.each([
    ["{ kind: telex }", /printer\.kind/],
    ["{ kind: tcp }", /printer\.host/],
    ['{ kind: usb, vendor: "4b8" }', /four hex digits/],
    // A queue's name becomes a word of a command: none may be taken for an option.
    ["{ kind: spooler, queue: -o }", /printer\.queue/],
    ["{ kind: auto, profile: pos-58, widthMm: 58 }", /leave one of both out/],
  ])("%s is refused", (text, words) => {
    expect(faultOf(text)).toMatch(words);
  });

  it("a profile that isn't there is refused with the names of those that are", () => {
    expect(() => chooseProfile({ profile: "epson" })).toThrow(/epson-tm-t20/);
    expect(chooseProfile({ profile: "pos-58" }).widthMm).toBe(58);
    expect(chooseProfile({ widthMm: 58 }).widthMm).toBe(58);
  });
});
