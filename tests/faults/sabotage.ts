import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./world/places.ts";

/** A mistake that one could make in the protocol, as an edit of one place. */
export type Sabotage = {
  readonly what: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
};

export const sabotageNames = [
  "fence",
  "lookup-order",
  "journal-first",
  "move-back",
  "block",
  "vendor",
  "wipe",
  "reception-time",
] as const;
export type SabotageName = (typeof sabotageNames)[number];

/** Each breaks one rule that exactly-once stands on. Fault runs must find every one of them. */
export const sabotages: Readonly<Record<SabotageName, Sabotage>> = {
  fence: {
    what: "the fence takes a key that isn't found for a key that never will be",
    file: "sync/fhir/booking/fence.ts",
    right: "return afterSending(await central.fenceSlot(key, reading, signal));",
    wrong: "return fencedOff;",
  },
  "lookup-order": {
    what: "in doubt, the key is looked up before the slot is read",
    file: "sync/fhir/booking/book.ts",
    right: `  const reading = first ?? (await central.readSlot(request.slotId, signal));
  if (sent.length > 0) {
    const visit = await central.visitByKey(request.key, signal);
    if (visit) return await found(visit, request, round);
  }
`,
    wrong: `  if (sent.length > 0) {
    const visit = await central.visitByKey(request.key, signal);
    if (visit) return await found(visit, request, round);
  }
  const reading = first ?? (await central.readSlot(request.slotId, signal));
`,
  },
  "journal-first": {
    what: "an attempt is journaled after it was sent",
    file: "sync/fhir/booking/book.ts",
    right: `  note([version]);
  sent.push(version);
  const outcome = await central.book({ ...request, slot }, signal);
`,
    wrong: `  const outcome = await central.book({ ...request, slot }, signal);
  note([version]);
  sent.push(version);
`,
  },
  "move-back": {
    what: "a move that went through unseen is not taken back",
    file: "sync/fhir/booking/fence-change.ts",
    right: "return await moveBack(operation, visit, central, signal);",
    wrong: "return undone;",
  },
  block: {
    what: "a slot is released without a look at whether it is still busy",
    file: "sync/fhir/booking/release.ts",
    right: `else if (reading.slot.status === "busy" && !(await heldByOthers(`,
    wrong: "else if (!(await heldByOthers(",
  },
  vendor: {
    what: "a PUT leaves out extensions that were read",
    file: "sync/fhir/booking-bundle.ts",
    right: "resource: { ...raw, ...changes },",
    wrong: "resource: { ...raw, extension: undefined, ...changes },",
  },
  wipe: {
    what: "the journal's write-ahead log is not truncated",
    file: "main/booking/journal/journal.ts",
    right: 'store.pragma("wal_checkpoint(TRUNCATE)");',
    wrong: 'store.pragma("wal_checkpoint(PASSIVE)");',
  },
  "reception-time": {
    what: "a time of the reception's that is given back becomes everybody's",
    file: "sync/fhir/booking/release.ts",
    right: 'visit?.slotStatusBefore ?? (payload.receptionTime ? "busy-unavailable" : "free");',
    wrong: '"free";',
  },
};

/** All that a core runs on. */
const parts = ["main", "sync", "contract", "printer", "assets", "package.json"];

type BrokenTree = { readonly tree: string; remove(): void };

/** A copy of the kiosk's sources with this mistake in it. @throws where its place isn't there, or not once. */
export const sabotagedTree = (name: SabotageName): BrokenTree => brokenTree(name, sabotages[name], parts);

/** A copy of these parts of the sources, with this mistake in it. */
export function brokenTree(
  name: string,
  { file, right, wrong }: Sabotage,
  parts: readonly string[],
): BrokenTree {
  const pieces = readFileSync(join(root, file), "utf8").split(right);
  if (pieces.length !== 2)
    throw new Error(`${file} holds what ${name} would break ${pieces.length - 1} times`);
  const tree = mkdtempSync(join(tmpdir(), "infomat-sabotage-"));
  for (const part of parts) cpSync(join(root, part), join(tree, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  writeFileSync(join(tree, file), pieces.join(wrong));
  return { tree, remove: () => rmSync(tree, { recursive: true, force: true }) };
}
