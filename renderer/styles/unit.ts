/** The layout's unit in CSS px, as `--u` in tokens.css reckons it, and whether the screen is wide. */
export function layout(): { readonly unit: number; readonly wide: boolean } {
  const wide = innerWidth >= innerHeight;
  const [across, down] = wide ? [150, 104] : [108, 192];
  return { unit: Math.min(innerWidth / across, innerHeight / down), wide };
}
