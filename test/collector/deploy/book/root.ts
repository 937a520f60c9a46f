import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What the book lets root do is done in namespaces of its own: users, units, configuration and data that
 * it makes are gone with them.
 */

/** What leads to a shell of root's there; what it starts ends with it. */
export const rootShell = [
  'unshare',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  'sh',
];

const layers = `
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
for place in etc var; do
  mkdir -m 755 -p /mnt/$place /mnt/$place/upper /mnt/$place/work
  mount -t overlay overlay -o lowerdir=/$place,upperdir=/mnt/$place/upper,workdir=/mnt/$place/work /$place
done
mount -t tmpfs -o mode=755 tmpfs /opt
mount -t tmpfs -o mode=755 tmpfs /run
`;

/** Whether such namespaces can be had; root in a container often may not make them. */
export function namespacesWork(): boolean {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(rootShell[0] ?? '', [...rootShell.slice(1), '-e', '-c', layers]).status === 0;
}

/**
 * No systemd runs there. A stand-in starts what the unit says, with its environment and as its user, and waits until it
 * serves; the state directory it makes as the unit wants it.
 */
const systemctl = `#!/bin/sh
case "$*" in
daemon-reload) ;;
"enable --now nalssi")
  unit=/etc/systemd/system/nalssi.service
  install -d -o nalssi -g nalssi -m "$(sed -n s/^StateDirectoryMode=//p $unit)" /var/lib/nalssi
  umask "$(sed -n s/^UMask=//p $unit)"
  # The Node of the system may be too old here.
  start=$(sed -n 's,^ExecStart=/usr/bin/node,node,p' $unit)
  env $(sed -n s/^Environment=//p $unit | grep -v CACHE) \\
    setpriv --reuid=nalssi --regid=nalssi --clear-groups $start >/run/nalssi.log 2>&1 &
  until curl -fs --max-time 5 -o /dev/null "http://127.0.0.1:$PORT/readyz"; do
    kill -0 $! 2>/dev/null || { cat /run/nalssi.log; exit 1; }
    sleep 0.2
  done ;;
*) echo "systemctl $*: what is that for?"; exit 1 ;;
esac
`;

/** Puts the stand-in before what is on the path, and returns what makes the rest ready. */
export function prepareRoot(home: string): { readonly folder: string; readonly commands: string } {
  const folder = join(home, 'root-bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'systemctl'), systemctl);
  chmodSync(join(folder, 'systemctl'), 0o755);
  // nginx runs already, with no site of its own.
  const commands = `${layers}\nrm -f /etc/nginx/sites-enabled/default\nnginx\n`;
  return { folder, commands };
}
