import type { RecordedObservation } from '../recording.ts';
import type { Weather } from '../weather.ts';

/** Numbers of KMA's icons, as seen beside these words in real lists. */
const icons: Readonly<Record<string, string>> = {
  맑음: '01',
  구름조금: '02',
  구름많음: '03',
  흐림: '04',
  소나기: '05',
  비: '08',
  눈: '11',
  천둥번개: '14',
  안개: '15',
  박무: '17',
  '-': '',
};

/** A `<local>` element as the upstream writes it; any text may be put in place of an attribute. */
export interface MapRow {
  readonly stn_id: string;
  readonly icon: string;
  readonly desc: string;
  readonly ta: string;
  readonly name: string;
}

export function mapRowOf({ station, name, condition, temperature }: RecordedObservation): MapRow {
  return {
    stn_id: station,
    icon: icons[condition] ?? '',
    desc: condition,
    ta: temperature.toFixed(1),
    name,
  };
}

/** A stamp of the list, as KMA writes it: hour 24 is allowed. */
export interface MapStamp {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
}

/** The stamp of an RFC 3339 time in Korean time. */
export function mapStampOf(observedAt: string): MapStamp {
  const [year = '', month = '', day = '', hour = ''] = observedAt.split(/[-T:]/);
  return { year, month, day, hour };
}

/** `sfc_web_map.xml`, byte for byte in KMA's manner but for what the rows say. */
export function formatMap(stamp: MapStamp, rows: readonly MapRow[], encoding = 'UTF-8'): string {
  const { year, month, day, hour } = stamp;
  const locals = rows.map(
    ({ stn_id, icon, desc, ta, name }) =>
      `<local stn_id="${stn_id}" icon="${icon}" desc="${desc}" ta="${ta}">${name}</local>`,
  );
  return `<?xml version="1.0" encoding="${encoding}" standalone="no" ?>
<current xmlns="current">
<weather year="${year}" month="${month}" day="${day}" hour="${hour}">
${locals.join('\n')}
</weather>
</current>
`;
}

/** `sfc_web_map.xml` of the surface stations. */
export function formatMapOf({ observedAt, stations }: Weather): string {
  const rows = stations.flatMap(({ id, name, network, word, values }) =>
    network === 'asos'
      ? [
          {
            stn_id: id,
            icon: icons[word ?? '-'] ?? '',
            desc: word ?? '-',
            ta: values.temperature?.toFixed(1) ?? '',
            name,
          },
        ]
      : [],
  );
  return formatMap(mapStampOf(observedAt), rows);
}
