import { useEffect, useRef } from "react";
import { type LobbySeen, troublesOf } from "./lobby.ts";

/** Everything that somebody must see to, each by a name of its own: what is new is what had no name before. */
function attentionOf({ lobby }: Pick<LobbySeen, "lobby">): readonly string[] {
  return (lobby?.kiosks ?? []).flatMap((kiosk) => {
    const { id, state } = kiosk;
    const troubles = troublesOf(kiosk).map((trouble) =>
      [id, ...Object.values(trouble), trouble.kind === "printer" ? state?.printer : ""].join(" "),
    );
    const { tickets = 0, operations = 0 } = state?.waiting ?? {};
    const counted = (what: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${id} ${what} ${index}`);
    return [...troubles, ...counted("ticket", tickets), ...counted("operation", operations)];
  });
}

/**
 * Tells by the window's title, its icon and a sound how many things wait, also while another window is in front.
 * @param ring null where nobody wants to hear anything
 */
export function useAttention(seen: LobbySeen, title: string, ring: (() => void) | null): number {
  const { lobby } = seen;
  const before = useRef<ReadonlySet<string> | null>(null);
  const waiting = attentionOf(seen);
  const key = lobby === null ? null : waiting.join("\n");
  const ringNow = useRef(ring);
  useEffect(() => {
    ringNow.current = ring;
  });
  useEffect(() => {
    if (key === null) return;
    const now = new Set(key === "" ? [] : key.split("\n"));
    const known = before.current;
    before.current = now;
    if (known !== null && [...now].some((name) => !known.has(name))) ringNow.current?.();
  }, [key]);
  const count = waiting.length;
  useEffect(() => {
    document.title = count === 0 ? title : `(${count}) ${title}`;
    showIcon(count);
  }, [count, title]);
  return count;
}

/** The page's icon, with the count on it. */
function showIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (!link) return;
  if (count === 0) {
    link.type = "image/svg+xml";
    link.href = "/icon.svg";
    return;
  }
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const draw = canvas.getContext("2d");
  if (!draw) return;
  draw.fillStyle = "#b3261e";
  draw.beginPath();
  draw.arc(16, 16, 16, 0, 2 * Math.PI);
  draw.fill();
  draw.fillStyle = "#ffffff";
  draw.font = "bold 20px sans-serif";
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.fillText(count > 9 ? "9+" : String(count), 16, 17);
  link.type = "image/png";
  link.href = canvas.toDataURL("image/png");
}
