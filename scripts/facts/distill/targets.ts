import { execFileSync } from 'node:child_process';
import type { FactsTargetInfo } from '../../../server/src/facts/encoding.ts';

/** The crates whose public names users can write, then those that their private fields reach. */
export const PUBLIC_CRATES = ['core', 'alloc', 'std', 'proc_macro', 'test'] as const;
export const PRIVATE_CRATES = [
  'hashbrown',
  'libc',
  'std_detect',
  'unwind',
  'rustc_demangle',
  'addr2line',
  'gimli',
  'object',
  'miniz_oxide',
  'dlmalloc',
] as const;

/** What rustc's `--print cfg` says of a target. */
export function describeTarget(rustc: string, triple: string, crates: readonly string[]): FactsTargetInfo {
  const cfg = execFileSync(rustc, ['--print', 'cfg', '--target', triple], { encoding: 'utf8' });
  const value = (name: string) => new RegExp(`^target_${name}="(.*)"$`, 'm').exec(cfg)?.[1] ?? '';
  return {
    triple,
    pointerWidth: Number(value('pointer_width')),
    os: value('os'),
    arch: value('arch'),
    env: value('env'),
    crates,
  };
}
