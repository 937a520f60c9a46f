import type { SourceHealth } from '@nalssi/schemas';
import { failureText, regionName, sourceErrorText } from '../format/names.ts';
import { durationText } from '../format/times.ts';
import { percentText } from '../format/values.ts';
import type { Reason } from '../model/verdict.ts';
import { wordFor } from '../words.ts';
import { forecastText } from './forecast-text.ts';
import { fill, list, plainTime, type View } from './view.ts';

/** Regions that are named before the rest is left to the list. */
const regionsNamed = 4;

export interface ReasonTexts {
  readonly what: string;
  readonly action: string;
  readonly detail?: string;
}

/** A reason in words, and what a person can do about it. */
export function reasonTexts(reason: Reason, view: View): ReasonTexts {
  const { words } = view;
  const { reasons } = words;
  switch (reason.kind) {
    case 'unreachable':
      return {
        what: fill(reasons.unreachable, { what: failureText(reason.failure, words) }),
        action: words.failureActions[reason.failure.reason],
      };
    case 'silent':
      return {
        what: fill(reasons.silent, { time: plainTime(reason.since, view) }),
        action: reasons.silentAction,
      };
    case 'sources':
      return sourceTexts(reason, view);
    case 'no-source':
      return { what: reasons.noSource, action: reasons.noSourceAction };
    case 'starting':
      return { what: reasons.starting, action: reasons.startingAction };
    case 'late':
      return { what: reasons.late, action: reasons.lateAction };
    case 'unexplained':
      return { what: reasons.unexplained, action: reasons.unexplainedAction };
    case 'share':
      return {
        what: sharePart(reasons.share, reason.notFresh, reason, view),
        action: reasons.shareAction,
      };
    case 'contradicted':
      return {
        what: sharePart(reasons.contradicted, reason.stations, reason, view),
        action: reasons.contradictedAction,
      };
    case 'clock':
      return {
        what: fill(reason.ahead > 0 ? reasons.clockAhead : reasons.clockBehind, {
          length: durationText(Math.abs(reason.ahead), words),
        }),
        action: reasons.clockAction,
      };
    case 'output':
      return {
        what: fill(reasons.output, {
          output: wordFor(words.outputs, reason.output.id),
          time: reason.output.since === null ? words.unknown : plainTime(reason.output.since, view),
        }),
        action: words.outputAction,
      };
    case 'quota':
      return {
        what: fill(reasons.quota, {
          source: reason.source.id,
          what: forecastText(reason.forecast, view),
        }),
        action: reasons.quotaAction,
      };
    case 'file':
      return {
        what: fill(reasons.file, {
          file: `${reason.file}.json`,
          what: failureText(reason.failure, words),
        }),
        action: reasons.fileAction,
      };
  }
}

/** How many stations of all, and where most of them are. */
function sharePart(
  template: string,
  stations: number,
  { expected, regions }: Extract<Reason, { regions: unknown }>,
  { words, language }: View,
): string {
  const named = regions
    .slice(0, regionsNamed)
    .map(([region, some]) => `${regionName(region, language, words)} ${some}`);
  return fill(template, {
    stations: String(stations),
    expected: String(expected),
    percent: percentText(stations, expected),
    regions: list(named, words) + (regions.length > regionsNamed ? ' …' : ''),
  });
}

function sourceTexts(
  { code, sources }: Extract<Reason, { kind: 'sources' }>,
  view: View,
): ReasonTexts {
  const { words } = view;
  const lastError = sources.map((source) => source.lastError).find((error) => error?.code === code);
  const { message, action } = sourceErrorText(
    lastError ?? { code, message: code, action: words.reasons.unexplainedAction },
    words,
  );
  return {
    what: fill(words.reasons.source, {
      source: list(
        sources.map(({ id }) => id),
        words,
      ),
      what: message || words.unknown,
    }),
    action,
    detail: sinceText(sources, view),
  };
}

/** Of several sources the newest success: since then there has been nothing at all from them. */
function sinceText(sources: readonly SourceHealth[], view: View): string {
  const { sourceSince, sourceNever, sourcesSince } = view.words.reasons;
  const times = sources.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []);
  const newest = Math.max(...times.map((time) => Date.parse(time)));
  const count = String(Math.max(...sources.map(({ consecutiveFailures }) => consecutiveFailures)));
  if (times.length === 0) return fill(sourceNever, { count });
  const template = sources.length === 1 ? sourceSince : sourcesSince;
  return fill(template, { count, time: plainTime(newest, view) });
}
