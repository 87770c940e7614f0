import type { Outcome } from "./run-many.ts";

/** What runs have met, as text for people: counts of everything, then each failure with how to play it again. */
export function reportText({ runs, counts, failures, ms }: Outcome): string {
  const part = (title: string, prefix: string): string => {
    const lines = counts.under(prefix).map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
    return lines.length === 0 ? "" : `\n${title}\n${lines.join("\n")}\n`;
  };
  const broken = failures.flatMap((failure) => failure.broken).length;
  return [
    `\n${runs} plans played in ${(ms / 60_000).toFixed(1)} min (${(ms / 1000 / Math.max(1, runs)).toFixed(1)} s each)\n`,
    part("Visits that patients were shown", "visits: "),
    part("How operations ended in the kiosks' journals", "ends: "),
    part("What the fence has brought to an end", "fence: "),
    part("What a start found in the middle, and what it made of it", "start: "),
    part("What else the screens told", "told: "),
    part("Faults on the line", "line: "),
    part("SIGKILL", "kill: "),
    part("The reception", "reception: "),
    part("Patients", "patients: "),
    part("Staff who help", "staff: "),
    `\nPromises broken: ${broken}\n`,
    ...failures.map(
      ({ seed, path, plan, error }) =>
        `\n${error}\nThe plan: ${JSON.stringify(plan)}\nTo play it again: npm run faults -- --seed ${seed} --path ${path}\n`,
    ),
  ].join("");
}
