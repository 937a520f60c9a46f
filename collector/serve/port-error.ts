/** The server could not listen. A host is named where it could be resolved: any other text may be a key. */
export class PortError extends Error {
  override readonly name = 'PortError';

  /** `setting`: the variable that holds host and port, where it is not one for each. */
  constructor(host: string, port: number, cause: Error, setting?: string) {
    const code = 'code' in cause ? String(cause.code) : '';
    const where = setting ?? 'NALSSI_HOST';
    const next = setting === undefined ? `PORT=${port + 1}` : setting;
    super(
      {
        EADDRINUSE: `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with ${next}.`,
        EACCES: `Port ${port} needs more rights than this process has. Choose a port above 1023 with ${setting ?? 'PORT'}.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Correct ${where}.`,
        ENOTFOUND: `The name of the host cannot be resolved. Correct ${where}.`,
      }[code] ??
        `Cannot listen on the host of ${where} with port ${port} (${code || cause.name}). Correct them.`,
      { cause },
    );
  }
}
