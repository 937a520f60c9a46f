/** The environment cannot be used. The message names every wrong variable and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
