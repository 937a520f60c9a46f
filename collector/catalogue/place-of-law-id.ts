import { placeCatalogue } from '@nalssi/schemas';

/**
 * Number of the 시군구 of a district or of a part of it (법정동코드, five to ten digits), old or new.
 * `null` for one that nobody knows, and for an old one that was divided.
 */
export function placeOfLawId(lawId: string | null): string | null {
  const code = lawId?.slice(0, 5) ?? '';
  const found = placeCatalogue.filter(
    (place) => place.code === code || place.formerly?.includes(code),
  );
  const [one, ...others] = new Set(found.map((place) => place.parent ?? place.code));
  return others.length === 0 ? (one ?? null) : null;
}
