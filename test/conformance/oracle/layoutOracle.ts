// The layouts that rustc itself computes for every struct, enum and union written in a crate's source: private ones, ones
// in function bodies and in macro calls too.
//
// A copy of the crate is built as it is, for the exact rustc command of its library (rustcPlan.ts). Then `#[rustc_layout(debug)]`
// is put before every item of the copy and the same command runs again: rustc reports each layout as an error without a code.
// Only that second rustc has RUSTC_BOOTSTRAP, so build scripts see a stable compiler.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Collected, collectLayouts } from './collectLayouts.ts';
import { SourceFile } from './instrument.ts';
import { layoutEntry } from './layoutEntry.ts';
import { OracleFailure, pointerSize, requireRustc } from './process.ts';
import { type OracleOptions, planCrate, planFile, type RustcPlan } from './rustcPlan.ts';
import type { RustItem } from './rustItems.ts';
import type { OracleLayout, ReasonEntry, TypeEntry } from './rustLayout.ts';

/** Asks the rustc on the PATH. Throws `OracleFailure` where the crate does not compile. */
export function layoutOracle(options: OracleOptions): OracleLayout {
  if (!fs.existsSync(options.input)) throw new OracleFailure(`there is no ${options.input}`);
  const temp = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'layout-oracle-'));
  try {
    const plan = fs.statSync(options.input).isDirectory()
      ? planCrate(options, temp)
      : planFile(options, temp);
    const files = plan.compiled.map((file) => new SourceFile(plan.root, file));
    const collected = collectLayouts(plan, files, path.join(temp, 'out'), options.macros ?? true);
    return answer(plan, files, collected, options.target);
  } finally {
    fs.rmSync(temp, { recursive: true, force: true });
  }
}

function answer(
  plan: RustcPlan,
  files: readonly SourceFile[],
  collected: Collected,
  target: string | undefined,
): OracleLayout {
  const { release, host } = requireRustc();
  const pointer = pointerSize(target);
  const types: TypeEntry[] = [];
  const skipped: ReasonEntry[] = [];
  for (const file of files) {
    for (const item of file.items) {
      const where = { file: file.path, line: item.line, name: item.name };
      const macro = item.macro ? { macro: item.macro.name } : {};
      const found = itemAnswer(file, item, collected);
      if ('reason' in found) skipped.push({ ...where, ...found, ...macro });
      else types.push({ ...where, ...layoutEntry(found.text, item.kind, pointer), ...macro });
    }
  }
  return {
    schema: 'rust-layout/1',
    rustc: release,
    target: target ?? host,
    crate: plan.crate,
    version: plan.version,
    edition: plan.edition,
    features: plan.features,
    cfg: plan.args.filter((_, i) => plan.args[i - 1] === '--cfg'),
    root: path.relative(plan.root, path.resolve(plan.cwd, plan.args.find((a) => a.endsWith('.rs'))!)),
    lines: files.reduce((sum, f) => sum + f.source.split('\n').length - 1, 0),
    files: plan.compiled,
    dependencies: plan.dependencies,
    types,
    skipped,
  };
}

function itemAnswer(
  file: SourceFile,
  item: RustItem,
  { layouts, messages, disabled }: Collected,
): { text: string } | { reason: string } {
  const texts = [...(layouts.get(item) ?? [])];
  const [text] = texts;
  if (item.generic) return { reason: 'generic' };
  if (new Set(texts.map(withoutSeeds)).size > 1)
    return { reason: 'compiled more than once, with different layouts' };
  if (text !== undefined) return { text };
  const message = messages.get(item);
  if (message !== undefined) return { reason: `error: ${message}` };
  if (!item.macro) return { reason: 'not compiled (cfg)' };
  const isDisabled = disabled.has(file.macroKey(item)!);
  return {
    reason: isDisabled
      ? 'in a macro call that takes no attribute there'
      : 'in a macro call, not expanded as written',
  };
}

const withoutSeeds = (text: string): string => text.replace(/randomization_seed: \d+/g, '');

const ONE_A_LINE = new Set(['types', 'skipped', 'unresolved', 'dependencies']);

/** JSON with one entry a line, so that files can be read and compared as text. */
export function formatLayout(result: object): string {
  const list = (entries: readonly unknown[]): string =>
    entries.length ? `[\n${entries.map((e) => JSON.stringify(e)).join(',\n')}\n]` : '[]';
  const value = (key: string, v: unknown): string =>
    ONE_A_LINE.has(key) && Array.isArray(v) ? list(v) : JSON.stringify(v);
  const rows = Object.entries(result).map(([key, v]) => `${JSON.stringify(key)}:${value(key, v)}`);
  return `{${rows.join(',\n')}}\n`;
}
