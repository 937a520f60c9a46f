/**
 * What Lit's templates can do and the board has no use for: MathML, elements with raw text, comments
 * within templates, listeners, boolean attributes, values for elements, iterables that are no lists,
 * nodes, compiled templates, directives, and what tells directives of connections. 700 B of its first script.
 *
 * And what the board needs that Lit does not do: a text is made anew when it is another one, and ends
 * at a comment, as those of `element/html.ts` do, for translators that put elements around texts.
 */
export const unusedOfLitHtml: readonly (readonly [code: string, instead: string])[] = [
  ['T=x(3)', 'T=0'],
  [
    '/<(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))/g',
    '/<(?:\\/?[a-zA-Z][^>\\s]*|\\/?$)/g',
  ],
  ['_=/-->/g,m=/>/g,', ''],
  ['2===i?"<svg>":3===i?"<math>":""', '2===i?"<svg>":""'],
  [
    'c===v?"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p):c===p?',
    'c===v?c=p:c===p?',
  ],
  ['c=n??v', 'c=v'],
  [':c===$||c===g?c=p:c===_||c===m?c=v:(c=p,n=void 0)', ':c=p'],
  ['e=[];let n,l=', 'e=[];let l='],
  ['c===v?s+r:', 'c===v?s+r+"<!---->":'],
  ['2===i?"</svg>":3===i?"</math>":""', '2===i?"</svg>":""'],
  ['2===i||3===i', '2===i'],
  ['/([.?@])?(.*)/', '/(\\.)?(.*)/'],
  ['"."===e[1]?I:"?"===e[1]?L:"@"===e[1]?z:H', 'e[1]?I:H'],
  ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))', ''],
  [
    'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
    '',
  ],
  [
    'if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}',
    'r.data===n&&d.push({type:2,index:l});',
  ],
  ['y=/^(?:script|style|textarea|title)$/i,', ''],
  // Directives.
  [
    'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}',
    '',
  ],
  ['t=M(this,t,i),a(t)', 'a(t)'],
  ['t=M(this,t,i,0),o=!a', 'o=!a'],
  ['r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),', 'r=e[s+n],'],
  // What parts are asked for by directives.
  [
    'this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}',
    'this._$AV=[],this._$AD=t}',
  ],
  ['(t?.creationScope??l).importNode', 'l.importNode'],
  [
    'let i;2===r.type?i=new k(h,h.nextSibling,this,t):1===r.type?i=new r.ctor(h,r.name,r.strings,this,t):6===r.type&&(i=new Z(h,this,t)),this',
    'const i=2===r.type?new k(h,h.nextSibling,this,t):new r.ctor(h,r.name,r.strings,this,t);this',
  ],
  ['void 0!==s&&(void 0!==s.strings', '(void 0!==s.strings'],
  [
    'get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,i,s,e){this.type=2,',
    'constructor(t,i,s,e){',
  ],
  [
    'this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e,this._$Cv=e?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
    'this._$AA=t,this._$AB=i,this.options=e}',
  ],
  ['void 0!==t.nodeType?this.T(t):d(t)?', 'u(t)?'],
  [
    'this._$AH!==A&&a(this._$AH)?this._$AA.nextSibling.data=t:this.T(l.createTextNode(t))',
    'this.T(l.createTextNode(t))',
  ],
  ['d=t=>u(t)||"function"==typeof t?.[Symbol.iterator],', ''],
  [
    '{values:i,_$litType$:s}=t,e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    '{values:i}=t,e=this._$AC(t)',
  ],
  ['for(this._$AP?.(!1,!0,s);t', 'for(;t'],
  ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
  ['get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}', ''],
  ['this.type=1,this._$AH=A,this._$AN=void 0,', 'this._$AH=A,'],
  ['this.name=i,this._$AM=e,this.options=h,', 'this.name=i,'],
  ['constructor(){super(...arguments),this.type=3}', ''],
  [
    'class L extends H{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==A)}}class z extends H{constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}_$AI(t,i=this){if((t=M(this,t,i,0)??A)===E)return;const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}}class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}const j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z},B=',
    'const j=0,B=',
  ],
  // Options of drawing: all templates are of one document, and nothing stands behind what is drawn.
  [
    'const D=(t,i,s)=>{const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}return h._$AI(t),h}',
    'const D=(t,i)=>{(i._$litPart$??=new k(i.appendChild(c()),null))._$AI(t)}',
  ],
  ['constructor({strings:t,_$litType$:i},e){', 'constructor({strings:t,_$litType$:i}){'],
  ['S.createElement(f,e)', 'S.createElement(f)'],
  ['new R(e,this),s=t.u(this.options);', 'new R(e),s=t.u();'],
  ['constructor(t,i){this._$AV', 'constructor(t){this._$AV'],
  ['u(t){const{el', 'u(){const{el'],
  [
    'new k(h,h.nextSibling,this,t):new r.ctor(h,r.name,r.strings,this,t)',
    'new k(h,h.nextSibling):new r.ctor(h,r.name,r.strings)',
  ],
  [
    'constructor(t,i,s,e){this._$AH=A,this._$AA=t,this._$AB=i,this.options=e}',
    'constructor(t,i){this._$AH=A,this._$AA=t,this._$AB=i}',
  ],
  ['new k(this.O(c()),this.O(c()),this,this.options)', 'new k(this.O(c()),this.O(c()))'],
  ['constructor(t,i,s,e,h){this._$AH', 'constructor(t,i,s){this._$AH'],
  ['_$AI(t,i=this,s,e){', '_$AI(t,i,s){'],
  ['o&&!e&&this.j(t)', 'o&&this.j(t)'],
  ['_$AI(t,i=this){', '_$AI(t){'],
  ['const s=i(t).nextSibling;i(t).remove(),t=s', 'const s=t.nextSibling;t.remove(),t=s'],
  ['if(r.hasAttributes())for', 'for'],
  // Values that are elements' own; no = has white space beside it.
  ['void 0===u[1]?d=-2:(', '('],
  ['(-2===d?i:x)', 'x'],
  [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Lit's own code.
    'p=RegExp(`>|${f}(?:([^\\\\s"\'>=/]+)(${f}*=${f}*(?:[^ \\t\\n\\f\\r"\'\\`<>=]|("|\')|))|$)`,"g")',
    'p=/>|\\s([^\\s"\'>=/]+)(=(?:[^\\s"\'`<>=]|("|\')|))/g',
  ],
  ['f="[ \\t\\n\\f\\r]",', ''],
];
