import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MapFile } from '../../../widget/board/map-file.ts';

const folder = join(import.meta.dirname, '../../../widget/board/maps');

export const mapIds = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

export function mapBytes(id: string): Buffer {
  return readFileSync(join(folder, `${id}.json`));
}

export function mapFile(id: string): MapFile {
  return JSON.parse(mapBytes(id).toString());
}

export type Ring = readonly (readonly [x: number, y: number])[];

/** The rings of path data as the maps have it. Throws for anything else. */
export function ringsOf(path: string): Ring[] {
  return path
    .split('z')
    .slice(0, -1)
    .map((part) => {
      const [, start = '', dot, line = ''] =
        /^M([\d .-]+)(?:(h2v2h-2)|l([\d .-]+))$/.exec(part) ?? [];
      let [x, y] = numbersOf(start) as [number, number];
      if (Number.isNaN(x + y)) throw new Error(`no ring: ${part.slice(0, 60)}`);
      const ring: [number, number][] = [[x, y]];
      const steps = dot === undefined ? numbersOf(line) : [2, 0, 0, 2, -2, 0];
      for (let index = 0; index < steps.length; index += 2) {
        x += steps[index] ?? Number.NaN;
        y += steps[index + 1] ?? Number.NaN;
        if (Number.isNaN(x + y)) throw new Error(`no ring: ${part.slice(0, 60)}`);
        ring.push([x, y]);
      }
      return ring;
    });
}

function numbersOf(text: string): number[] {
  return (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
}

/** Units from a point to an outline; 0 within. Holes count as what they are. */
export function unitsTo(rings: readonly Ring[], x: number, y: number): number {
  let isInside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    let [ax, ay] = ring.at(-1) ?? [0, 0];
    for (const [bx, by] of ring) {
      if (by > y !== ay > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx) isInside = !isInside;
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
      const share = Math.min(1, Math.max(0, along));
      nearest = Math.min(
        nearest,
        Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y),
      );
      [ax, ay] = [bx, by];
    }
  }
  return isInside ? 0 : nearest;
}
