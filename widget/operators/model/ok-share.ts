/** Share of the expected stations that must be in order; the collector's rule for `ok`. */
export const okShare = 0.95;
