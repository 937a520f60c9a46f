import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { transform as minifyStyles } from 'lightningcss';
import { minify } from 'terser';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { unusedOfLitHtml } from '../.ci/less-of-lit-html.ts';
import { type BundledPackage, licenceNotices } from '../.ci/licence-notices.ts';
import { shortTemplates } from '../.ci/short-templates.ts';

const frame = join(import.meta.dirname, 'embed/iframe');
const maps = join(import.meta.dirname, 'board/maps');

/** Style sheets are template strings, which no minifier of scripts touches. */
const shortStyles: Plugin = {
  name: 'short-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    return code.replace(/css`([^`]*)`/g, (_, sheet: string) => {
      const { code: short } = minifyStyles({
        filename: id,
        code: Buffer.from(sheet),
        minify: true,
      });
      return `css\`${short}\``;
    });
  },
};

/** Constructable style sheets are all the ticker needs of what Lit can do with styles. */
const plainStyles: Plugin = {
  name: 'plain-styles',
  enforce: 'pre',
  resolveId(source) {
    return source.endsWith('/css-tag.js') ? join(import.meta.dirname, 'embed/css-tag.ts') : null;
  },
};

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

const noGlobals: Plugin = {
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

/**
 * What Lit can do and the ticker has no use for: properties that are written back to attributes or
 * go back to a default, attributes that hold JSON or have another name than their property, accessors
 * of a class's own, what decorators leave, lists of style sheets, hooks around an update, and which
 * properties have changed. 780 B of the first script.
 */
const unusedOfLit: readonly (readonly [code: string, instead: string])[] = [
  [
    'toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},',
    '',
  ],
  ['break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i', '}return i'],
  ['{attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}', '{}'],
  ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
  ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
  // Of classes above it only Lit's own, which has no properties.
  [
    'if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)',
    'this.elementProperties=new Map',
  ],
  ['y[d("elementProperties")]=new Map,y[d("finalized")]=new Map,', ''],
  ['y.elementStyles=[],', ''],
  ['this._$Ei(),this.hasOwnProperty(d("properties"))', 'this._$Ei(),1'],
  [',this.constructor.l?.forEach(t=>t(this))', ''],
  // Declaring properties.
  [
    'if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}',
    'this.elementProperties.set(t,s),e(this.prototype,t,this.getPropertyDescriptor(t,Symbol()))',
  ],
  [
    'const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}',
    'return{__proto__:null,get(){return this[s]},set(i){const h=this[s];this[s]=i,f(i,h)&&this.requestUpdate()}}',
  ],
  ['static getPropertyOptions(t){return this.elementProperties.get(t)??b}', ''],
  ['[...r(t),...o(t)]', 'r(t)'],
  [
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
    '',
  ],
  [
    'for(const[t,s]of this.elementProperties){const i=this._$Eu(t,s);void 0!==i&&this._$Eh.set(i,t)}',
    'for(const t of this.elementProperties.keys())this._$Eh.set(t.toLowerCase(),t);',
  ],
  [
    'static _$Eu(t,s){const i=s.attribute;return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0}',
    '',
  ],
  [
    'static finalizeStyles(s){const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i}',
    '',
  ],
  ['this.finalizeStyles(this.styles)', '[this.styles]'],
  // Controllers: all of them are there before the element is connected, and need to know of that.
  [',void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()', ''],
  ['removeController(t){this._$EO?.delete(t)}', ''],
  // Attributes.
  ['this._$Em=null,this._$Ev()', 'this._$Ev()'],
  [
    '_$ET(t,s){const i=this.constructor.elementProperties.get(t),e=this.constructor._$Eu(t,i);if(void 0!==e&&!0===i.reflect){const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h),this._$Em=null}}',
    '',
  ],
  [
    'if(void 0!==e&&this._$Em!==e){const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,this._$Em=null}',
    'if(void 0!==e){const t=i.elementProperties.get(e).type;this[e]=t===Boolean?null!==s:t===Number&&null!==s?Number(s):s}',
  ],
  [
    'u={fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);}return i}}',
    'u=0',
  ],
  // Updates.
  ['this._$AL=new Map,this._$E_()', 'this._$E_()'],
  [
    'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;this.C(t,s,i)}',
    'requestUpdate(){',
  ],
  [
    'C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}',
    '',
  ],
  [
    'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
    '',
  ],
  [
    'let t=!1;const s=this._$AL;try{t=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)',
    'try{this.update()}catch(t){throw this._$EM(),t}this.hasUpdated=!0',
  ],
  // The ticker has its own; the board has not, and calls what that would call.
  ['scheduleUpdate(){return this.performUpdate()}', ''],
  [
    'willUpdate(t){}_$AE(t){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}',
    '',
  ],
  ['this._$AL=new Map,this.isUpdatePending', 'this.isUpdatePending'],
  ['shouldUpdate(t){return!0}', ''],
  ['this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),', ''],
  ['updated(t){}firstUpdated(t){}', ''],
];

/** Takes what nobody uses out of the file of Lit with this name. */
const lessOf = (file: string, unused: typeof unusedOfLit): Plugin => ({
  name: `less-of-${file}`,
  transform(code, id) {
    if (!id.endsWith(`/${file}.js`)) return null;
    const left = unused.reduce((left, [unused, instead]) => {
      if (!left.includes(unused)) {
        this.error(`Lit has another version: look whether it still has ${unused}`);
      }
      return left.replace(unused, instead);
    }, code);
    // Lit asks for these two by their texts as well, so the minifier cannot shorten them.
    return left.replaceAll('elementProperties', 'litP').replaceAll('finalized', 'litF');
  },
});
const lessOfLit = lessOf('reactive-element', unusedOfLit);

const lessOfLitForBoard = lessOf('reactive-element', [
  ...unusedOfLit,
  ['const t=this.scheduleUpdate();return null!=t&&await t,', 'return this.performUpdate(),'],
]);

/** Lit's own templates for the board: those of `unusedOfLitHtml` do what ours add to them. */
const plainTemplates: Plugin = {
  name: 'plain-templates',
  enforce: 'pre',
  resolveId(source) {
    return source.endsWith('/element/html.ts') ? join(import.meta.dirname, 'embed/html.ts') : null;
  },
};

/** Modules that the first script of a board has, of which the later ones need no copy. */
const ofFirst = [
  'widget/feed/feed-time.ts',
  'widget/format/temperature.ts',
  'widget/format/time.ts',
  'widget/format/words.ts',
  'widget/board/adopt.ts',
  'widget/board/feed/envelope.ts',
  'widget/board/model/choice.ts',
  'widget/board/model/metrics.ts',
  'widget/board/model/regions.ts',
  'widget/board/model/rows.ts',
  'widget/board/model/scales.ts',
  'schemas/facts/region-names.ts',
].map((path) => join(import.meta.dirname, '..', path));

const fromFirst: Plugin = {
  name: 'from-first',
  enforce: 'pre',
  async resolveId(source, importer) {
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found && ofFirst.includes(realpathSync(found.id))
      ? join(import.meta.dirname, 'embed/of-first.ts')
      : null;
  },
};

/** Names that nobody outside of a script uses, and none as a text: of Lit, and of the ticker. */
const ownNames =
  /^_\$|^(elementStyles|createProperty|getPropertyDescriptor|performUpdate|enableUpdating|shadowRootOptions|createRenderRoot|scheduleUpdate|getUpdateComplete|isUpdatePending|hasUpdated|getPropertyOptions|renderOptions|renderBefore|scrollable|stoppable|setSeen|wakeAt|isReady|isOld|areNamed|lightInk|darkInk|isOutside|proportion|widths|finalize|addController|hostConnected|hostDisconnected|loadMore|isLate|pixelRatio|nextExpiry|layout|pending|renderRoot|arrange|isFromEnd|atFirst|hasSlot|hasTabs|isLost|hasLoaded|isDry|isSurface|hasMap|isWhole|loadEnglish|loadAnswers)$/;

/**
 * What Vite's own minifier leaves: with this the scripts are 1.6 and 2.7 % smaller (200, 260 B).
 */
const terse = (names?: RegExp): Plugin => ({
  name: 'terse',
  async generateBundle({ format }, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      const compress = {
        passes: 3,
        ecma: 2022,
        // Nobody counts the parameters of a function, and reading a property does nothing else. Not
        // `unsafe_comps`: `!(a < b)` is not `a >= b` of a time that is NaN, because nobody could read it.
        keep_fargs: false,
        pure_getters: true,
        // Smaller before compression, 13 and 28 B larger after it.
        lhs_constants: false,
        sequences: false,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_math: true,
        unsafe_methods: true,
      } as const;
      // A classic script is read in the page's own encoding where a server names none; a module never.
      const written = { ascii_only: format === 'iife' };
      const { code } = await minify(file.code, {
        module: format === 'es',
        ecma: 2022,
        compress,
        format: written,
        mangle: names === undefined || { properties: { regex: names } },
      });
      file.code = code ?? file.code;
    }
  },
});

