/** The language of a ticket's first texts, whatever the patient chose on the screen. */
export const ticketLanguage = "ru";

export type PaperWidth = 80 | 58;

/** How large a text is, relative to the paper. What that means in dots or columns is the device's matter. */
export type TextSize = "small" | "normal" | "large" | "huge";

/** Running text. It wraps; nothing is ever cut off. */
export type TextBlock = {
  readonly kind: "text";
  readonly text: string;
  readonly align: "left" | "center";
  readonly size: TextSize;
  readonly bold: boolean;
};

/** White on black over the whole width: what must not be overlooked. */
export type BannerBlock = { readonly kind: "banner"; readonly text: string; readonly note: string };

/** A caption in Russian and, where the patient chose another language, in that one. */
export type Label = { readonly main: string; readonly second: string | null };

export type Cell = { readonly label: Label; readonly value: string };

/** The numbers a patient looks for from an arm's length: one cell, or two side by side. */
export type HeroBlock = {
  readonly kind: "hero";
  readonly size: "large" | "huge";
  readonly left: Cell;
  readonly right: Cell | null;
};

/** A caption with its value, and a line that belongs to the value. */
export type FactBlock = {
  readonly kind: "fact";
  readonly label: Label;
  readonly value: string;
  readonly note: string | null;
};

type RuleBlock = { readonly kind: "rule"; readonly weight: "thin" | "thick" };

type SpaceBlock = { readonly kind: "space"; readonly size: "small" | "large" };

/** A QR code, and the texts that stand beside it (below it where a device can't put them beside). */
export type QrBlock = {
  readonly kind: "qr";
  /** Printable ASCII. */
  readonly payload: string;
  readonly caption: Label;
  readonly beside: readonly Cell[];
};

/** The end of the ticket. */
type CutBlock = { readonly kind: "cut" };

export type Block =
  | TextBlock
  | BannerBlock
  | HeroBlock
  | FactBlock
  | RuleBlock
  | SpaceBlock
  | QrBlock
  | CutBlock;

/** A ticket as plain data, from top to bottom: what encoders, the picture and tests read. */
export type TicketLayout = { readonly widthMm: PaperWidth; readonly blocks: readonly Block[] };
