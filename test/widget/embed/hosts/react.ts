import { createElement, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';

// A page that a React 19 server rendered, hydrated after the ticker is at work.

const complaints: string[] = [];
Object.assign(globalThis, { complaints });

function Header() {
  const [region, setRegion] = useState('KR-44');
  const [shown, setShown] = useState(true);
  return createElement(
    'header',
    null,
    createElement(
      'button',
      { type: 'button', id: 'region', onClick: () => setRegion('KR-11') },
      '서울',
    ),
    createElement('button', { type: 'button', id: 'away', onClick: () => setShown(false) }, '닫기'),
    shown && createElement('nalssi-ticker', { region }, createElement('a', { href: '/w' }, '날씨')),
  );
}

const root = document.querySelector('#root');
if (root === null) throw new Error('no root');
customElements.whenDefined('nalssi-ticker').then(() =>
  hydrateRoot(root, createElement(Header), {
    onRecoverableError: (error) => complaints.push(String(error)),
  }),
);
