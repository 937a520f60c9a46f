/**
 * How long tests wait for what must come, milliseconds: longer than any machine needs for it. It ends what hangs; no
 * test means to wait for as long.
 */
export const patience = Number(process.env['TEST_PATIENCE'] ?? 60_000);
