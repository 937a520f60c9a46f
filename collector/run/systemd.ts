import { execFile } from 'node:child_process';
import type { Logger } from '../telemetry/log.ts';
import type { Duration } from '../time/clock.ts';

/** What a service tells the systemd that runs it. */
export interface SystemdNotices {
  /** It serves. From now on systemd's watchdog is fed, where the unit has one. */
  ready(): void;
  /** It stops in order; from now on the watchdog is not fed. */
  stopping(): void;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Notices for systemd (sd_notify(3)) from a process that it runs with `Type=notify`; elsewhere they
 * do nothing. Node has no datagrams on Unix sockets: systemd's own `systemd-notify` sends them,
 * which is there wherever systemd is, and knows abstract sockets and others. The unit has to say
 * `NotifyAccess=all`. The watchdog is fed by the event loop, so a process that hangs feeds it no
 * more.
 */
export function systemdNotices(variables: Variables, log: Logger): SystemdNotices {
  const socket = variables['NOTIFY_SOCKET'];
  if (socket === undefined || socket === '') return { ready() {}, stopping() {} };
  let timer: NodeJS.Timeout | undefined;
  let hasFailed = false;
  let underWay = 0;

  function send(...notices: readonly string[]): void {
    const env = { PATH: variables['PATH'], NOTIFY_SOCKET: socket };
    underWay += 1;
    const child = execFile('systemd-notify', notices, { env, timeout: 10_000 }, (error) => {
      underWay -= 1;
      if (error === null) {
        hasFailed = false;
      } else if (!hasFailed) {
        hasFailed = true;
        log.error(
          { code: 'systemd-notify', err: error },
          'systemd could not be told how the service does and will end it: is systemd-notify installed?',
        );
      }
    });
    child.unref();
  }

  /** On a machine so busy that the last one has not got through, another would only add to it. */
  function feed(): void {
    if (underWay === 0) send('WATCHDOG=1');
  }

  return {
    ready() {
      send('READY=1', 'STATUS=Serving the feed.');
      const interval = watchdogInterval(variables);
      if (interval !== null) timer = setInterval(feed, interval).unref();
    },
    stopping() {
      clearInterval(timer);
      send('STOPPING=1');
    },
  };
}

/** Three times as often as systemd wants to hear, or `null` where it has no watchdog for us. */
export function watchdogInterval(variables: Variables): Duration | null {
  const { WATCHDOG_USEC: microseconds = '', WATCHDOG_PID: pid } = variables;
  if (pid !== undefined && pid !== String(process.pid)) return null;
  if (!/^[1-9]\d{0,14}$/.test(microseconds)) return null;
  return Math.max(100, Number(microseconds) / 3_000);
}
