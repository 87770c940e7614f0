import { plainly, runPlaywright, runSuite } from "./counts.ts";

/**
 * `npm run test:flows [-- WORDS]`: whole ways in a browser at running programs, as a visitor, a receptionist and a
 * technician walk them (`tests/e2e/flows`): every order of steps but the usual one, Госуслуги with a second window as
 * the phone, a hub, staff at the kiosk and at the counter. WORDS choose files.
 */
await runSuite(
  { build: plainly("scripts/build.ts") },
  { flows: (place) => runPlaywright(place, ["--project=flows", ...process.argv.slice(2)]) },
);
