import { unusedOfLit } from './unused-of-lit.ts';

/**
 * Of what the ticker uses of Lit the board needs less: its properties are texts, whose names are those of its
 * attributes, so that nothing is kept of how each is declared; and its update is not waited for. 150 B
 * of its first script.
 */
export const unusedOfLitByBoard: typeof unusedOfLit = [
  ...unusedOfLit,
  ['this._$Eh&&[...this._$Eh.keys()]', 'r(this.properties)'],
  [
    '{this.elementProperties=new Map(Object.entries(this.properties)),this._$Eh=new Map;for(const[t,s]of this.elementProperties)this._$Eh.set(t.toLowerCase(),t),e(this.prototype,t,this.getPropertyDescriptor(t,Symbol(),s))}',
    'for(const t of r(this.properties))e(this.prototype,t,this.getPropertyDescriptor(t,Symbol()));',
  ],
  [
    'const t=new Map,s=this.constructor.elementProperties;for(const i of s.keys())',
    'const t=new Map;for(const i of r(this.constructor.properties))',
  ],
  [
    'const i=this.constructor,e=i._$Eh.get(t);if(void 0!==e){const t=i.elementProperties.get(e).type;this[e]=t===Boolean?null!==s:s}',
    'Object.hasOwn(this.constructor.properties,t)&&(this[t]=s)',
  ],
  ['const t=this.scheduleUpdate();return null!=t&&await t,', 'return this.performUpdate(),'],
];
