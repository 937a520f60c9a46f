/**
 * What Lit can do and the ticker has no use for: properties that are written back to attributes or
 * go back to a default, attributes that hold JSON or have another name than their property, accessors
 * of a class's own, what decorators leave, lists of style sheets, hooks around an update, and which
 * properties have changed. 830 B of the first script.
 */
export const unusedOfLit: readonly (readonly [code: string, instead: string])[] = [
  [
    'toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},',
    '',
  ],
  ['break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i', '}return i'],
  ['{attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}', '{}'],
  ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
  ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
  [
    'static _$Ei(){if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}',
    '',
  ],
  ['y[d("elementProperties")]=new Map,y[d("finalized")]=new Map,', ''],
  ['y.elementStyles=[],y.shadowRootOptions={mode:"open"},', ''],
  // Both elements have their own.
  [
    'createRenderRoot(){const t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(t,this.constructor.elementStyles),t}',
    '',
  ],
  [',this.constructor.l?.forEach(t=>t(this))', ''],
  // Declaring properties.
  [
    'static createProperty(t,s=b){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}',
    '',
  ],
  [
    'static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}',
    '',
  ],
  ['static getPropertyOptions(t){return this.elementProperties.get(t)??b}', ''],
  [
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
    '',
  ],
  // Those of the class alone: Lit's own have none, and what a page gave every object is none.
  [
    'this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}this._$Eh=new Map;for(const[t,s]of this.elementProperties){const i=this._$Eu(t,s);void 0!==i&&this._$Eh.set(i,t)}',
    '1){this.elementProperties=new Map(Object.entries(this.properties)),this._$Eh=new Map;for(const[t,s]of this.elementProperties)this._$Eh.set(t.toLowerCase(),t),e(this.prototype,t,this.getPropertyDescriptor(t,Symbol(),s))}',
  ],
  [
    'static _$Eu(t,s){const i=s.attribute;return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0}',
    '',
  ],
  [
    'static finalizeStyles(s){const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i}',
    '',
  ],
  ['this.elementStyles=this.finalizeStyles(this.styles)', ''],
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
    'if(void 0!==e){const t=i.elementProperties.get(e).type;this[e]=t===Boolean?null!==s:s}',
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