/** Of Lit, also where NODE_ENV says `test`. */
const smallBuild = { conditions: ['production', 'module', 'browser'] };

/** What stands in the scripts together: each build adds to the one file of notices. */
const bundled = new Map<string, BundledPackage>();

/** Makes the file `name` of `entry`, and nothing beside it. */
function bundle(entry: string, name: string, format: 'es' | 'iife'): UserConfig {
  return {
    root: import.meta.dirname,
    plugins: [
      shortStyles,
      plainStyles,
      shortTemplates,
      lessOfLit,
      noGlobals,
      terse(ownNames),
      licenceNotices(bundled),
    ],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // Of `lit` the ticker uses ReactiveElement and css; lit-html would come along for nothing.
        treeshake: { moduleSideEffects: (id) => !id.includes('/node_modules/') },
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  };
}

/** The pages for frames, as they are written. */
const framePage: Plugin = {
  name: 'frame-page',
  generateBundle() {
    for (const fileName of ['frame.html', 'frame-board.html', 'frame.css']) {
      const source = readFileSync(join(frame, fileName), 'utf8');
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
};

/** The maps of the board, as they are, below `maps/`. */
const boardMaps: Plugin = {
  name: 'board-maps',
  generateBundle() {
    for (const name of readdirSync(maps).filter((name) => name.endsWith('.json'))) {
      const source = readFileSync(join(maps, name), 'utf8').trim();
      this.emitFile({ type: 'asset', fileName: `maps/${name}`, source });
    }
  },
};

/** The board: one script, with Lit's templates in it, and its maps. */
function board(entry: string, name: string, format: 'es' | 'iife'): UserConfig {
  const { build: options, ...rest } = bundle(entry, name, format);
  return {
    ...rest,
    plugins: [
      shortStyles,
      plainStyles,
      plainTemplates,
      shortTemplates,
      lessOfLitForBoard,
      lessOf('lit-html', unusedOfLitHtml),
      noGlobals,
      boardMaps,
      terse(ownNames),
      licenceNotices(bundled),
    ],
    build: { ...options, assetsInlineLimit: 0 },
  };
}

/** A later script of the board, which uses what the first has. */
function later(entry: string, name: string): UserConfig {
  const { plugins = [], ...rest } = bundle(entry, name, 'es');
  return { ...rest, plugins: [fromFirst, ...plugins] };
}

/**
 * A script that loads one of the modules beside it, which other pages have too: those share the download.
 */
function besides(module: string, entry: string, name: string): UserConfig {
  return {
    root: import.meta.dirname,
    plugins: [framePage, licenceNotices(bundled)],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(import.meta.dirname, entry),
        external: (id) => id.endsWith(`/${module}.ts`),
        output: {
          format: 'es',
          entryFileNames: name,
          paths: (id) => (id.endsWith(`/${module}.ts`) ? `./${module}.js` : id),
        },
      },
    },
  };
}

