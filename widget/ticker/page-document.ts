/**
 * The document as the platform made it: `<img name="hidden">` or `<form name="createElement">`
 * hides the document's own property of that name. Made when it is first asked, so that the package
 * can be imported where there is no document.
 */
export const pageDocument = new Proxy({} as Document, {
  get(_, name) {
    const own: unknown = Reflect.get(Document.prototype, name, document);
    return typeof own === 'function' ? own.bind(document) : own;
  },
});
