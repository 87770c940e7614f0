import type { Card } from "#contract/patients/cards.ts";

export const fullName = ({ family, given, patronymic }: Pick<Card, "family" | "given" | "patronymic">) =>
  [family, given, patronymic].filter(Boolean).join(" ");

/** Whether a visit can be booked by this card: whom reception has yet to look for can't be. */
export const canBook = ({ attachment }: Card): boolean => attachment.state !== "waiting";
