import { spawn } from "node:child_process";
import type { Clock } from "#contract/base/ports.ts";
import type { Log } from "../log/events.ts";

/** Speaks with a program of the machine's own: no text leaves it. */
export type Speech = {
  /** Whether the program is there. Found out once, in the background; no until then. */
  available(): boolean;
  /** A WAV file of `text` spoken in `language` (two letters), or null where the program failed or took too long. */
  say(text: string, language: string): Promise<Buffer | null>;
  close(): void;
};

/** What eSpeak NG calls its voices (`espeak-ng --voices`), where that is not the language's own code. */
const voices: Readonly<Record<string, string>> = { en: "en-gb" };

const program = "espeak-ng";
/** Words a minute; 175 is the program's own. An old person at a kiosk needs time. */
const speed = "150";
const longestWait = 5_000;
/** 500 characters spoken slowly are well below this, bytes. */
const largest = 8 * 1024 * 1024;

/**
 * eSpeak NG as a child process, one for each text (https://github.com/espeak-ng/espeak-ng, `--stdin --stdout`). The
 * text goes in on standard input: what stands on a command line, every user of the machine can read.
 */
export function createSpeech({ clock, log }: { readonly clock: Clock; readonly log: Log }): Speech {
  let there = false;
  const running = new Set<() => void>();

  function run(options: readonly string[], input: string): Promise<Buffer | null> {
    return new Promise((resolve) => {
      const child = spawn(program, options, { stdio: ["pipe", "pipe", "ignore"] });
      const parts: Buffer[] = [];
      let size = 0;
      const stop = (): void => void child.kill("SIGKILL");
      const end = (result: Buffer | null): void => {
        cancel();
        running.delete(stop);
        resolve(result);
      };
      const cancel = clock.after(longestWait, stop);
      running.add(stop);
      child.on("error", () => end(null));
      child.on("close", (code) => end(code === 0 ? Buffer.concat(parts) : null));
      child.stdout.on("data", (part: Buffer) => {
        size += part.length;
        if (size > largest) stop();
        else parts.push(part);
      });
      // A child that ends before it has read everything closes the pipe; its exit code says what that means.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input);
    });
  }

  void run(["--version"], "").then((answer) => {
    there = answer !== null;
    log.write("speech.searched", { program, there });
  });

  return {
    available: () => there,
    async say(text, language) {
      const sound = await run(["--stdin", "--stdout", "-s", speed, "-v", voices[language] ?? language], text);
      if (sound === null || sound.length === 0) {
        log.write("speech.failed", { language });
        return null;
      }
      return sound;
    },
    close() {
      for (const stop of running) stop();
    },
  };
}
