import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { askable, readHubCommand } from "#main/diagnostics/hub/options.ts";
import { withCleanUp } from "#tests/sync/helpers.ts";
import { refused, succeeded } from "./answers.ts";
import { guid, openScriptedHub } from "./scripted-hub.ts";

const root = resolve(import.meta.dirname, "../..");

/** The command as a technician runs it. */
function run(words: readonly string[]): Promise<{ code: number | null; said: string; complained: string }> {
  const child = spawn(process.execPath, [join(root, "main/diagnostics/hub/main.ts"), ...words], {
    cwd: root,
  });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (part: Buffer) => {
    said += part.toString();
  });
  child.stderr.on("data", (part: Buffer) => {
    complained += part.toString();
  });
  return new Promise((done) => child.on("close", (code) => done({ code, said, complained })));
}

test("the answer is printed, and a refusal by its class and number alone", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later);
    hub.script = ({ operation }) => ({
      body:
        operation === "GetVersion"
          ? succeeded("GetVersion", "<a:ServiceVersion>2.4</a:ServiceVersion>")
          : refused(operation, 1),
    });
    const access = ["--url", hub.url, "--guid", hub.guidFile];
    const version = await run(["GetVersion", ...access]);
    expect(JSON.parse(version.said)).toEqual({ ServiceVersion: "2.4" });
    expect(version.code).toBe(0);
    const denied = await run(["GetErrorList", ...access]);
    expect(denied).toMatchObject({ code: 1, said: "", complained: "Refused: accessDenied (1)\n" });
    expect(hub.asked.map(({ operation }) => operation)).toEqual(["GetVersion", "GetErrorList"]);
    expect(JSON.stringify([version, denied])).not.toContain(guid);
  }));

test("a command line says what it can't be read for", () => {
  const wrong = (...words: string[]) => {
    const read = readHubCommand([...words, "--url", "http://hub/HubService.svc", "--guid", "g"], "/tmp");
    return read.kind === "wrong" ? read.text : read;
  };
  expect(wrong("GetPatientHistory")).toBe("There is no operation GetPatientHistory here.");
  expect(wrong("GetSpesialityList")).toBe("GetSpesialityList needs idLpu.");
  expect(wrong("GetSpesialityList", "idLpu=x")).toBe("idLpu must be a number.");
  expect(wrong("GetVersion", "idLpu=1")).toBe("GetVersion has no idLpu. It has: no parameters.");
  expect(readHubCommand(["GetVersion"], "/tmp")).toMatchObject({ kind: "wrong" });
  expect(wrong("GetDoctorList", "idLpu=9001", "idSpesiality=04")).toMatchObject({
    kind: "options",
    options: {
      parameters: { idSpesiality: "04", idLpu: 9001, idPat: null },
      settings: { guidFile: "/tmp/g", svip: { kind: "none" } },
    },
  });
  const help = readHubCommand([], "/tmp");
  for (const name of askable)
    expect(help).toMatchObject({ kind: "help", text: expect.stringContaining(name) });
});
