/** The configuration can't be used. `message` names file, line and setting, and says what is expected there. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
