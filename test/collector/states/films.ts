import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a Prometheus reads at one address: healthy for a while, then broken, then mended. */
export interface Film {
  readonly id: string;
  /** Where it is. `broken` begins by itself once enough scrapes were healthy. */
  readonly healthy: Frame;
  readonly broken: readonly (Frame | null)[];
  readonly mended: Frame;
}

/** A text of `/metrics` as it was recorded. */
export interface Frame {
  readonly text: string;
  /** ms by which its clock is behind that of the machine now, at the moment it was recorded. */
  readonly behind: number;
  /** By the clock of the machine. */
  readonly recordedAt: number;
  /** ms that have passed for the process since, in which nothing but its clock moved. */
  readonly lasted?: number;
  /** Added to its sequence: on one directory it only rises, and recordings are of several. */
  readonly sequence?: number;
}

/** Healthy scrapes before a film breaks: as many as fill the windows of the rules. */
const healthyScrapes = 8;

interface Showing {
  readonly healthy: Slide;
  readonly broken: readonly (Slide | null)[];
  readonly mended: Slide;
  scrapes: number;
  isMended: boolean;
}

/**
 * Shows films to a Prometheus. What they say of times is moved to now, as if they had been recorded
 * at this moment: the rules compare it with nothing else.
 */
export class Projector implements AsyncDisposable {
  readonly #server: Server;
  readonly #films = new Map<string, Showing>();
  readonly port: number;

  private constructor(server: Server, films: readonly Film[]) {
    this.#server = server;
    const shownAt = Date.now();
    const slide = (frame: Frame) => new Slide(frame, shownAt);
    for (const { id, healthy, broken, mended } of films) {
      this.#films.set(id, {
        healthy: slide(healthy),
        broken: broken.map((frame) => (frame === null ? null : slide(frame))),
        mended: slide(mended),
        scrapes: 0,
        isMended: false,
      });
    }
    server.on('request', (request, response) => {
      const text = this.#textAt((request.url ?? '').slice(1));
      if (text === null) response.destroy();
      else response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end(text);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  static async show(films: readonly Film[]): Promise<Projector> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Projector(server, films);
  }

  /** From now on all films are mended. */
  mend(): void {
    for (const showing of this.#films.values()) showing.isMended = true;
  }

  #textAt(id: string): string | null {
    const showing = this.#films.get(id);
    if (showing === undefined) return null;
    const { healthy, broken, mended, isMended } = showing;
    const place = showing.scrapes - healthyScrapes;
    showing.scrapes += 1;
    const isBroken = !isMended && place >= 0;
    const slide = isMended
      ? mended
      : place < 0
        ? healthy
        : broken[Math.min(place, broken.length - 1)];
    if (!slide) return null;
    return `${slide.textAt(Date.now())}nalssi_film_is_broken ${Number(isBroken)}\n`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Of Node itself, which no rule asks for but for its start. */
const unwatched = /^(?:#|$|nalssi_nodejs_|nalssi_process_(?!start_time)|\w+_bucket\{)/;

/** A frame, ready to be shown at any moment. */
class Slide {
  readonly #lines: readonly string[];
  readonly #moving: readonly { readonly series: string; readonly at: number }[];

  /** What began once began once: by `shownAt` it is moved, all else to the moment of the look. */
  constructor({ text, behind, recordedAt, lasted = 0, sequence = 0 }: Frame, shownAt: number) {
    const lines: string[] = [];
    const moving: { series: string; at: number }[] = [];
    for (const line of text.split('\n').filter((one) => !unwatched.test(one))) {
      const [series = '', value = ''] = splitAtLast(line);
      const at = Number(value) * 1_000 + behind - recordedAt;
      if (series === 'nalssi_published_sequence') {
        lines.push(`${series} ${Number(value) + sequence}`);
      } else if (series === 'nalssi_process_start_time_seconds') {
        lines.push(`${series} ${(at + shownAt) / 1_000}`);
      } else if (series === 'nalssi_time_seconds') {
        moving.push({ series, at });
      } else if (/^\w+_timestamp_seconds(?:\{|$)/.test(series) && value !== '0') {
        moving.push({ series, at: at - lasted });
      } else {
        lines.push(line);
      }
    }
    this.#lines = lines;
    this.#moving = moving;
  }

  textAt(now: number): string {
    const moved = this.#moving.map(({ series, at }) => `${series} ${(at + now) / 1_000}`);
    return `${[...this.#lines, ...moved].join('\n')}\n`;
  }
}

function splitAtLast(line: string): [string, string] {
  const place = line.lastIndexOf(' ');
  return [line.slice(0, place), line.slice(place + 1)];
}
