import { join } from "node:path";
import type { FactForm, LogEvent } from "#contract/base/log.ts";
import { logEvents } from "#main/log/events.ts";
import { root } from "../run.ts";

export const logEventsPage = join(root, "docs/log-events.md");

const formText = (form: FactForm): string =>
  typeof form === "string" ? form.replace("?", ", may be missing") : form.join(" \\| ");

const factsText = ({ facts = {} }: LogEvent): string =>
  Object.entries(facts)
    .map(([name, form]) => `\`${name}\`: ${formText(form)}`)
    .join("<br>");

const row = ([id, event]: readonly [string, LogEvent]): string =>
  `| \`${id}\` | ${event.level}${event.security ? ", security" : ""} | ${event.sentence} | ${factsText(event)} | ${event.action ?? ""} |`;

const moduleOf = (id: string): string => id.slice(0, id.indexOf("."));

const section = ([module, events]: readonly [string, readonly (readonly [string, LogEvent])[]]): string =>
  `## ${module}

| Event | Level | What happened | Facts | What to do |
|---|---|---|---|---|
${events.map(row).join("\n")}
`;

/** docs/log-events.md as the catalogue of events has it. */
export function logEventsText(events: Readonly<Record<string, LogEvent>> = logEvents): string {
  const modules = Map.groupBy(Object.entries(events), ([id]) => moduleOf(id));
  const sections = [...modules].sort(([a], [b]) => a.localeCompare(b, "en")).map(section);
  return `# Log events

Made from \`main/log/events.ts\` by \`npm run log-events\`; \`npm run check\` fails where it is out of date.

The log is \`infomat.log\` in the data folder: one JSON object a line, with \`time\` (ms since 1970), \`level\` (20 debug,
30 info, 40 warn, 50 error), \`event\`, \`msg\` (what happened) and the facts of the event. Set alerts on \`event\`: an id
never changes its meaning. Kinds of facts: \`id\` names a resource, an operation (\`key\`) or a print job; \`code\` is a
program's own word; \`count\` a number; \`ms\` a duration; \`flag\` yes or no; \`place\` a file, device or address of the kiosk;
\`trace\` what a program says of its own fault; \`examples\` entries by id. None holds personal data: a value that hasn't
the form of its kind is written as \`[withheld]\`. \`security\` beside the level: the event goes to the security stream
too (\`log.security\`, docs/monitoring.md).

${sections.join("\n")}`;
}