/**
 * The page for operators: one page, one script, one icon, by relative addresses, for any folder.
 */
function operators(): UserConfig {
  return {
    root: join(import.meta.dirname, 'operators'),
    base: './',
    plugins: [shortStyles, plainStyles, noGlobals, terse(ownNames), licenceNotices()],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: join(import.meta.dirname, 'dist/operators'),
      emptyOutDir: false,
      reportCompressedSize: false,
      // A page with `img-src 'self'` shows no icon that was turned into a data: address.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        output: {
          entryFileNames: 'operators.js',
          assetFileNames: '[name][extname]',
          codeSplitting: false,
        },
      },
    },
  };
}

/**
 * Where the package leads to the later scripts. Bundlers take the plain `import()`, Vite's build the
 * other: for a plain one it puts 550 B (brotli) of its own into the page, to preload what such a
 * module imports, which is nothing. webpack (from 5.10x on) and Rsbuild know `import.meta.env` too: they
 * copy the file for its `new URL()`, and must leave the `import()` of that address to the browser.
 */
const leadToLater: Plugin = {
  name: 'lead-to-later',
  enforce: 'post',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      const later = file.imports.concat(file.dynamicImports);
      for (const script of Object.values(laterScripts).filter((one) => later.includes(one))) {
        const plain = `import("${script}")`;
        const asFile = `import(/* webpackIgnore: true */new URL("${script}",import.meta.url).href)`;
        if (!file.code.includes(plain)) this.error(`There is no ${plain} in ${file.fileName}.`);
        file.code = file.code.replace(plain, `(import.meta.env?.PROD?${asFile}:${plain})`);
      }
    }
  },
};

