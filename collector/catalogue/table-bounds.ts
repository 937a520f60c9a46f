/** KMA has about 840 stations. Each that is known is a row of every file of the feed, and has one of its own. */
export const mostStations = 2_000;

/** KMA has some 400 zones; with all that ended, and those to come, perhaps thrice that. */
export const mostZones = 4_000;

/** So many zones hold a zone at most, of which the real ones have three: part, town, province, country. */
export const deepestZone = 8;
