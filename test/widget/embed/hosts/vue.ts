import { createSSRApp, defineComponent, h, ref } from 'vue';

// A page that a Vue 3 server rendered, hydrated after the ticker is at work.

const complaints: string[] = [];
Object.assign(globalThis, { complaints });

const header = defineComponent(() => {
  const region = ref('KR-44');
  const shown = ref(true);
  return () =>
    h('header', [
      h('button', { id: 'region', onClick: () => (region.value = 'KR-11') }, '서울'),
      h('button', { id: 'away', onClick: () => (shown.value = false) }, '닫기'),
      shown.value
        ? h('nalssi-ticker', { region: region.value }, [h('a', { href: '/w' }, '날씨')])
        : null,
    ]);
});

customElements.whenDefined('nalssi-ticker').then(() => {
  const app = createSSRApp(header);
  app.config.warnHandler = (message) => complaints.push(message);
  app.config.errorHandler = (error) => complaints.push(String(error));
  app.mount('#root');
});
