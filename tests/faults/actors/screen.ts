import { ORPCError } from "@orpc/client";
import type { KioskClient } from "#tests/support/kiosk.ts";
import type { KioskProcess } from "../world/processes.ts";

/**
 * What a patient sees of a call: its answer, a failure that the screen has words for, or a screen that goes
 * dark because the core is gone.
 */
export type Seen<T> =
  | { readonly kind: "answer"; readonly value: T; readonly generation: number }
  | { readonly kind: "told"; readonly code: string }
  | { readonly kind: "dark" };

/** Longer than any call may take. */
const endless = 60_000;

/**
 * Calls the core as the screens do. A page belongs to the core that opened it: given the `page` of an earlier
 * answer, a core that was started since counts as dark.
 * @throws for a failure that no screen has words for, and for a call that a living core never answers.
 */
export async function see<T>(
  kiosk: KioskProcess,
  call: (client: KioskClient) => Promise<T>,
  page?: number,
): Promise<Seen<T>> {
  if (page !== undefined && page !== kiosk.generation()) return { kind: "dark" };
  const client = await kiosk.client();
  const generation = kiosk.generation();
  if (page !== undefined && page !== generation) return { kind: "dark" };
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${kiosk.name} never answered`)), endless);
  try {
    return { kind: "answer", value: await Promise.race([call(client), late.promise]), generation };
  } catch (error) {
    if (error instanceof ORPCError && error.defined) return { kind: "told", code: error.code };
    if (!kiosk.usable() || kiosk.generation() !== generation) return { kind: "dark" };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
