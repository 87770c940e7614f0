import { type HubOperation, hubOperations } from "#contract/n3/index.ts";
import type { Random } from "#demo-central/seed/random.ts";
import { readAnswer } from "#sync/n3/answer.ts";
import { freeTimes, historyOf1C, refused, succeeded } from "#tests/n3/answers.ts";
import { samples } from "#tests/n3/samples.ts";
import { mutateText } from "../mutate.ts";
import { Fault, type Target } from "../target.ts";

const own = [
  freeTimes,
  historyOf1C,
  refused("SetAppointment", 39),
  succeeded("CheckPatient", "<a:IdPat>1</a:IdPat>"),
];
const oddTags = [
  "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>",
  "<?xml-stylesheet href='x'?>",
  "<![CDATA[]]>",
  "&#x0;",
  "&#1114112;",
  "&a;",
  "<a:Success>false</a:Success>",
  "<a xmlns='urn:x' xmlns:a='urn:y'>",
  "<__proto__/>",
  '<a:Success xmlns:a="http://schemas.datacontract.org/2004/07/HubService2" i:nil="true"/>',
  "0001-01-01T00:00:00",
  "275760-09-13T00:00:00Z",
  "9999-12-31T23:59:59.9999999+14:00",
];

/** One to four changes: of letters, or of whole elements, which stay well-formed more often. */
function mutateXml(text: string, random: Random): string {
  let changed = text;
  for (let times = random.int(1, 4); times > 0; times--) {
    const parts = changed.split(/(?=<)/);
    const at = random.int(0, parts.length - 1);
    const part = parts[at] ?? "";
    switch (random.int(0, 5)) {
      case 0:
        changed = mutateText(changed, random);
        break;
      case 1:
        changed = parts.toSpliced(at, 1).join("");
        break;
      case 2:
        changed = parts.toSpliced(at, 0, random.pick(oddTags)).join("");
        break;
      case 3:
        changed = parts.with(at, part.replace(/>.*/s, `>${random.pick(oddTags)}`)).join("");
        break;
      case 4: {
        const depth = random.int(2, 3000);
        changed = parts.with(at, `${"<x>".repeat(depth)}${"</x>".repeat(depth)}${part}`).join("");
        break;
      }
      default:
        changed = parts.with(at, part.replace(/^<(\/?)\w+:/, `<$1${random.pick(["a:", "s:", ""])}`)).join("");
    }
  }
  return changed;
}

/** Harmed answers of a hub: whatever they hold, reading them ends soon, in a value. */
export const hubAnswers: Target = {
  name: "hub answers",
  share: 0.1,
  open() {
    const texts = [...own, ...samples(".response.xml").map(({ text }) => text)];
    return (random) => {
      const sound = random.pick(texts);
      const named = /<(?:\w+:)?(\w+)Response[ >]/.exec(sound)?.[1] ?? "";
      const operation = (named in hubOperations ? named : "SetAppointment") as HubOperation;
      const text = mutateXml(sound, random);
      const began = performance.now();
      let kind: string;
      try {
        ({ kind } = readAnswer(operation, text, { timeZone: "Europe/Moscow" }));
      } catch (error) {
        throw new Fault(`threw ${String(error)}`, text, error);
      }
      const took = performance.now() - began;
      if (took > 2000) throw new Fault(`took ${Math.round(took)} ms`, text);
      return kind === "succeeded" ? "used" : { refusedBy: kind };
    };
  },
};
