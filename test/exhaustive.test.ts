import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A new kind of a union must be a type error wherever the union is looked at by its kinds. So each union gets one more
 * member, in a copy of the sources, and the compiler is asked which files it refuses.
 */

const root = path.resolve(import.meta.dirname, '..');

/** The unions, with a file of each layer that has to know every kind of it. */
const unions: readonly {
  readonly file: string;
  readonly name: string;
  readonly knownBy: readonly string[];
}[] = [
  {
    file: 'types/terms/ty.ts',
    name: 'Ty',
    knownBy: [
      'types/traits/builtin.ts',
      'layout/layouts.ts',
      'drops/needsDrop.ts',
      'coroutines/typeFacts.ts',
    ],
  },
  {
    file: 'syntax/bodyAst.ts',
    name: 'Expr',
    knownBy: ['bodies/infer/exprs/exprs.ts', 'bodies/captures/uses.ts', 'drops/thir/expressions.ts'],
  },
  {
    file: 'syntax/ast.ts',
    name: 'Item',
    knownBy: ['resolve/units/fragment.ts', 'features/place/placeAt.ts'],
  },
  {
    file: 'drops/thir/model.ts',
    name: 'Thir',
    knownBy: ['drops/mir/into.ts', 'drops/mir/values.ts', 'coroutines/build/values.ts'],
  },
  { file: 'drops/mir/model.ts', name: 'Terminator', knownBy: ['drops/analysis/initialized.ts'] },
  { file: 'layout/abi/types.ts', name: 'FieldsShape', knownBy: ['engine/layoutParts.ts'] },
];

describe('unions', function () {
  this.timeout(120_000);
  let copy = '';

  before(() => {
    mkdirSync(path.join(root, '.cache'), { recursive: true });
    copy = mkdtempSync(path.join(root, '.cache/unions-'));
    for (const name of ['server/src', 'shared', 'tsconfig.core.json', 'tsconfig.json'])
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    for (const { file, name } of unions) addKind(path.join(copy, 'server/src', file), name);
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  it('are checked for new kinds in every layer', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.core.json'], {
      cwd: copy,
      encoding: 'utf8',
    });
    const refused = new Set([...stdout.matchAll(/^server\/src\/([^(]+)\(/gm)].map(([, file]) => file));
    const silent = unions.flatMap(({ name, knownBy }) =>
      knownBy.filter((file) => !refused.has(file)).map((file) => `${file} takes a new kind of ${name}`),
    );
    assert.deepEqual(silent, []);
  });
});

/** Puts `| { readonly kind: 'newKind' }` before the first member of a union. */
function addKind(file: string, name: string): void {
  const text = readFileSync(file, 'utf8');
  const declaration = new RegExp(`^export type ${name} =[^|]*?\\n(?= *\\|)`, 'm');
  assert.match(text, declaration, `${file} declares ${name}`);
  writeFileSync(file, text.replace(declaration, "$&  | { readonly kind: 'newKind' }\n"));
}
