import { beforeEach, describe, expect, test } from "vitest";
import { CentralError, type CentralFault } from "#contract/central/central.ts";
import { startPatience } from "#main/booking/patience.ts";
import { withRetries } from "#main/booking/retry.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

describe("the central API is asked while a patient waits", () => {
  let clock: FakeClock;
  let log: KeptLog;
  let asked: number[];
  let left: AbortController;
  let sent: boolean;

  beforeEach(() => {
    clock = fakeClock();
    log = keptLog();
    asked = [];
    left = new AbortController();
    sent = false;
  });
  /** @param answers round by round; the last one again and again */
  const ask = (...answers: readonly (string | CentralFault | Error)[]) => {
    const outcome = withRetries(
      { clock, log, patience: 10_000, left: left.signal },
      () => sent,
      async () => {
        asked.push(clock.monotonic());
        const answer = answers[Math.min(asked.length, answers.length) - 1];
        if (answer instanceof Error) throw answer;
        return answer ?? "again";
      },
    );
    return { outcome };
  };
  const away = new CentralError("unavailable", "no answer", { code: 503 });
  const unauthorized = new CentralError("unauthorized", "status 401", { code: 401 });

  test("with longer and longer pauses, until patience is over", async () => {
    sent = true;
    const { outcome } = ask("again");
    await clock.pass(20_000);
    expect(await outcome).toBe("unknown");
    expect(asked).toEqual([0, 200, 600, 1400, 3000, 6000, 9000]);
  });

  test("and an answer ends it at once", async () => {
    const { outcome } = ask("again", "booked");
    await clock.pass(200);
    expect([await outcome, asked]).toEqual(["booked", [0, 200]]);
  });

  test("with nothing sent: three times in vain is away, and each is told", async () => {
    const { outcome } = ask(away);
    await clock.pass(20_000);
    expect([await outcome, asked.length]).toEqual(["unavailable", 3]);
    expect(log.lines.map((line) => JSON.parse(line))).toMatchObject(
      [0, 1, 2].map((round) => ({ level: "warn", fault: "unavailable", code: 503, round, sent: false })),
    );
  });

  test("with something sent: nobody is told that the central API is away", async () => {
    sent = true;
    const { outcome } = ask(away);
    await clock.pass(20_000);
    expect([await outcome, asked.length]).toEqual(["unknown", 7]);
  });

  test("with nothing sent and access refused: once is enough", async () => {
    const { outcome } = ask(unauthorized);
    await clock.pass(20_000);
    expect([await outcome, asked]).toEqual(["unavailable", [0]]);
  });

  test("with something sent and access refused: until patience is over, for access may heal", async () => {
    sent = true;
    const { outcome } = ask(unauthorized, "booked");
    await clock.pass(200);
    expect(await outcome).toBe("booked");
  });

  test("with nothing sent, and answers that say nothing: away when patience is over", async () => {
    const { outcome } = ask("again");
    await clock.pass(20_000);
    expect([await outcome, asked.length]).toEqual(["unavailable", 7]);
  });

  test("and is no more when the patient leaves", async () => {
    sent = true;
    const { outcome } = ask("again");
    await clock.pass(300);
    left.abort();
    expect(await outcome).toBe("unknown");
    expect(asked).toEqual([0, 200]);
  });

  test("and never is where the patient has left before", async () => {
    left.abort();
    expect(await ask("booked").outcome).toBe("unavailable");
    expect(asked).toEqual([]);
  });

  test("and a bug is thrown on", async () => {
    await expect(ask(new TypeError("a bug")).outcome).rejects.toThrow("a bug");
  });

  test("and the signal says when patience is over, not before", async () => {
    let given: AbortSignal | null = null;
    const outcome = withRetries(
      { clock, log, patience: 10_000, left: left.signal },
      () => true,
      (of) =>
        new Promise((resolve) => {
          given = of;
          of.addEventListener("abort", () => resolve("again"));
        }),
    );
    await clock.pass(9_999);
    expect(given).toMatchObject({ aborted: false });
    await clock.pass(1);
    expect(given).toMatchObject({ aborted: true });
    expect(await outcome).toBe("unknown");
  });
});

test("patience counts down to nothing, and is let go with its answer", () => {
  const clock = fakeClock();
  const patience = startPatience(clock, 5000);
  clock.advance(4999);
  expect([patience.left(), patience.signal.aborted]).toEqual([1, false]);
  clock.advance(1);
  expect([patience.left(), patience.signal.aborted]).toEqual([0, true]);
  clock.advance(1);
  expect(patience.left()).toBe(0);
  const released = startPatience(clock, 5000);
  released.release();
  clock.advance(5000);
  expect(released.signal.aborted).toBe(false);
});
