import { join } from 'node:path';
import { build } from 'vite';
import { contestants } from '../install-contestants.ts';

/** A contestant's script and styles as one module, as its users would build it. */
export async function buildContestant(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: contestants,
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(contestants, `${name}.ts`),
        output: { codeSplitting: false },
      },
    },
  });
  const files = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const script = files.find((file) => file.type === 'chunk')?.code;
  if (script === undefined) throw new Error(`nothing was built from ${name}`);
  const styles = files
    .flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [file] : []))
    .map(({ source }) => String(source))
    .join('');
  if (styles === '') return script;
  const sheet = JSON.stringify(styles);
  return `const sheet=new CSSStyleSheet();sheet.replaceSync(${sheet});document.adoptedStyleSheets.push(sheet);${script}`;
}
