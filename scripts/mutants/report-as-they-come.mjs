// A plug-in of StrykerJS: each mutant's end is written to the file that MUTANT_RESULTS names as soon as it is known,
// one JSON a line, so that a run that is stopped has not been for nothing.
import { appendFileSync } from "node:fs";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

class AsTheyCome {
  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    const result = { fileName, location, mutatorName, replacement, status };
    appendFileSync(process.env.MUTANT_RESULTS, `${JSON.stringify(result)}\n`);
  }
}

/** @public Stryker asks for it by this name. */
export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "as-they-come", AsTheyCome)];
