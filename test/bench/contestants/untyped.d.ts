// Packages without types, or with types that their own exports hide: what is called of them.

declare module 'jquery' {
  interface Marqueed {
    marquee(options: {
      speed: number;
      duplicated: boolean;
      gap: number;
      startVisible: boolean;
    }): void;
  }
  const jQuery: (element: Element) => Marqueed;

  export { jQuery as default };
}

declare module 'jquery.marquee' {}

declare module 'vanilla-infinite-marquee' {
  class InfiniteMarquee {
    constructor(options: { element: Element; duplicateInnerElements: boolean; speed: number });
  }

  export { InfiniteMarquee as default };
}

declare module 'vanilla-infinite-marquee/css' {}
declare module '@splidejs/splide/css/core' {}
