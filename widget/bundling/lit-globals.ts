import type { Plugin } from 'vite';

/**
 * What Lit reads from the page's global object, and keeps there, for decorators, for polyfills and
 * for a warning of its development build. A visitor's `<a id="litPropertyMetadata">` has that name
 * there too, and then there was no ticker for anyone. `size.test.ts` looks for the names.
 */
const globalsOfLit: readonly (readonly [RegExp, string])[] = [
  [/\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]*"\)/, '0'],
  [/\w+\.litPropertyMetadata\?\?=new WeakMap/, '0'],
  [/\blitPropertyMetadata\.get\(\w+\)/, 'void 0'],
  [/\w+\.(reactiveElementPolyfillSupport|trustedTypes)\b/g, 'void 0'],
  // What a page has given every object is taken for a part of these two.
  [/(?<=shadowRootOptions=\{)/, '__proto__:null,'],
];

/** The same of its templates, which do need the page's `trustedTypes`: those that make policies. */
const globalsOfTemplates: readonly (readonly [RegExp, string])[] = [
  [/\(\w+\.lit(?:Html|Element)Versions\?\?=\[\]\)\.push\("[^"]*"\)/, '0'],
  [/\w+\.lit(?:HtmlPolyfillSupport|ElementPolyfillSupport|ElementHydrateSupport)\b/g, '(void 0)'],
  [/(?<=\w+=)(\w+\.trustedTypes)(?=,)/, '$1?.createPolicy?$1:void 0'],
  // A visitor's `<img name="createTreeWalker">` hides the document's own, as page-document.ts says.
  [
    /(?<=,)(\w+)=document(?=,)/,
    '$1=Object.fromEntries(["Comment","Element","TextNode","TreeWalker"].map(e=>"create"+e).concat("importNode").map(e=>[e,Document.prototype[e].bind(document)]))',
  ],
  [/(?<=\.createTreeWalker\()\w+(?=,129\))/, 'document'],
  [/(?<=\.currentNode=)l(?=,)/, 'document'],
];

export const noGlobals: Plugin = {
  name: 'no-globals',
  transform(code, id) {
    const globals = id.endsWith('/reactive-element.js')
      ? globalsOfLit
      : /\/lit-(html|element)\.js$/.test(id)
        ? globalsOfTemplates
        : null;
    return globals?.reduce((left, [global, none]) => left.replace(global, none), code);
  },
};
