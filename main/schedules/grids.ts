import { z } from "zod";
import type { Token } from "#contract/central/rows.ts";
import type { Store } from "../store/open.ts";
import type { Grid, GridSchedule } from "./schedule.ts";

const tokens = z.array(z.string()).default([]);
/** What the mirror wrote of a service, a role or a slot as JSON. */
const linksSchema = z.object({ tokens, specialties: tokens, services: tokens });
const linksIn = (text: string | null | undefined) => linksSchema.parse(JSON.parse(text ?? "{}"));

/**
 * Which of a doctor's cells are for a service. A slot may name the services or specialities that it is for: it is
 * another one's where it names one that the doctor gives, and the reception's where nobody here knows what it names.
 */
export function createGrids(store: Store): {
  of(schedules: readonly { readonly scheduleNo: number; readonly roleId: string }[], serviceId: string): Grid;
} {
  const serviceLinks = store.prepare<[string], string>("SELECT links FROM service WHERE id = ?").pluck();
  const role = store.prepare<[string], { links: string; until: string | null }>(
    "SELECT links, until_day AS until FROM role WHERE id = ?",
  );
  const servicesOf = store
    .prepare<[number, string], string>(
      "SELECT service_id FROM offered_service WHERE schedule_no = ? AND role_id = ? ORDER BY service_id",
    )
    .pluck();

  return {
    of(schedules, serviceId) {
      const given = schedules.map((one) => ({ ...one, ids: servicesOf.all(one.scheduleNo, one.roleId) }));
      const links = linksIn(serviceLinks.get(serviceId));
      const others = [...new Set(given.flatMap(({ ids }) => ids))].map((id) => linksIn(serviceLinks.get(id)));
      type Suits = ReturnType<GridSchedule["suits"]>;
      const evaluate = (own: readonly Token[], purpose: string): Suits => {
        const { services, specialties } = linksIn(purpose);
        const isKnown = (tokensOf: (one: typeof links) => readonly Token[], wanted: readonly Token[]) =>
          others.some((one) => shares(tokensOf(one), wanted));
        if (services.length > 0 && !shares(links.tokens, services))
          return isKnown((one) => one.tokens, services) ? "other" : "reception";
        const ours = [...links.specialties, ...own];
        if (specialties.length === 0 || ours.length === 0 || shares(ours, specialties)) return "own";
        return isKnown((one) => one.specialties, specialties) ? "other" : "reception";
      };
      return given
        .filter(({ ids }) => ids.includes(serviceId))
        .map(({ scheduleNo, roleId }): GridSchedule => {
          const post = role.get(roleId);
          const own = linksIn(post?.links).specialties;
          const known = new Map<string, Suits>();
          return {
            no: scheduleNo,
            until: post?.until ?? null,
            suits(purpose) {
              if (purpose === null) return "own";
              const suits = known.get(purpose) ?? evaluate(own, purpose);
              known.set(purpose, suits);
              return suits;
            },
          };
        });
    },
  };
}

/** Codes without a system are compared by the code alone. */
const shares = (ours: readonly Token[], theirs: readonly Token[]): boolean =>
  theirs.some((token) => ours.includes(token) || ours.some((one) => sameBareCode(one, token)));
const sameBareCode = (one: Token, other: Token): boolean => {
  const [a, b] = [one.lastIndexOf("|"), other.lastIndexOf("|")];
  return a >= 0 && b >= 0 && (a === 0 || b === 0) && one.slice(a) === other.slice(b);
};
