/** What one part of the bench measured. */
export interface BenchReport {
  /** What was measured, in a line. */
  readonly title: string;
  /** For people: a row for each thing measured. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  /** For machines. */
  readonly data: object;
  /** Limits that do not hold, in words. */
  readonly broken: readonly string[];
}
