import type { WarningKind, WarningLevel } from '@nalssi/schemas';
import { encodeEucKr } from '../euc-kr.ts';
import type { Weather } from '../weather.ts';
import { formatPortalAnswer, type PortalForm } from './data-go-kr.ts';

/** A warning that the upstream on loopback has in force. */
export interface UpstreamWarning {
  readonly kind: WarningKind;
  readonly level: WarningLevel;
  readonly zone: { readonly id: string; readonly name: string };
  readonly parent: { readonly id: string; readonly name: string };
  /** KMA's word for what it did last: 발표, 변경, 연장, 정정, 대치, 해제. */
  readonly command: string;
  /** RFC 3339, Korean time. */
  readonly issuedAt: string;
  readonly effectiveAt: string;
}

/** KMA's words at the hub; the portal says 폭풍해일 for the storm surge. */
const kindWords: Readonly<Record<WarningKind, string>> = {
  'strong-wind': '강풍',
  'heavy-rain': '호우',
  'cold-wave': '한파',
  dry: '건조',
  'storm-surge': '해일',
  tsunami: '지진해일',
  'high-seas': '풍랑',
  typhoon: '태풍',
  'heavy-snow': '대설',
  'yellow-dust': '황사',
  'heat-wave': '폭염',
  fog: '안개',
  'tropical-night': '열대야',
};

const hubLevels: Readonly<Record<WarningLevel, string>> = {
  preliminary: '예비',
  advisory: '주의',
  warning: '경보',
  severe: '중대경보',
};

const portalLevels: Readonly<Record<WarningLevel, string>> = {
  preliminary: '예비특보',
  advisory: '주의보',
  warning: '경보',
  severe: '중대경보',
};

/** `2026-07-28T15:37:00+09:00` as KMA writes it: `202607281537`. */
function stampOf(time: string): string {
  return time.slice(0, 16).replace(/[-T:]/g, '');
}

/** The hub's `wrn_now_data_new.php` with `disp=0` and `help=1`, as text. */
export function hubWarningsText(weather: Weather, warnings: readonly UpstreamWarning[]): string {
  const rows = warnings.map(({ kind, level, zone, parent, command, issuedAt, effectiveAt }) => {
    const cells = [
      parent.id,
      parent.name,
      zone.id,
      zone.name,
      stampOf(issuedAt),
      stampOf(effectiveAt),
      kindWords[kind],
      hubLevels[level],
      command,
      '',
    ];
    return `${cells.join(', ')} ,=`;
  });
  return [
    '#START7777',
    `#기준시각:${stampOf(weather.observedAt)}`,
    '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM',
    ...rows,
    // KMA leaves the last line out where there is no row.
    ...(rows.length > 0 ? ['#7777END'] : []),
    '',
  ].join('\n');
}

/** The same in EUC-KR, as on the wire. */
export function formatHubWarnings(
  weather: Weather,
  warnings: readonly UpstreamWarning[],
): Uint8Array {
  return encodeEucKr(hubWarningsText(weather, warnings));
}

/** The portal's `getPwnStatus`: lines for people, zones by the name of the zone above them. */
export function formatPortalWarnings(
  weather: Weather,
  warnings: readonly UpstreamWarning[],
  form: PortalForm = 'JSON',
): string {
  const inForce = warnings.filter(({ level }) => level !== 'preliminary');
  const preliminary = warnings.filter(({ level }) => level === 'preliminary');
  const t6 = [...groupBy(inForce, headOf)].map(([head, group]) => `o ${head} : ${zonesOf(group)}`);
  const t7 = [...groupBy(preliminary, headOf)].map(
    ([head, group], index) =>
      `(${index + 1}) ${head.replace('예비', ' 예비')}\r\no 07월 29일 밤(18시~24시) : ${zonesOf(group)}`,
  );
  const stamp = stampOf(weather.observedAt);
  const item = {
    other: 'o 없음\r\n\r\n',
    t6: t6.length === 0 ? 'o 없 음' : t6.join('\r\n'),
    t7: t7.length === 0 ? 'o 없음' : t7.join('\r\n'),
    tmEf: stamp,
    tmFc: Number(stamp),
    tmSeq: 130,
  };
  return formatPortalAnswer([item], form);
}

function headOf({ kind, level }: UpstreamWarning): string {
  return kindWords[kind].replace(/^해일$/, '폭풍해일') + portalLevels[level];
}

function zonesOf(warnings: readonly UpstreamWarning[]): string {
  return [...groupBy(warnings, ({ parent }) => parent.name)]
    .map(([parent, group]) => `${parent}(${group.map(({ zone }) => zone.name).join(', ')})`)
    .join(', ');
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
