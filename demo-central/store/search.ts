import type Database from "better-sqlite3";
import type { Condition, DateTest, SearchQuery } from "../fhir/search-query.ts";
import { isSlotColumn, type Store } from "./store.ts";

/** Where a page ended: the last row's sort value and number. Rows written meanwhile shift nothing. */
export type Position = { readonly value: string | number; readonly no: number };

export type Found = {
  readonly rows: readonly { readonly no: number; readonly id: string; readonly json: string }[];
  /** Null on the last page. */
  readonly next: Position | null;
};

type Sql = { readonly text: string; readonly values: readonly (string | number)[] };
type RowRead = { no: number; id: string; json: string; sort: string | number };

/** One page of a search, in a stable order (the sort value, then the row number). */
export function searchPage(store: Store, query: SearchQuery, after: Position | null): Found {
  const sort = sortColumn(query);
  const { where, values } = whereOf(query);
  const [beyond, order] = query.sort.descending ? ["<", "DESC"] : [">", "ASC"];
  const paging = after ? ` AND (${sort}, r.no) ${beyond} (?, ?)` : "";
  const sql =
    `SELECT r.no, r.id, r.json, ${sort} AS sort FROM ${tables(query)} WHERE ${where}${paging} ` +
    `ORDER BY ${sort} ${order}, r.no ${order} LIMIT ?`;
  const rows = prepared(store.db, sql).all(
    ...values,
    ...(after ? [after.value, after.no] : []),
    query.count + 1,
  );
  const page = rows.slice(0, query.count);
  const last = page.at(-1);
  return { rows: page, next: rows.length > page.length && last ? { value: last.sort, no: last.no } : null };
}

/** How many resources a search holds now. */
export function countMatches(store: Store, query: SearchQuery): number {
  const { where, values } = whereOf(query);
  const sql = `SELECT count(*) AS no, '' AS id, '' AS json, 0 AS sort FROM ${tables(query)} WHERE ${where}`;
  return prepared(store.db, sql).get(...values)?.no ?? 0;
}

/** The first few matches, for conditional creates. */
export function matchIds(store: Store, query: SearchQuery): string[] {
  return searchPage(store, { ...query, count: 2 }, null).rows.map((row) => row.id);
}

const statements = new WeakMap<Database.Database, Map<string, Database.Statement<unknown[], RowRead>>>();

/** Searches come in few shapes, each many times; their statements are kept. */
function prepared(db: Database.Database, sql: string): Database.Statement<unknown[], RowRead> {
  const known = statements.get(db) ?? new Map<string, Database.Statement<unknown[], RowRead>>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare<unknown[], RowRead>(sql);
  if (known.size > 500) known.clear();
  known.set(sql, statement);
  return statement;
}

const touchesSlotColumn = (query: SearchQuery): boolean =>
  isSlotColumn(query.sort.by) ||
  query.conditions.some(
    (one) => one.kind !== "id" && one.param !== "_lastUpdated" && isSlotColumn(one.param),
  );

/**
 * SQLite keeps the order of a CROSS JOIN: the narrow slot table drives a search by schedule or start, the
 * resources do where `_lastUpdated` or `_id` narrows it down.
 */
function tables(query: SearchQuery): string {
  if (query.type !== "Slot" || !touchesSlotColumn(query)) return "resource r";
  const bySchedule = query.conditions.some((one) => one.kind === "reference");
  const slotFirst = bySchedule || isSlotColumn(query.sort.by);
  return slotFirst ? "slot_index s CROSS JOIN resource r" : "resource r CROSS JOIN slot_index s";
}

function sortColumn(query: SearchQuery): string {
  const { by } = query.sort;
  if (by === "_id") return "r.id";
  if (by === "_lastUpdated") return "r.updated";
  if (query.type === "Slot" && isSlotColumn(by)) return `s.${by}`;
  // `by` is a name from the parameter registry, never a caller's text.
  return `coalesce((SELECT min(low) FROM date_index d WHERE d.no = r.no AND d.param = '${by}'), 0)`;
}

