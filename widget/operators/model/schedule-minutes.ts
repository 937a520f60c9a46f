/**
 * The minutes of each hour at which a cron line runs: `3-59/10 * * * *`. `null` for a line that
 * says more than minutes, which is shown as it is.
 */
export function minutesOf(cron: string): number[] | null {
  const fields = cron.trim().split(/\s+/);
  const [minute = '', ...others] = fields;
  if (fields.length !== 5 || others.some((field) => field !== '*')) return null;
  const minutes = new Set<number>();
  for (const part of minute.split(',')) {
    const found = part.match(/^(?:(\d+)(?:-(\d+))?|\*)(?:\/(\d+))?$/);
    if (found === null) return null;
    const [, from, to, step] = found;
    const first = Number(from ?? 0);
    const last = Number(to ?? (from === undefined || step !== undefined ? 59 : first));
    for (let at = first; at <= Math.min(last, 59); at += Math.max(1, Number(step ?? 1))) {
      minutes.add(at);
    }
  }
  return [...minutes].sort((one, other) => one - other);
}
