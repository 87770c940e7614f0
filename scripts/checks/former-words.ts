import { basename } from "node:path";
import ts from "typescript";

/** A word that isn't used, and what is said in its place; `in`: in these folders alone. */
type Former = { readonly word: RegExp; readonly say: string; readonly in?: RegExp };

/** Names of one part, as `centre` and `openCentre`: a camel-cased name is looked at part by part. */
const parts: readonly Former[] = [
  { word: /^centres?$/, say: "central (the central API), demoCentral (the stand-in)" },
  { word: /^whose$/, say: "BookingSubject, resolveSubject" },
  { word: /^manners?$/, say: "ServerDialect, dialect" },
  { word: /^mouth$/, say: "Presenter" },
  { word: /^carriers?$/, say: "MailTransport" },
  { word: /^cabinet$/, say: "AccountState, toAccount" },
  { word: /^keeper$/, say: "owner" },
  { word: /^distrust$/, say: "invalidateCursors" },
  { word: /^lanes?$/, say: "concurrency, worker" },
  { word: /^rubbish$/, say: "invalidResponse (of the central API)" },
  { word: /^(judged?|judges|verdicts?)$/, say: "resolve, Resolution; of rules: check, evaluate" },
  { word: /^desks?$/, say: "reception (the people at the counter), BookingService, reviewList" },
  { word: /^(hurry|hurries|hurried)$/, say: "retryNow" },
  { word: /^(fences?|fenced)$/, say: "CompletionMarker, marker", in: /^(printer|main\/tickets)\// },
  { word: /^torn$/, say: "partialCommit (of a transaction), nonAtomic (a server)" },
];

/** Whole names. */
const names: Readonly<Record<string, string>> = {
  darkSlots: "blockedSlots",
  centreHeard: "onReachable",
  Trust: "ConformanceCheck",
  clockWentBack: "clockRegressed",
  drawBack: "retract",
  Letter: "EmailMessage",
  Carried: "SendResult",
  layGround: "createCoreContext",
  Ground: "CoreContext",
  Parts: "Deps, or better only what is used",
  Tries: "SignInThrottle",
  blockedFor: "retryAfter",
  useAsked: "a query",
  useAskedAgain: "a query",
  useAlone: "useAutoSelect",
  useLate: "useDelayedFlag",
  useGiveWay: "useFitToHeight",
  usePatience: "useTimeout",
  shortLives: "consecutiveFailures",
  nothing: "emptyObject",
  whoseVisit: "resolveSubject",
  Mine: "VisitsPanel",
  CabinetState: "AccountState",
  BookingDesk: "BookingService",
  DeskItem: "ReviewItem",
};

/** Names of files, without their ending. */
const files: Readonly<Record<string, string>> = {
  parts: "deps, or what the file holds",
  words: "messages, or what the file holds",
  texts: "messages",
  whose: "booking-subject",
  once: "idempotency",
  rounds: "retry",
  desk: "booking-service, reception or review-list",
};

const partsOf = (name: string): readonly string[] =>
  name
    .split(/[-_.$#]|(?<=[a-z\d])(?=[A-Z])/)
    .filter((part) => part !== "")
    .map((part) => part.toLowerCase());

const sayForParts = (path: string, name: string): string | undefined =>
  parts.find(
    (former) => former.in?.test(path) !== false && partsOf(name).some((part) => former.word.test(part)),
  )?.say;

const sayFor = (path: string, name: string): string | undefined =>
  (Object.hasOwn(names, name) ? names[name] : undefined) ?? sayForParts(path, name);

/** What a file's own name should be, if it is of the words that aren't used. */
export function formerFileName(path: string): string | undefined {
  const stem = basename(path).replace(/\..*$/, "");
  return (Object.hasOwn(files, stem) ? files[stem] : undefined) ?? sayForParts(path, stem);
}

/** Identifiers of a source file that are of the words that aren't used, as `line: name, say …`, each name once. */
export function formerWordsIn(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !found.has(node.text)) {
      const say = sayFor(path, node.text);
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (say !== undefined) found.set(node.text, `${line}: ${node.text}, say ${say}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()];
}