function whereOf(query: SearchQuery): { where: string; values: (string | number)[] } {
  const parts: Sql[] = [{ text: "r.type = ? AND r.deleted = 0", values: [query.type] }];
  if (query.type === "Slot" && touchesSlotColumn(query)) parts.push({ text: "s.no = r.no", values: [] });
  for (const condition of query.conditions) parts.push(conditionSql(query.type, condition));
  return {
    where: parts.map((part) => part.text).join(" AND "),
    values: parts.flatMap((part) => [...part.values]),
  };
}

function conditionSql(type: string, condition: Condition): Sql {
  if (condition.kind === "id") {
    return { text: `r.id IN (${marks(condition.anyOf)})`, values: condition.anyOf };
  }
  if (type === "Slot" && isSlotColumn(condition.param)) return slotSql(condition);
  switch (condition.kind) {
    case "token":
      return either(
        condition.anyOf.map(({ system, value }) => {
          const tests = [
            value === null ? "" : " AND value = ?",
            system === null ? "" : " AND system = ?",
          ].join("");
          const values = [value, system].filter((one) => one !== null);
          return listed("token_index", type, condition.param, tests, values);
        }),
      );
    case "reference":
      return listed(
        "reference_index",
        type,
        condition.param,
        ` AND target IN (${marks(condition.anyOf)})`,
        condition.anyOf,
      );
    case "string":
      return either(
        condition.anyOf.map((start) =>
          listed("string_index", type, condition.param, " AND value >= ? AND value < ?", [
            start,
            `${start}\u{10ffff}`,
          ]),
        ),
      );
    case "date":
      if (condition.param === "_lastUpdated") {
        return either(condition.anyOf.map((test) => dateSql(test, "r.updated", "r.updated + 1")));
      }
      return either(
        condition.anyOf.map((test) => {
          const { text, values } = dateSql(test, "low", "high");
          return listed("date_index", type, condition.param, ` AND ${text}`, values);
        }),
      );
  }
}

function slotSql(condition: Exclude<Condition, { kind: "id" }>): Sql {
  switch (condition.kind) {
    case "token":
      return either(
        condition.anyOf.map(({ system, value }) => {
          // Slot.status is a code without a system in the data.
          if (system) return { text: "0", values: [] };
          return value === null ? { text: "1", values: [] } : { text: "s.status = ?", values: [value] };
        }),
      );
    case "string":
      throw new Error("a slot has no texts to search by");
    case "reference":
      return { text: `s.schedule IN (${marks(condition.anyOf)})`, values: condition.anyOf };
    case "date":
      return either(condition.anyOf.map((test) => dateSql(test, "s.start", "s.start + 1")));
  }
}

/** R4 §3.1.1.4.7: how the span of a stored value compares to the span that was asked for. */
function dateSql({ prefix, low, high }: DateTest, storedLow: string, storedHigh: string): Sql {
  const isInstant = storedHigh === `${storedLow} + 1`;
  switch (prefix) {
    case "eq":
      return { text: `(${storedLow} >= ? AND ${storedHigh} <= ?)`, values: [low, high] };
    case "ne":
      return { text: `NOT (${storedLow} >= ? AND ${storedHigh} <= ?)`, values: [low, high] };
    case "gt":
      return isInstant
        ? { text: `${storedLow} >= ?`, values: [high] }
        : { text: `${storedHigh} > ?`, values: [high] };
    case "ge":
      return isInstant
        ? { text: `${storedLow} >= ?`, values: [low] }
        : { text: `(${storedLow} >= ? OR ${storedHigh} > ?)`, values: [low, high] };
    case "lt":
      return { text: `${storedLow} < ?`, values: [low] };
    case "le":
      return isInstant
        ? { text: `${storedLow} < ?`, values: [high] }
        : { text: `(${storedLow} < ? OR ${storedHigh} <= ?)`, values: [low, high] };
  }
}

const listed = (
  table: string,
  type: string,
  param: string,
  tests: string,
  values: readonly (string | number)[],
): Sql => ({
  text: `r.no IN (SELECT no FROM ${table} WHERE type = ? AND param = ?${tests})`,
  values: [type, param, ...values],
});

function either(options: readonly Sql[]): Sql {
  const text = options.map((option) => option.text).join(" OR ");
  return {
    text: options.length > 1 ? `(${text})` : text,
    values: options.flatMap((option) => [...option.values]),
  };
}

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");
