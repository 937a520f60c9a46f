/** The server could not listen. */
export class PortError extends Error {
  override readonly name = 'PortError';

  /** `setting`: the variable that holds host and port, where it is not one for each. */
  constructor(host: string, port: number, cause: Error, setting?: string) {
    const code = 'code' in cause ? String(cause.code) : '';
    const next = setting === undefined ? `PORT=${port + 1}` : setting;
    super(
      {
        EADDRINUSE: `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with ${next}.`,
        EACCES: `Port ${port} needs more rights than this process has. Choose a port above 1023 with ${setting ?? 'PORT'}.`,
        EADDRNOTAVAIL: `This machine has no address ${host}. Correct ${setting ?? 'NALSSI_HOST'}.`,
        ENOTFOUND: `The name ${host} cannot be resolved. Correct ${setting ?? 'NALSSI_HOST'}.`,
      }[code] ?? `Cannot listen on ${host}:${port} (${code || cause.message}).`,
      { cause },
    );
  }
}
