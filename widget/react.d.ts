import type { NalssiElements } from './jsx.d.ts';

// Types of `<nalssi-ticker>` for React 19.

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends NalssiElements {}
  }
}
