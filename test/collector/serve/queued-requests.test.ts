import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Connections } from '../../../collector/serve/connections.ts';
import { standardLimits } from '../../../collector/serve/limits.ts';

const connectionsOf = (pipelined: number, pipelinedInAll: number) =>
  new Connections(
    createServer(),
    { ...standardLimits, pipelined, pipelinedInAll },
    () => undefined,
  );

test('as many requests may wait on a connection as its limit says, and one more for each that has its answer', () => {
  const connections = connectionsOf(2, 100);
  const socket = new Socket();

  expect([1, 2].map(() => connections.queue(socket))).toEqual([true, true]);

  connections.unqueue(socket);

  expect(connections.queue(socket)).toBe(true);
  expect(socket.destroyed).toBe(false);
  expect(connections.queue(socket)).toBe(false);
  expect(socket.destroyed).toBe(true);
});

test('and as many on all connections together', () => {
  const connections = connectionsOf(2, 3);
  const [one, other, last] = [new Socket(), new Socket(), new Socket()];

  expect([one, one, other].map((socket) => connections.queue(socket))).toEqual([true, true, true]);
  expect(connections.queue(last)).toBe(false);

  connections.unqueue(one);

  expect(connections.queue(other)).toBe(true);
});
