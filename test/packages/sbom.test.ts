import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, test } from 'vitest';
import { sbomOf } from '../../.ci/sbom.ts';
import { locked, wouldInstall } from './lock.ts';
import { packageNames } from './project.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// The bills of materials, `nalssi-NAME-VERSION.cdx.json`.

interface Bom {
  readonly metadata: { readonly component: { readonly purl: string } };
  readonly components: readonly {
    readonly group?: string;
    readonly name: string;
    readonly version: string;
    readonly hashes?: readonly { readonly content: string }[];
    readonly licenses?: readonly unknown[];
    readonly properties?: readonly { readonly name: string; readonly value: string }[];
  }[];
}

const root = join(import.meta.dirname, '../..');
const tarballs = sharedTarballs();
const texts = new Map(packageNames.map((name) => [name, tarballs.sbomOf(name)]));
const boms = new Map<string, Bom>([...texts].map(([name, text]) => [name, JSON.parse(text)]));
const line = ({ group, name, version }: Bom['components'][number]) =>
  `${group === undefined ? '' : `${group}/`}${name} ${version}`;

describe.each(packageNames)('the bill of materials of %s', (name) => {
  const text = texts.get(name) ?? '';
  const bom = boms.get(name);

  test('is CycloneDX 1.6, says its schema', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(bom?.metadata.component.purl).toMatch(`pkg:npm/%40nalssi/${name}@`);
  });

  test('has a licence for each component, and the hash of each that is fetched', () => {
    for (const component of bom?.components ?? []) {
      expect(component.licenses, component.name).toHaveLength(1);
      if (component.group !== '@nalssi')
        expect(component.hashes?.[0]?.content).toMatch(/^\w{128}$/);
    }
  });

  test('is the same whenever it is made, and names no machine', () => {
    expect(text).not.toMatch(/timestamp|serialNumber|localhost|resolved/);
    expect(text.match(/https?:\/\/[^"]*/g)).toEqual([
      'http://cyclonedx.org/schema/bom-1.6.schema.json',
    ]);
    expect(text).not.toContain(root);
  });
});

test('they list together exactly what npm installs to run', () => {
  const listed = [...boms.values()].flatMap(({ components }) => components.map(line));
  const own = listed.filter((one) => one.startsWith('@nalssi/'));
  expect(new Set(own)).toEqual(new Set(['@nalssi/schemas 1.0.0', '@nalssi/widget 1.0.0']));
  const others = [...new Set(listed)].filter((one) => !one.startsWith('@nalssi/')).sort();
  expect(others).toEqual(
    wouldInstall('--omit=dev', '--omit=optional').filter((one) => !one.startsWith('@nalssi/')),
  );
});

test('that of the widget says which of its components stand in its scripts', () => {
  const bundled = boms
    .get('widget')
    ?.components.filter(({ properties = [] }) =>
      properties.some(({ name }) => name === 'nalssi:bundled'),
    );
  expect(bundled?.map((one) => line(one).split(' ')[0])).toEqual([
    '@lit/reactive-element',
    'lit-element',
    'lit-html',
  ]);
});

test('none is made for a script with a package in it that is no dependency', () => {
  const novel = [{ name: 'novel', version: '1.2.3' }];
  expect(() => sbomOf('widget', locked, novel)).toThrow('novel is bundled, and no dependency');
});
