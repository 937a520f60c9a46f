import type { Package } from 'custom-elements-manifest';

// The analyzer exports these without declaring them.

declare module '@custom-elements-manifest/analyzer' {
  interface SourceFile {
    readonly fileName: string;
  }

  export function create(input: {
    readonly modules: readonly SourceFile[];
    readonly plugins: readonly never[];
    readonly context: Readonly<Record<string, unknown>>;
  }): Package;

  /** The analyzer's own TypeScript. */
  export const ts: {
    readonly ScriptTarget: { readonly ES2022: number };
    createSourceFile(
      fileName: string,
      text: string,
      languageVersion: number,
      setParentNodes: boolean,
    ): SourceFile;
  };
}