/** The scripts that are loaded later, by the source of each. */
const laterScripts: Readonly<Record<string, string>> = {
  'more/more.ts': '../dist/nalssi-more.js',
  'board/answers/answers.ts': '../dist/nalssi-board-more.js',
  'board/extras/extras.ts': '../dist/nalssi-board-extras.js',
  'board/words-en.ts': '../dist/nalssi-board-en.js',
};
const laterScript = (id: string) =>
  Object.entries(laterScripts).find(([source]) => id.endsWith(`/${source}`))?.[1];
const isLater = (id: string) => laterScript(id) !== undefined;

/**
 * What bundlers get of the package: the same code as the script's, so that a site's bundle is as small,
 * in modules of which each can be left out. Servers get what the compiler makes, with Lit as it is.
 */
function forBundlers(): UserConfig {
  const here = (file: string) => join(import.meta.dirname, file);
  const entries = {
    index: here('index.ts'),
    define: here('define.ts'),
    feed: here('feed/index.ts'),
  };
  const groups = [
    { name: 'events', test: /[\\/](?:events[\\/][\w-]+|feed-error)\.ts$/ },
    { name: 'feed-client', test: /[\\/]widget[\\/]feed[\\/](?!index)[\w-]+\.ts$/ },
    {
      name: 'ticker',
      test: /[\\/](?:widget[\\/](?:index|[\w-]+[\\/](?!index)[\w.-]+)|facts[\\/].*|reactive-element[\\/].*)\.[jt]s$/,
    },
  ];
  return {
    root: import.meta.dirname,
    plugins: [
      shortStyles,
      plainStyles,
      lessOfLit,
      noGlobals,
      terse(),
      leadToLater,
      licenceNotices(),
    ],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: 'bundle',
      reportCompressedSize: false,
      lib: { entry: entries, formats: ['es'] },
      rolldownOptions: {
        treeshake: { moduleSideEffects: (id) => !id.includes('/node_modules/') },
        external: isLater,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          paths: (id) => laterScript(id) ?? id,
          codeSplitting: { groups },
        },
      },
    },
  };
}

/** The board likewise, with Lit's templates in it. */
function boardForBundlers(): UserConfig {
  const { build: options, ...rest } = board('board/index.ts', 'board.js', 'es');
  return {
    ...rest,
    plugins: [...(rest.plugins ?? []).filter((plugin) => plugin !== boardMaps), leadToLater],
    build: {
      ...options,
      outDir: 'bundle',
      lib: {
        entry: {
          board: join(import.meta.dirname, 'board/index.ts'),
          'board-define': join(import.meta.dirname, 'board/register.ts'),
        },
        formats: ['es'],
      },
      rolldownOptions: {
        treeshake: { moduleSideEffects: (id) => !id.includes('/node_modules/') },
        external: isLater,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'nalssi-board.js',
          paths: (id) => laterScript(id) ?? id,
        },
      },
    },
  };
}

/**
 * One `vite build` makes all that is served: two modules, the classic script, frame, operators'
 * page; and what bundlers get.
 */
export default defineConfig(async () => {
  for (const before of [
    bundle('more/more.ts', 'nalssi-more.js', 'es'),
    bundle('embed/nalssi.global.ts', 'nalssi.global.js', 'iife'),
    board('embed/nalssi-board.ts', 'nalssi-board.js', 'es'),
    board('embed/nalssi-board.global.ts', 'nalssi-board.global.js', 'iife'),
    later('board/answers/answers.ts', 'nalssi-board-more.js'),
    later('board/extras/extras.ts', 'nalssi-board-extras.js'),
    bundle('board/words-en.ts', 'nalssi-board-en.js', 'es'),
    besides('nalssi', 'embed/iframe/frame.ts', 'frame.js'),
    besides('nalssi-board', 'embed/iframe/frame-board.ts', 'frame-board.js'),
    besides('nalssi-board', 'embed/nalssi-board-links.ts', 'nalssi-board-links.js'),
    operators(),
    forBundlers(),
    boardForBundlers(),
  ]) {
    await build({ ...before, configFile: false, logLevel: 'warn' });
  }
  return bundle('embed/nalssi.ts', 'nalssi.js', 'es');
});
