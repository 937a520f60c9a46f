import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { kstTime } from '../../format/time.ts';
import { durationText, isMoment, timeText } from '../format/times.ts';
import { percentText } from '../format/values.ts';
import type { Reason, Verdict, VerdictState } from '../model/verdict.ts';
import { reasonTexts } from './reason-texts.ts';
import { fill, icon, plainTime, type Tone, type View } from './view.ts';

const tones: Readonly<Record<VerdictState, Tone>> = {
  loading: 'calm',
  ok: 'good',
  degraded: 'warn',
  stale: 'bad',
  unreachable: 'bad',
};

export interface VerdictModel {
  readonly verdict: Verdict;
  /** When health was last read; `null` before. */
  readonly lastReadAt: number | null;
  /** Milliseconds until the next request; `null` while one is under way. */
  readonly wait: number | null;
  readonly refresh: () => void;
}

/** The one line that is understood in ten seconds, with why and what to do. */
export function verdictPanel(model: VerdictModel, view: View): TemplateResult {
  const { verdict, lastReadAt } = model;
  const { words } = view;
  const { state, since, causes, notices } = verdict;
  const { health } = view.files;
  return html`<section class="verdict ${tones[state]}" aria-labelledby="verdict-heading">
    <div class="line" role="status">
      ${icon(tones[state])}
      <h2 id="verdict-heading">${words.verdicts[state]}</h2>
      ${
        since === null
          ? nothing
          : html`<p class="since">
              ${fill(since.atLeast ? words.sinceAtLeast : words.since, { time: plainTime(since.at, view) })}
            </p>`
      }
    </div>
    ${
      health?.mode === 'replay'
        ? html`<p class="replay"><strong>${words.replay}</strong> ${words.replayNote}</p>`
        : nothing
    }
    ${
      state === 'unreachable' && lastReadAt !== null
        ? html`<p class="kept">${fill(words.kept, { time: plainTime(lastReadAt, view) })}</p>`
        : nothing
    }
    ${reasonList(words.causes, causes, view)} ${reasonList(words.notices, notices, view)}
    ${facts(model, view)}
  </section>`;
}

function reasonList(
  heading: string,
  reasons: readonly Reason[],
  view: View,
): TemplateResult | typeof nothing {
  if (reasons.length === 0) return nothing;
  return html`<h3>${heading}</h3>
    <ul class="reasons">
      ${reasons.map((reason) => {
        const { what, action, detail } = reasonTexts(reason, view);
        return html`<li>
          <p>${what}${detail === undefined ? nothing : html` <span class="faint">${detail}</span>`}</p>
          <p class="action"><span class="tag">${view.words.action}</span> ${action}</p>
        </li>`;
      })}
    </ul>`;
}

function facts({ wait, refresh }: VerdictModel, view: View): TemplateResult {
  const { words, now, files } = view;
  const { health } = files;
  const next =
    wait === null ? words.reading : fill(words.in, { age: durationText(wait + 999, words) });
  const cell = (name: string, value: unknown) => html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
  return html`<dl class="facts">
    ${
      health === null
        ? nothing
        : html`${cell(words.facts.generatedAt, clock(health.generatedAt, view))}
          ${cell(words.facts.changedAt, clock(health.changedAt, view))}
          ${cell(words.facts.stations, shareText(health.summary.fresh, health.summary.stations))}
          ${cell(words.facts.sequence, health.sequence)}
          ${cell(words.facts.mode, words.modes[health.mode] ?? health.mode)}
          ${cell(
            words.facts.build,
            fill(words.build, {
              version: health.build?.version ?? words.unknown,
              node: health.build?.node ?? words.unknown,
              time: timeText(Date.parse(health.build?.startedAt ?? ''), now, words),
            }),
          )}`
    }
    ${cell(
      words.facts.next,
      html`${next} <button type="button" class="refresh" @click=${refresh}>${words.refresh}</button>`,
    )}
  </dl>`;
}

function shareText(part: number, whole: number): string {
  return `${part} / ${whole} (${percentText(part, whole)})`;
}

/** To the second, counting up. */
function clock(time: string, { now, words }: View): TemplateResult {
  const at = Date.parse(time);
  if (!isMoment(at)) return html`<span class="alarming">${words.unreadable}</span>`;
  const age = fill(words.age, { age: durationText(now - at, words) });
  return html`<time datetime=${kstTime(at)}>${timeText(at, now, words, true)}</time>
    <span class="age">${age}</span>`;
}
