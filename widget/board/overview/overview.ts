import { fill } from '../../format/words.ts';
import { VisibilityController } from '../../ticker/visibility-controller.ts';
import { adoptIn } from '../adopted.ts';
import type { BoardHost, BoardOverview } from '../extension.ts';
import type { MapFile } from '../map-file.ts';
import { tabsOf } from '../model/regions.ts';
import { dayOf } from './day.ts';
import { extremesView } from './extremes-view.ts';
import { MapSize } from './map-size.ts';
import { mapView, markView } from './map-view.ts';
import type { MapMark } from './marks.ts';
import { noticeView } from './notice-view.ts';
import { styles } from './overview.styles.ts';
import { rangeView } from './range-view.ts';
import { overviewer } from './seen.ts';
import { warningsView } from './warnings-view.ts';
import { windView } from './wind-view.ts';
import { ko } from './words-ko.ts';

/** As many as have room for their values on a map. */
const firstMarks = 40;

/** Draws what stands around the table of one board: map, extremes and warnings. */
export function overview(host: BoardHost): BoardOverview {
  const { element, frame, templates } = host;
  adoptIn(frame, styles);
  frame.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('[data-retry]')) void element.refresh();
  });
  const seenOf = overviewer();
  const size = new MapSize(element);
  const visibility = new VisibilityController(
    element,
    element,
    (offscreen, hidden) => host.setSeen(!offscreen && !hidden),
    () => {},
  );
  // Those that come later are told of the next time alone.
  visibility.hostConnected();
  return {
    see(table, files, question) {
      const own = host.words.overview ?? ko;
      const seen = seenOf(table, files, question, size, own);
      const { sheet, marks, warned, extremes, unit } = seen;
      const { answers, words } = question;
      return {
        marks,
        warned,
        draw(moment, circumstances) {
          const { proportion, controls } = circumstances;
          const map = {
            ...seen,
            proportion: seen.proportion || proportion,
            hatches: (map: MapFile, pattern: string) => controls && answers.hatches(map, pattern),
            label: controls?.mapLabel ?? fill(words.title, { region: moment.region }),
            role: own.mapRole,
            // Without tabs nobody could go back.
            isOpening: moment.regions.length === 0 && tabsOf(element.tabs ?? '').length > 1,
          };
          return {
            notice: noticeView(circumstances, moment, own, templates),
            warnings: warningsView(warned, moment.now, own, words.common, templates),
            extremes: extremesView(extremes, moment, own, templates),
            map: files.maps && !sheet ? null : mapView(map, words.common.language, templates),
            borders: sheet ? ` · ${own.borders}` : '',
          };
        },
        dayOf,
        range: (row) => rangeView(row, seen.isToday, question, templates),
        wind: (row) => windView(row, files.now, own, templates),
        stations(box) {
          size.of(box.closest('.map'));
          const current = answers.mapStop;
          return {
            box,
            length: marks.length,
            // The last of them are those with values.
            isFromEnd: true,
            atFirst: firstMarks,
            draw: (index) => markView(marks[index] as MapMark, { unit, current }, templates),
          };
        },
      };
    },
    refuse: (unknown) =>
      templates.html`<p class="notice">${fill((host.words.overview ?? ko).unknownRegion, { regions: unknown.join(', ') })}</p>`,
  };
}
