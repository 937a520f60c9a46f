/** Where the table scrolls by itself: to the row that was chosen. The page stays where it is. */
export function revealChosen(frame: HTMLElement): void {
  const row = frame.querySelector<HTMLElement>('tr.selected');
  const table = row?.closest('table');
  if (!row || !table || table.scrollHeight <= table.clientHeight) return;
  const above = row.getBoundingClientRect().top - table.getBoundingClientRect().top;
  const isSeen = above > row.offsetHeight && above < table.clientHeight - row.offsetHeight;
  if (!isSeen) table.scrollTop += above - table.clientHeight / 2;
}
