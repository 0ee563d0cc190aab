// Which `#[cfg(…)]` hold for a compilation: what rustc sets itself, and what its command line adds.

import { run } from '../oracle/process.ts';

/** Whether `unix`, or `feature="full"`, is set. */
export type CfgSet = ReadonlySet<string>;

/** The set for a rustc command: `--cfg 'feature="full"'` and the host's own. */
export function cfgSet(args: readonly string[]): CfgSet {
  const own = run('rustc', ['--print', 'cfg'], {}).stdout.toString().split('\n');
  const added = args.flatMap((arg, i) => (args[i - 1] === '--cfg' ? [arg] : []));
  return new Set([...own, ...added].map((cfg) => cfg.replace(/\s/g, '')).filter(Boolean));
}

/** Evaluates the predicate of a `cfg`, such as `all(unix, not(feature = "x"))`. */
export function holds(predicate: string, set: CfgSet): boolean {
  const text = predicate.trim().replace(/,$/, '');
  const list = /^(all|any|not)\s*\(([\s\S]*)\)$/.exec(text);
  if (!list) return set.has(text.replace(/\s/g, ''));
  const parts = topLevel(list[2]!).map((part) => holds(part, set));
  if (list[1] === 'not') return !parts[0];
  return list[1] === 'all' ? parts.every(Boolean) : parts.some(Boolean);
}

function topLevel(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    else if (c === ')') depth--;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.filter((part) => part.trim() !== '');
}
