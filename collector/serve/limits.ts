import { type Duration, seconds } from '../time/clock.ts';

/** What one reader, or all of them together, may take from the server. */
export interface ServerLimits {
  /** From the first byte of a request, or from the start of the connection, to the last header. */
  readonly headers: Duration;
  /** From the first byte of a request to the last byte of its body. */
  readonly request: Duration;
  /** How long a connection stays open between two requests. */
  readonly idle: Duration;
  /** How long a request for the feed waits for the first publish before it is told to come again. */
  readonly patience: Duration;
  /** How long a reader may take for the bytes of an answer. */
  readonly answer: Duration;
  /** How often connections are looked at; each of the times above may be exceeded by this. */
  readonly check: Duration;
  /** Connections open at once; what comes beyond is closed at once. */
  readonly connections: number;
  /** Requests on one connection, the last of which is told that it is. */
  readonly requestsPerConnection: number;
  /** Requests that may wait on one connection for the answer to one before them. */
  readonly pipelined: number;
  /** The same, on all connections together. */
  readonly pipelinedInAll: number;
  /** Bytes of a request's first line and headers. */
  readonly headerBytes: number;
  readonly headerCount: number;
  /** Characters of a request's target. */
  readonly targetLength: number;
}

/**
 * A connection that does nothing costs about 20 kB, one that fills its headers 16 kB more: 4,000 of
 * the worst stay below 200 MB, garbage included, and below the file descriptors of any usual system.
 */
export const standardLimits: ServerLimits = {
  headers: seconds(10),
  request: seconds(15),
  idle: seconds(5),
  patience: seconds(10),
  answer: seconds(60),
  check: seconds(1),
  connections: 4_000,
  requestsPerConnection: 10_000,
  pipelined: 64,
  pipelinedInAll: 4_096,
  headerBytes: 16 * 1024,
  headerCount: 100,
  targetLength: 4_096,
};
