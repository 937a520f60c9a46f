/** Style of the page about the feed, as a file of its own so that a strict content policy allows it. */
export const apiPageStyle = `:root {
  color-scheme: light dark;
  --text: light-dark(#1c2024, #e8eaed);
  --quiet: light-dark(#5a6370, #a3adba);
  --line: light-dark(#dde1e6, #343a42);
  --page: light-dark(#fff, #14171a);
  --raised: light-dark(#f5f7f9, #1d2126);
  --accent: light-dark(#0b5cad, #7db8f5);
}
* { box-sizing: border-box; }
body:has(#en:checked) [lang="ko"], body:not(:has(#en:checked)) [lang="en"] { display: none; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
header, main, footer { max-inline-size: 860px; margin-inline: auto; padding-inline: 20px; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; justify-content: space-between; padding-block: 16px; }
.name { margin: 0; font-size: 17px; }
.languages { display: flex; gap: 4px; margin: 0; padding: 3px; border: 1px solid var(--line); border-radius: 8px; }
.languages legend { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.languages label { padding: 2px 12px; border-radius: 5px; cursor: pointer; color: var(--quiet); font-size: 14px; line-height: 26px; }
.languages label:has(:checked) { background: var(--raised); color: var(--text); font-weight: 700; }
.languages label:has(:focus-visible) { outline: 2px solid var(--accent); }
.languages input { position: absolute; opacity: 0; }
h1 { margin: 16px 0 8px; font-size: clamp(22px, 5vw, 30px); line-height: 1.3; text-wrap: balance; }
h2 { margin: 40px 0 12px; font-size: 20px; }
a { color: var(--accent); }
code, pre { font: 13.5px/1.55 ui-monospace, "SFMono-Regular", Consolas, "Noto Sans Mono CJK KR", monospace; }
.now { min-block-size: 1.6em; margin: 0; color: var(--quiet); font-size: 14px; }
.try { margin-block: 24px; padding: 4px 20px 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); }
.try h2 { margin-block: 12px; }
.try p { margin-block: 8px 0; color: var(--quiet); font-size: 14px; }
.fields { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; margin-block-end: 12px; }
.fields label { display: grid; gap: 2px; color: var(--quiet); font-size: 13px; }
.fields label[hidden] { display: none; }
select, input, button { min-block-size: 40px; max-inline-size: 100%; padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); color: var(--text); font: inherit; font-size: 15px; }
#ask { border-color: transparent; background: var(--accent); color: var(--page); font-weight: 700; }
button { cursor: pointer; }
pre { max-block-size: 420px; margin: 12px 0 0; padding: 14px 16px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--page); white-space: pre-wrap; }
pre:empty { display: none; }
.file { border-block-start: 1px solid var(--line); }
.file:last-of-type { border-block-end: 1px solid var(--line); }
.file > :not(summary) { margin-inline: 20px 0; }
.file pre { margin-block-end: 20px; background: var(--raised); }
summary { padding-block: 12px; cursor: pointer; }
summary code { font-weight: 700; }
.what { display: block; padding-inline-start: 20px; color: var(--quiet); }
.links { margin-block: 0; font-size: 14px; }
.links a, footer a { margin-inline-end: 16px; }
ul { padding-inline-start: 20px; }
li { margin-block: 8px; }
dt { margin-block-start: 20px; font-weight: 700; }
dd { margin: 6px 0 0; }
.command { display: flex; gap: 8px; align-items: start; justify-content: space-between; padding: 8px 8px 8px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--page); }
.command code { padding-block: 5px; }
.command:has(code:empty) { display: none; }
.copy { flex: none; min-block-size: 32px; font-size: 13px; }
footer { padding-block: 40px; font-size: 14px; }
`;
