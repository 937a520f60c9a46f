import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

// Firefox by its own protocol, Marionette: unlike WebDriver BiDi it runs scripts with the browser's
// rights, and only those are told which animations the compositor runs.

/** A layer that an animation moves. */
export interface Layer {
  /** CSS px. */
  readonly width: number;
  /** Whether any of it is in the window. */
  readonly visible: boolean;
  readonly onCompositor: boolean;
  /** Why the compositor refused it; empty where it did not. */
  readonly refusal: string;
}

// In the page's process, with the browser's rights: a page cannot ask for these properties.
const readLayers = `
  const root = content.document.querySelector('nalssi-ticker')?.openOrClosedShadowRoot;
  const layers = (root ?? content.document).getAnimations().map(({ effect }) => {
    const { left, right, width } = effect.target.getBoundingClientRect();
    const [property] = effect.getProperties();
    return {
      width,
      visible: right > 0 && left < content.innerWidth,
      onCompositor: property.runningOnCompositor,
      refusal: property.warning ?? '',
    };
  });
  sendAsyncMessage('nalssi:layers', { layers, density: content.devicePixelRatio });
`;

const askForLayers = `
  const [script, done] = arguments;
  const { messageManager } = gBrowser.selectedBrowser;
  messageManager.addMessageListener('nalssi:layers', function answer({ data }) {
    messageManager.removeMessageListener('nalssi:layers', answer);
    done(data);
  });
  messageManager.loadFrameScript('data:application/javascript,' + encodeURIComponent(script), false);
`;

export class Marionette implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  readonly #answers = new Map<
    number,
    (answer: readonly [error: unknown, value: unknown]) => void
  >();
  #received = Buffer.alloc(0);
  #sent = 0;

  private constructor(child: ChildProcess, profile: string, socket: Socket) {
    this.#child = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('data', (data: Buffer) => this.#receive(data));
  }

  /** Starts a Firefox with so many device pixels per CSS px. */
  static async start(executable: string, density: number): Promise<Marionette> {
    const profile = mkdtempSync(join(tmpdir(), 'nalssi-firefox-'));
    const preferences = {
      // Any that is free; Firefox writes it into the profile.
      'marionette.port': 0,
      'layout.css.devPixelsPerPx': String(density),
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    };
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const rights = ['-marionette', '-remote-allow-system-access'];
    const place = ['-headless', '-no-remote', '--width=1200', '--height=400', '-profile', profile];
    const child = spawn(executable, [...rights, ...place], { stdio: 'ignore' });
    const portFile = join(profile, 'MarionetteActivePort');
    while (!existsSync(portFile) || readFileSync(portFile, 'utf8') === '') {
      if (child.exitCode !== null) throw new Error('Firefox ended before it listened.');
      await wait(50);
    }
    const socket = createConnection(Number(readFileSync(portFile, 'utf8')), '127.0.0.1');
    const firefox = new Marionette(child, profile, socket);
    await firefox.#send('WebDriver:NewSession', {});
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.#send('Marionette:SetContext', { value: 'content' });
    await this.#send('WebDriver:Navigate', { url });
  }

  /** The moving layers of the ticker; those of the page where there is none. */
  async layers(): Promise<{ layers: readonly Layer[]; density: number }> {
    await this.#send('Marionette:SetContext', { value: 'chrome' });
    const answer = await this.#send('WebDriver:ExecuteAsyncScript', {
      script: askForLayers,
      args: [readLayers],
      sandbox: 'system',
    });
    return (answer as { value: { layers: readonly Layer[]; density: number } }).value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((done) => this.#child.once('exit', done));
    this.#child.kill();
    await ended;
    this.#socket.destroy();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A message is its length in bytes, a colon, and JSON: type, number, then two that differ by type. */
  async #send(command: string, parameters: object): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    const message = JSON.stringify([0, id, command, parameters]);
    const [error, value] = await new Promise<readonly [unknown, unknown]>((answered) => {
      this.#answers.set(id, answered);
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
    if (error !== null) throw new Error(`${command}: ${JSON.stringify(error)}`);
    return value;
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(colon, 0)).toString());
      if (colon === -1 || this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      // The first message is a greeting and no answer.
      if (Array.isArray(message)) this.#answers.get(message[1])?.([message[2], message[3]]);
    }
  }
}
