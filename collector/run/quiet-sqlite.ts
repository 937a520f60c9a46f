/*
 * Node 22 and 24 warn at the first use of `node:sqlite` that it is experimental. What of it is used
 * here is tested with both, and a line of text that nobody can act on would break a log of JSON
 * objects. All other warnings stay.
 */
const emit = process.emitWarning.bind(process);

process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
  const text = typeof warning === 'string' ? warning : warning.message;
  if (text.startsWith('SQLite is an experimental feature')) return;
  emit(warning, ...rest);
}) as typeof process.emitWarning;
