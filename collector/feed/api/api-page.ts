import { regionNames } from '@nalssi/schemas';
import { boardRegions } from '../board-stations.ts';
import { type Feed, feeds } from '../discovery-file.ts';
import { questions } from './api-questions.ts';

/**
 * A page about the feed for people, in one language at a time. It can be read without scripts; with
 * them it shows what the files say now. `publicUrl` is where readers find the feed's folder `v1/`,
 * where somebody said it.
 */
export function apiPageOf(publicUrl: string | null): string {
  const host = publicUrl?.replace(/\/$/, '') ?? 'HOST';
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Nalssi 피드 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="api.css">
<script type="module" src="api.js"></script>
</head>
<body>
<header>
<p class="name">Nalssi <b>${both('피드 API', 'feed API')}</b></p>
${languages()}
</header>
<main>
<h1>${both('기상청 관측값, 검사하고 시각을 붙인 JSON', 'KMA observations as JSON, checked and dated')}</h1>
<p>${both(
    '열쇠도 가입도 필요 없습니다. 모든 파일은 어느 사이트에서나 읽을 수 있습니다(CORS <code>*</code>). 보여 줄 때에는 출처(기상청)를 밝혀야 합니다.',
    'No key, no account; every file may be read from any site (CORS <code>*</code>). Whoever shows them must name KMA (기상청).',
  )}</p>
<p class="now" id="now" role="status"></p>
${tryIt()}
<section>
<h2>${both('파일', 'Files')}</h2>
${Object.values(feeds).map(fileOf).join('\n')}
</section>
<section>
<h2>${both('읽는 법', 'How to read it')}</h2>
<ul>
${rules.map(([ko, en]) => `<li>${both(ko, en)}</li>`).join('\n')}
</ul>
</section>
${whatOperatorsAsk(host)}
</main>
<footer><a href="openapi.json">OpenAPI 3.1</a> <a href="index.json">index.json</a> <a href="../ops/">${both('운영 화면', 'Page for operators')}</a></footer>
</body>
</html>
`;
}

/** The same in both languages; the style sheet shows one. */
function both(ko: string, en: string): string {
  return `<span lang="ko">${ko}</span><span lang="en">${en}</span>`;
}

/** A file of the feed with its schema, and room for what it says now. */
function fileOf({ kind, url, ko, en }: Feed): string {
  const example = url.replace('{station}', '108').replace(/\{(?:region|board)\}/, 'KR-44');
  return `<details class="file" data-file="${example}"${kind === 'ticker' && url === example ? ' open' : ''}>
<summary><code>${url}</code><span class="what">${both(ko, en)}</span></summary>
<p class="links"><a href="${example}">/v1/${example}</a> <a href="schema/1.0/${kind}.schema.json">JSON Schema</a></p>
<pre tabindex="0"></pre>
</details>`;
}

/** Which of the two languages is read. */
function languages(): string {
  return `<fieldset class="languages">
<legend>${both('언어', 'Language')}</legend>
<label><input type="radio" name="language" value="ko" id="ko" checked> 한국어</label>
<label><input type="radio" name="language" value="en" id="en"> <span>English</span></label>
</fieldset>`;
}

const country = { ko: '전국', en: 'Country' };

function tryIt(): string {
  const files = Object.values(feeds)
    .map(
      ({ url }) => `<option${url === 'regions/{region}.json' ? ' selected' : ''}>${url}</option>`,
    )
    .join('');
  const regions = boardRegions
    .map((code) => {
      const { ko, en } = code === 'KR' ? country : regionNames[code];
      const chosen = code === 'KR-44' ? ' selected' : '';
      return `<option value="${code}" data-ko="${ko}" data-en="${en}"${chosen}>${code} ${ko}</option>`;
    })
    .join('');
  return `<section class="try" id="try" hidden>
<h2>${both('해 보기', 'Try it')}</h2>
<div class="fields">
<label>${both('파일', 'File')} <select id="file">${files}</select></label>
<label>${both('시도', 'Region')} <select id="region">${regions}</select></label>
<label>${both('지점 번호', 'Station')} <input id="station" value="108" inputmode="numeric" size="6"></label>
<button type="button" id="ask">${both('불러오기', 'Fetch')}</button>
</div>
${copied('', 'curl')}
<p id="answer" role="status"></p>
<pre id="body" tabindex="0" hidden></pre>
</section>`;
}

function whatOperatorsAsk(host: string): string {
  const answers = questions.map(
    ({ ko, en, command }) =>
      `<dt>${both(ko, en)}</dt><dd>${copied(command.replaceAll('HOST', host))}</dd>`,
  );
  return `<section>
<h2>${both('운영자가 묻는 것', 'What operators ask')}</h2>
<dl>
${answers.join('\n')}
</dl>
</section>`;
}

/** A command with a button that copies it. */
function copied(command: string, id?: string): string {
  const text = command.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<span class="command"><code${id === undefined ? '' : ` id="${id}"`}>${text}</code><button type="button" class="copy" hidden>${both('복사', 'Copy')}</button></span>`;
}

const rules: readonly (readonly [ko: string, en: string])[] = [
  [
    '모든 파일은 그 순간의 전체입니다. <code>generatedAt</code>은 파일을 만든 시각이고, 값마다 따로 <code>observedAt</code>(관측 시각)이 있습니다. <code>expiresAt</code>이 지난 값은 보여 주지 마세요.',
    'Every file is the whole of its moment. <code>generatedAt</code> is when it was made; each value has its own <code>observedAt</code>. Do not show a value past its <code>expiresAt</code>.',
  ],
  [
    '<code>ttl</code>초 뒤에 다시 읽으세요. ETag를 보내면 바뀌지 않았을 때 304만 받습니다.',
    'Ask again after <code>ttl</code> seconds. With the ETag, what has not changed costs a 304.',
  ],
  [
    '<code>state</code>: <code>fresh</code>는 새 값, <code>carried</code>는 앞선 응답에서 이어 온 값, <code>expired</code>는 시한이 지난 값, <code>never</code>는 아직 없는 값입니다.',
    '<code>state</code>: <code>fresh</code>; <code>carried</code>, kept from an earlier answer; <code>expired</code>; <code>never</code>, not heard of yet.',
  ],
  [
    '<code>quality</code>: <code>pass</code> 통과, <code>suspect</code> 의심, <code>fail</code> 탈락, <code>unchecked</code> 검사 안 함, <code>missing</code> 없음. 티커에는 탈락한 값이 나오지 않습니다.',
    '<code>quality</code>: <code>pass</code>, <code>suspect</code>, <code>fail</code>, <code>unchecked</code>, <code>missing</code>. The ticker never shows a value that failed.',
  ],
  [
    '<code>observations.json</code>의 값은 품질, 실행한 검사와 통과하지 못한 검사, 출처, 시각, 상태를 모두 함께 지닙니다. <code>null</code>이면 까닭(<code>reason</code>)도 있습니다.',
    'A value of <code>observations.json</code> says everything of itself: quality, the checks that ran and that failed, source, times and state; where it is <code>null</code> also the <code>reason</code>.',
  ],
  ['모르는 필드와 코드는 무시하세요.', 'Ignore fields and codes that you do not know.'],
];
