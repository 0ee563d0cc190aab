/**
 * Asks a target's own compiler what rustdoc can't say, and writes DIR/TARGET/found.json for generate.ts:
 *
 *   npx tsx scripts/facts/compare/probe.ts --toolchain TC --sysroot SR --json DIR TARGET…
 *
 * Which public paths exist (std is documented with `cfg(doc)` on, which shows modules of other systems and
 * architectures), and the values of associated constants (rustdoc has only their expressions). SR is a folder
 * made by scripts/toolchain/target-sysroot.sh. Nothing is run: both are answers of checks.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RawRecord, RawTy } from '../../../server/src/facts/encoding.ts';
import { Attributes } from '../distill/attributes.ts';
import { type Collected, collect } from '../distill/collect.ts';
import { loadCrates, type Node } from '../distill/crateSet.ts';
import type { Found } from '../distill/found.ts';
import { parseValue } from '../distill/lowerConst.ts';
import { ModuleNames } from '../distill/modules.ts';
import { inner } from '../distill/rustdoc.ts';
import { describeTarget, PRIVATE_CRATES, PUBLIC_CRATES } from '../distill/targets.ts';
import { checkLines, documentConstants } from './probeRustc.ts';

interface Tools {
  readonly toolchain: string;
  readonly sysroot: string;
  readonly json: string;
}

function probe(tools: Tools, triple: string): Found {
  const crates = loadCrates(join(tools.json, triple), [...PUBLIC_CRATES, ...PRIVATE_CRATES]);
  const names = new ModuleNames(crates);
  const paths = new Map<string, string>();
  const roots = PUBLIC_CRATES.flatMap((name) => crates.crate(name)?.root ?? []);
  const uses: { declared: string; path: string }[] = [];
  for (const root of roots) walkNames(names, root, root.path, uses, paths, new Set());
  const target = { rustc: join(tools.sysroot, 'bin/rustc'), triple };
  const failed = checkLines(
    target,
    roots.map(({ path }) => path),
    uses.map(({ path }) => `use ${path} as _;`),
  );
  const missing = uses.filter((_, index) => failed.has(index)).map(({ declared }) => declared);

  const { pointerWidth } = describeTarget(join(tools.toolchain, 'bin/rustc'), triple, []);
  const attributes = new Attributes(join(tools.toolchain, 'src'));
  const gone = new Set(missing);
  const real = new ModuleNames(crates, (module, name) => !gone.has(`${module.path}::${name}`));
  const facts = collect({ crates, publicCrates: PUBLIC_CRATES, names: real, attributes, pointerWidth });
  const wanted = constantsWithoutValue(facts, paths);
  const texts = documentConstants(
    { ...target, rustdoc: join(tools.toolchain, 'bin/rustdoc'), sysroot: tools.sysroot },
    roots.map(({ path }) => path),
    wanted,
  );
  const values = [...texts].flatMap(([key, text]) => {
    const value = parseValue(text);
    return value === undefined ? [] : [[key, value] as const];
  });
  console.log(
    `${triple}: ${uses.length} paths, ${missing.length} missing; ${wanted.length} constants, ${values.length} values`,
  );
  return { missing: missing.sort(), values: Object.fromEntries(values.sort()) };
}

/** Every public name by one path that reaches it, and the nameable path of each item. */
function walkNames(
  names: ModuleNames,
  module: Node,
  path: string,
  uses: { declared: string; path: string }[],
  paths: Map<string, string>,
  seen: Set<Node>,
): void {
  if (seen.has(module)) return;
  seen.add(module);
  for (const entry of names.entries(module)) {
    const own = `${path}::${rawName(entry.name)}`;
    uses.push({ declared: `${module.path}::${entry.name}`, path: own });
    if (typeof entry.target === 'string' && !paths.has(entry.target)) paths.set(entry.target, own);
    if (entry.node && inner(entry.node.item).module) walkNames(names, entry.node, own, uses, paths, seen);
  }
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'async',
  'await',
  'dyn',
  'gen',
  'match',
  'move',
  'try',
  'type',
  'yield',
  'yeet',
]);

function rawName(name: string): string {
  return KEYWORDS.has(name) ? `r#${name}` : name;
}

/** Constants of integer types, `bool` and `char` of types and traits that a path can name. */
function constantsWithoutValue(
  facts: Collected,
  paths: ReadonlyMap<string, string>,
): { key: string; ty: string; path: string }[] {
  return [...facts.records].flatMap(([key, record]) => {
    if (record[0] !== 'c' || record[5] !== null || record[6] === 0 || typeof record[4] !== 'string')
      return [];
    if (!/^([iu](8|16|32|64|128|size)|bool|char)$/.test(record[4])) return [];
    const path = constantPath(record, facts, paths);
    return path === undefined ? [] : [{ key, ty: record[4], path }];
  });
}

function constantPath(
  record: RawRecord,
  facts: Collected,
  paths: ReadonlyMap<string, string>,
): string | undefined {
  const parent = facts.records.get(String(record[2]));
  if (parent?.[0] !== 'i') return undefined;
  const [, , , generics, trait, self] = parent;
  const selfPath = generics === 0 ? nameOf(self, paths) : undefined;
  if (selfPath === undefined) return undefined;
  if (trait === 0) return `<${selfPath}>::${record[1]}`;
  const traitPath = trait.length === 1 ? paths.get(String(trait[0])) : undefined;
  return traitPath && `<${selfPath} as ${traitPath}>::${record[1]}`;
}

function nameOf(self: RawTy, paths: ReadonlyMap<string, string>): string | undefined {
  if (typeof self !== 'string') return undefined;
  return self.startsWith('@') ? paths.get(self) : self;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { toolchain: { type: 'string' }, sysroot: { type: 'string' }, json: { type: 'string' } },
});
const { toolchain, sysroot, json } = options;
if (!toolchain || !sysroot || !json)
  throw new Error('usage: probe.ts --toolchain TC --sysroot SR --json DIR TARGET…');
for (const triple of positionals) {
  const found = probe({ toolchain, sysroot, json }, triple);
  writeFileSync(join(json, triple, 'found.json'), `${JSON.stringify(found, undefined, 1)}\n`);
}
