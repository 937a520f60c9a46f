import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { request } from 'undici';
import { freePort } from '../servers/free-port.ts';
import type { BrowserKind, Key } from './driver.ts';

const webdriver = '/usr/bin/WebKitWebDriver';
const xvfb = '/usr/bin/xvfb-run';
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

function findMiniBrowser(): string | undefined {
  return globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0];
}

/** WebKitGTK's own small browser through classic WebDriver, on a display that nobody sees. */
export const webkit: BrowserKind = {
  name: 'WebKitGTK',
  // It takes the density of the display, and this display has one.
  densities: [1],
  isInstalled: () => findMiniBrowser() !== undefined && existsSync(webdriver) && existsSync(xvfb),
  async start() {
    const port = await freePort();
    // A group of its own: the display, the driver and the browser end together.
    const child = spawn(xvfb, ['-a', webdriver, `--port=${port}`], {
      detached: true,
      stdio: 'ignore',
    });
    const end = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    };
    try {
      const session = await Session.start(
        `http://127.0.0.1:${port}`,
        () => child.exitCode === null,
      );
      return {
        open: (url) => session.send('POST', '/url', { url }).then(() => undefined),
        evaluate: async (run, where = 'page') => {
          await session.enter(where);
          return session.send('POST', '/execute/sync', {
            script: `return (${run.toString()})()`,
            args: [],
          }) as Promise<never>;
        },
        press: (key) => session.press(key),
        close: async () => {
          await session.send('DELETE', '', undefined).catch(() => undefined);
          end();
        },
      };
    } catch (error) {
      end();
      throw error;
    }
  },
};

class Session {
  readonly #base: string;

  private constructor(base: string) {
    this.#base = base;
  }

  /** Starts a session as soon as the driver listens. Throws when it ends instead. */
  static async start(address: string, isRunning: () => boolean): Promise<Session> {
    const capabilities = {
      alwaysMatch: {
        'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
      },
    };
    while (isRunning()) {
      const answer = await command('POST', `${address}/session`, { capabilities }).catch(
        (error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
            return null;
          throw error;
        },
      );
      if (answer !== null) {
        const { sessionId } = answer as { sessionId: string };
        return new Session(`${address}/session/${sessionId}`);
      }
    }
    throw new Error('The driver of WebKit ended before it listened.');
  }

  send(method: 'POST' | 'DELETE', path: string, body: object | undefined): Promise<unknown> {
    return command(method, this.#base + path, body);
  }

  async enter(where: 'page' | 'frame'): Promise<void> {
    await this.send('POST', '/frame', { id: null });
    if (where === 'page') return;
    const found = await this.send('POST', '/element', { using: 'css selector', value: 'iframe' });
    const id = { [elementKey]: (found as Record<string, string>)[elementKey] };
    await this.send('POST', '/frame', { id });
  }

  async press(key: Key): Promise<void> {
    const value = { Tab: '\uE004', Enter: '\uE007', ' ': ' ' }[key];
    const actions = [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ];
    await this.enter('page');
    await this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }
}

async function command(method: 'POST' | 'DELETE', url: string, body?: object): Promise<unknown> {
  const answer = await request(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  const { value } = (await answer.body.json()) as { value: unknown };
  if (answer.statusCode !== 200) throw new Error(`${url}: ${JSON.stringify(value)}`);
  return value;
}
