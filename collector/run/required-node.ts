/*
 * Imported before anything that an older Node lacks: what it says otherwise, of a module or an export
 * that is missing, names no mend. Kept to what every Node since 18 understands.
 */
const needed = [22, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `nalssi: it needs Node ${needed.join('.')} or later, and this is Node ${process.versions.node} (${process.execPath}). Install a newer one from https://nodejs.org, or name it in what starts nalssi.\n`,
  );
  process.exit(2);
}
