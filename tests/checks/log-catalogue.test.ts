import { expect, test } from "vitest";
import { type LogEvent, logLevels } from "#contract/base/log.ts";
import { logEvents } from "#main/log/events.ts";
import { personalNames } from "#main/log/log.ts";
import { printerEvents } from "#printer/log-events.ts";
import { syncEvents } from "#sync/log-events.ts";
import { logEventsText } from "../../scripts/checks/log-events.ts";

const events: readonly (readonly [string, LogEvent])[] = Object.entries(logEvents);

/** Names that a line of the log has itself. */
const ownNames = ["level", "time", "event", "msg"];
/** Words in a fact's name under which personal data would travel. */
const personalWords =
  /name|famil|given|patronymic|birth|phone|mail|polic|snils|passport|address|patient|person|sex|series|number/i;

test("the catalogue holds what each area declares", () => {
  for (const id of [...Object.keys(syncEvents), ...Object.keys(printerEvents)])
    expect(logEvents).toHaveProperty([id]);
});

test("no two events have one id or one sentence", () => {
  const sentences = events.map(([, { sentence }]) => sentence);
  expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([]);
});

test.each(events)("%s has a plain id, sentence and level", (id, { level, sentence, action }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  expect(logLevels).toContain(level);
  for (const text of [sentence, action ?? sentence]) {
    expect(text).toMatch(/^[A-Z`][ -~]*[^.\s]$/);
    expect(text).not.toMatch(/[{}|<>]/);
  }
  expect(sentence.length).toBeLessThanOrEqual(120);
});

test.each(events)("%s has no fact that is named after personal data", (_id, { facts = {} }) => {
  for (const name of Object.keys(facts)) {
    expect(name).toMatch(/^[a-z][A-Za-z]*$/);
    expect([...personalNames, ...ownNames]).not.toContain(name);
    expect(name).not.toMatch(personalWords);
  }
});

test("an error says what to do about it", () => {
  const silent = events.filter(([, { level, action }]) => level === "error" && action === undefined);
  expect(silent.map(([id]) => id)).toEqual([]);
});

test("the page for people tells every event, its level and its facts", () => {
  const page = logEventsText();
  for (const [id, { level, sentence, facts = {}, security }] of events) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\` |`));
    expect(row).toContain(`| ${level}${security ? ", security" : ""} | ${sentence} |`);
    for (const name of Object.keys(facts)) expect(row).toContain(`\`${name}\``);
  }
});
