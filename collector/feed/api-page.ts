import { feeds } from './discovery-file.ts';

/** A page about the feed for people, without scripts, Korean and English side by side. */
export function apiPageOf(): string {
  const rows = Object.values(feeds)
    .map(({ kind, url, ko, en }) => {
      const example = url.replace('{station}', '108').replace('{region}', 'KR-44');
      return `<tr><td><a href="${example}"><code>/v1/${url}</code></a></td><td lang="ko">${ko}</td><td lang="en">${en}</td><td><a href="schema/1.0/${kind}.schema.json">schema</a></td></tr>`;
    })
    .join('\n');
  const answers = questions
    .map(
      ({ ko, en, command }) =>
        `<tr><td lang="ko">${ko}</td><td lang="en">${en}</td><td><code>${command.replaceAll('<', '&lt;')}</code></td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nalssi 피드 API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="api.css">
</head>
<body>
<main>
<h1>Nalssi 피드 <span lang="en">feed API</span></h1>
<p>기상청 관측값을 검사하여 시각과 함께 제공하는 JSON 피드입니다. 보여 줄 때에는 출처(기상청)를 밝혀야 합니다.</p>
<p lang="en">Station observations of the Korea Meteorological Administration, checked and dated. Whoever shows them must name KMA (기상청).</p>
<table>
<caption>파일 <span lang="en">Files</span></caption>
<thead><tr><th scope="col">주소 <span lang="en">Address</span></th><th scope="col">내용</th><th scope="col" lang="en">What</th><th scope="col">JSON Schema</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<h2>읽는 법 <span lang="en">How to read it</span></h2>
<ul>
<li>모든 파일은 전체 스냅샷입니다. <code>generatedAt</code>은 발행 시각, 각 값의 <code>observedAt</code>은 관측 시각입니다. <code>expiresAt</code>이 지난 값은 보여 주지 마세요. <span lang="en">Every file is a full snapshot with its own clock; each value has another. Do not show a value past its <code>expiresAt</code>.</span></li>
<li><code>ttl</code>초 뒤에 다시 읽으세요. ETag와 304를 씁니다. <span lang="en">Ask again after <code>ttl</code> seconds; ETags and 304 are served.</span></li>
<li><code>state</code>: <code>fresh</code>, <code>carried</code> (이전 값 유지, <span lang="en">kept from an earlier answer</span>), <code>expired</code>, <code>never</code>.</li>
<li><code>quality</code>: <code>pass</code>, <code>suspect</code>, <code>fail</code>, <code>unchecked</code>, <code>missing</code>.</li>
<li><code>observations.json</code>의 값에는 모든 것이 함께 있습니다: 값, 품질, 실행한 검사와 통과하지 못한 검사, 출처, 시각, 상태. <code>null</code>이면 이유(<code>reason</code>)도 있습니다. <span lang="en">A value of <code>observations.json</code> says everything of itself: value, quality, the checks that ran and that failed, source, times and state; where it is <code>null</code> also the <code>reason</code>.</span></li>
<li>모르는 필드와 코드는 무시하세요. <span lang="en">Ignore fields and codes that you do not know.</span></li>
</ul>
<table>
<caption>운영 질문과 답 <span lang="en">Questions of operators</span></caption>
<thead><tr><th scope="col">질문</th><th scope="col" lang="en">Question</th><th scope="col">명령 <span lang="en">Command</span></th></tr></thead>
<tbody>
${answers}
</tbody>
</table>
<p><a href="openapi.json">OpenAPI 3.1</a> · <a href="index.json">index.json</a> · <a href="/ops/">/ops/</a></p>
</main>
</body>
</html>
`;
}

/** What operators ask, and what answers it; `HOST` stands for the address of the feed. */
export const questions: readonly { ko: string; en: string; command: string }[] = [
  {
    ko: '최신인가?',
    en: 'Is it up to date?',
    command: 'curl -s HOST/v1/health.json | jq "{status, generatedAt, changedAt, summary}"',
  },
  {
    ko: '어느 관측소가 빠졌나?',
    en: 'Which stations are missing?',
    command: `curl -s HOST/v1/ticker.json | jq '.observations[] | select(.state != "fresh") | [.station, .name.ko, .state]'`,
  },
  {
    ko: '이 값은 어디서 왔나?',
    en: 'Where did this number come from?',
    command: `curl -s HOST/v1/observations.json | jq '.observations[] | select(.station == "108") | .temperature'`,
  },
  {
    ko: '어느 값이 의심스럽거나 없나?',
    en: 'Which values are doubtful or missing?',
    command: `curl -s HOST/v1/observations.json | jq -c '.observations[] | .station as $station | to_entries[] | select(.value.quality? | IN("suspect", "fail", "missing")) | [$station, .key, .value.value, .value.failed, .value.reason]'`,
  },
  {
    ko: '천안의 새벽 세 시 값은?',
    en: 'What did 천안 measure at three this morning?',
    command: `curl -s HOST/v1/stations/232.json | jq '[.history[] | select(.hour | contains("T03:"))] | last'`,
  },
  {
    ko: '키가 곧 다 되나?',
    en: 'Is my key about to run out?',
    command: `curl -s HOST/v1/health.json | jq '.sources[] | {id, state, stateSince, quota, blocked}'`,
  },
];

/** Style of the page, as a file of its own so that a strict content policy allows it. */
export const apiPageStyle = `:root{color-scheme:light dark}
body{margin:0;font:16px/1.6 "Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",sans-serif;word-break:keep-all}
main{max-inline-size:1080px;margin-inline:auto;padding:24px 16px}
table{inline-size:100%;border-collapse:collapse;margin-block:24px;display:block;overflow-x:auto}
caption{text-align:start;font-weight:700;font-size:20px;padding-block-end:8px}
th,td{text-align:start;vertical-align:top;padding:6px 12px 6px 0;border-block-end:1px solid color-mix(in srgb,CanvasText 20%,Canvas)}
code{font-size:14px;overflow-wrap:anywhere}
`;
