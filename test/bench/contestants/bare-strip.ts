import { makeItems, root, speed } from './page-data.ts';

// What most tickers are: one strip and its clone, moved by CSS.

const style = document.createElement('style');
style.textContent = `
  ul { display: flex; width: max-content; margin: 0; padding: 0; animation: strip 1s linear infinite }
  @keyframes strip { to { transform: translateX(-50%) } }`;
const strip = document.createElement('ul');
strip.append(...makeItems('li'), ...makeItems('li'));
document.head.append(style);
root.append(strip);
strip.style.animationDuration = `${strip.scrollWidth / 2 / speed}s`;
