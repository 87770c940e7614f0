import type { Sabotage } from "../sabotage.ts";

export const hubSabotageNames = [
  "resend",
  "numbers",
  "journal-first",
  "claim",
  "undo",
  "span",
  "undecided",
  "moved-beside",
  "old-unseen",
  "old-gone",
] as const;

/** Each breaks one rule that exactly-once stands on at a hub. Fault runs must find every one of them. */
export const hubSabotages: Readonly<Record<(typeof hubSabotageNames)[number], Sabotage>> = {
  resend: {
    what: "a booking whose answer was lost is begun anew",
    file: "sync/n3/booking/book.ts",
    right: 'if (outcome.effect === "unknown") return "again";',
    wrong: `if (outcome.effect === "unknown") {
      sent = false;
      return "again";
    }`,
  },
  numbers: {
    what: "an error of the hub's own is taken for a refusal",
    file: "sync/n3/refusal.ts",
    right: 'new Set<HubRefusal>(["clinicSilent", "technical", "unknown"])',
    wrong: "new Set<HubRefusal>([])",
  },
  "journal-first": {
    what: "an attempt is journaled after it was sent",
    file: "sync/n3/booking/book.ts",
    right: `      note([
        { of: "sent", mark: id },
        ...before.map((visit, at) => ({ of: \`before \${at}\`, mark: visit.id })),
      ]);
      return await send(time, person, id, signal);
`,
    wrong: `      const came = await send(time, person, id, signal);
      note([{ of: "sent", mark: id }]);
      return came;
`,
  },
  claim: {
    what: "a cancel counts as carried out when it was sent",
    file: "sync/n3/booking/cancel.ts",
    right: `      }
      return "again";
    },`,
    wrong: `      }
      return done;
    },`,
  },
  undo: {
    what: "a booking that came unseen is not taken back",
    file: "sync/n3/booking/settle.ts",
    right: "await claim(time, standing.id, look);",
    wrong: `if (standing) return settled("undone");`,
  },
  span: {
    what: "what is nowhere once counts as never made",
    file: "sync/n3/booking/settle.ts",
    right: "return nowhere.seen(key) >= proofSpan ?",
    wrong: "return nowhere.seen(key) >= 0 ?",
  },
  undecided: {
    what: "a time that is neither in the history nor free counts as never booked",
    file: "sync/n3/booking/settle.ts",
    right: "if ((await freeTime(hub, time, person.patient, signal)) === null) {",
    wrong: "if (person === null) {",
  },
  "moved-beside": {
    what: "a move counts as done while the old visit stands",
    file: "sync/n3/booking/move.ts",
    right: "if (!old) return moved(times.to);",
    wrong: "if (old || !old) return moved(times.to);",
  },
  "old-unseen": {
    what: "the old visit is cancelled before the new one is seen",
    file: "sync/n3/booking/move.ts",
    right: `if (!made) return "again";
    if (!old) return`,
    wrong: `if (!old && !made) return "again";
    if (!old) return`,
  },
  "old-gone": {
    what: "a move that may have taken the old visit's place is taken back like a booking",
    file: "sync/n3/booking/settle.ts",
    right: "if (!mayBeGone) return",
    wrong: "if (mayBeGone || !mayBeGone) return",
  },
};
