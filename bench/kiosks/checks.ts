/** A visit as the central API holds it, and one that a kiosk showed its patient. */
export type Held = { readonly slotId: string; readonly key: string; readonly status: string };
export type Shown = { readonly slotId: string; readonly key: string };

const isStanding = ({ status }: Held): boolean => status !== "cancelled" && status !== "entered-in-error";

/** Slots with more than one standing visit at the central API. */
export function doubleBookings(held: readonly Held[]): readonly string[] {
  const keys = new Map<string, Set<string>>();
  for (const visit of held.filter(isStanding)) {
    keys.set(visit.slotId, (keys.get(visit.slotId) ?? new Set()).add(visit.key));
  }
  return [...keys].filter(([, of]) => of.size > 1).map(([slotId]) => slotId);
}

/** What was shown as booked, and the central API doesn't hold. */
export function notHeld(shown: readonly Shown[], held: readonly Held[]): readonly Shown[] {
  const standing = new Set(held.filter(isStanding).map(({ slotId, key }) => `${slotId} ${key}`));
  return shown.filter(({ slotId, key }) => !standing.has(`${slotId} ${key}`));
}

/** How many moments (ms) lie in each second from `from` until `until`, also in those that are empty. */
export function perSecond(moments: readonly number[], from: number, until: number): readonly number[] {
  const counts = new Array<number>(Math.max(0, Math.ceil((until - from) / 1000))).fill(0);
  for (const moment of moments) {
    const second = Math.floor((moment - from) / 1000);
    if (moment >= from && moment < until) counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
}

/** Who was at work: shares of one processor that the central API and all kiosks took of a span, in words. */
export function boundInWords(central: number, kiosks: number, span: number, processors: number): string {
  const [c, k] = [central / span, kiosks / span];
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const figures = `central API ${percent(c)} and kiosks ${percent(k)} of one processor, of ${processors}`;
  if (c > 0.85) return `bound by the central API: ${figures}`;
  if (c + k > processors * 0.85) return `bound by the machine: ${figures}`;
  return `bound by neither: ${figures}`;
}
