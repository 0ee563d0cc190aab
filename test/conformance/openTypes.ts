// Which types the product may leave open: a committed list that can only shrink.

import fs from 'node:fs';
import path from 'node:path';

const LIST = path.join(import.meta.dirname, 'unresolved.txt');
const HEADER = [
  '# Types that the product does not resolve yet, as `release target file: Name Name…`.',
  '# The conformance suite fails on a type that is not listed here, and on one that is listed and resolved.',
  '# To write the list anew: UPDATE_UNRESOLVED=1 npx mocha test/conformance/files.test.ts',
];

/** Should the list be written anew? */
export const isUpdating = process.env.UPDATE_UNRESOLVED !== undefined;

export type OpenTypes = ReadonlyMap<string, readonly string[]>;

/** The list, by `release target file`. */
export function readOpenTypes(): OpenTypes {
  const map = new Map<string, readonly string[]>();
  if (!fs.existsSync(LIST)) return map;
  for (const line of fs.readFileSync(LIST, 'utf8').split('\n')) {
    const match = /^([^#:]+): (.*)$/.exec(line);
    if (match) map.set(match[1]!, match[2]!.split(' '));
  }
  return map;
}

export function writeOpenTypes(open: OpenTypes): void {
  const rows = [...open]
    .filter(([, names]) => names.length)
    .map(([key, names]) => `${key}: ${names.join(' ')}`);
  fs.writeFileSync(LIST, `${[...HEADER, ...rows.sort()].join('\n')}\n`);
}
