import { script } from './host-server.ts';

/**
 * The service worker that most sites with one have: it asks the network first, and gives what it kept
 * where there is none. To the page its answers look like those of a server.
 */
export const networkFirstWorker = script(`
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  event.respondWith((async () => {
    const cache = await caches.open('kept');
    try {
      const answer = await fetch(event.request);
      if (answer.ok) await cache.put(event.request, answer.clone());
      return answer;
    } catch (error) {
      return (await cache.match(event.request)) ?? Response.error();
    }
  })());
});
`);

/** Registers it, in a page that serves it at `/worker.js`. */
export const registersWorker = `<script>
  navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready);
</script>`;
