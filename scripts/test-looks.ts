import { plainly, runPlaywright, runSuite } from "./counts.ts";

/**
 * `npm run test:looks [-- WORDS]`: every screen measured, read by axe and looked at in its sizes, languages, themes,
 * text sizes and reaches (`*.looks.spec.ts`). WORDS choose files.
 */
await runSuite(
  { build: plainly("scripts/build.ts", ["screens", "reception"]) },
  { looks: (place) => runPlaywright(place, ["--project=looks", ...process.argv.slice(2)]) },
);
