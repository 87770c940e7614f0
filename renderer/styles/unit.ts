/**
 * The layout's unit in CSS px, as `--u` in tokens.css reckons it, how many times larger than usual one reads
 * (`--larger`), and whether the screen is wide.
 */
export function layout(): { readonly unit: number; readonly larger: number; readonly wide: boolean } {
  const wide = innerWidth >= innerHeight;
  const [across, down] = wide ? [150, 104] : [108, 192];
  const larger = Number(document.documentElement.dataset.text ?? 1);
  return { unit: Math.min(innerWidth / across, innerHeight / down), larger, wide };
}
