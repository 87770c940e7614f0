import type { Command } from "commander";
import { z } from "zod";
import { centralOption, checkedOptions, exitingWith } from "../command-line/options.ts";
import { silentLog } from "../log/silent.ts";
import type { Environment } from "./environment.ts";
import { placesOf, withPlaces } from "./place-options.ts";

const afterwards = `
The self-test makes an inactive schedule in the past at the central API, books there without a patient, and removes
all of it. Its result is kept in the data folder: the kiosk books at this central API only after it has passed.`;

export function addDoctorCommand(program: Command, environment: Environment): void {
  const doctor = withPlaces(
    program
      .command("doctor")
      .description("checks the kiosk and its central API, step by step, and says what to do"),
    environment,
  )
    .option("--central <url>", "FHIR R4 address of the central API (default: the configuration's)")
    .option("--json", "as JSON, for programs")
    .addHelpText("after", afterwards);
  doctor.action(
    exitingWith(async () => {
      const { central, json } = checkedOptions(
        doctor,
        z.object({ central: centralOption, json: z.boolean().default(false) }),
      );
      const { config, dataDir } = placesOf(doctor, environment);
      // Loaded only here: the kiosk itself needs none of it, and starts sooner.
      const { examine } = await import("../diagnostics/doctor/examine.ts");
      const { clock, ids, signal, console } = environment;
      return examine({
        options: { central, config, data: dataDir },
        ...{ clock, ids, signal, json },
        log: silentLog,
        say: console.say,
      });
    }),
  );
}
