// The committed drop orders: what rustc's MIR says of each file of `files/`, in `FILE.drops.json`.

import fs from 'node:fs';
import path from 'node:path';
import type { OracleDrops } from './rustDrops.ts';

const FILES = path.join(import.meta.dirname, 'files');

export interface DropFile {
  /** `temps.2024` */
  readonly name: string;
  readonly path: string;
  readonly edition: string;
  /** Where the truth lies. */
  readonly truth: string;
}

/** Every file by name, in the edition of its first line (else 2021); those that the editions disagree about, in both. */
export function dropFiles(): DropFile[] {
  const sources = fs.readdirSync(FILES).filter((f) => f.endsWith('.rs'));
  return sources.sort().flatMap((source) => {
    const file = path.join(FILES, source);
    const edition = /^\/\/ edition: (\d+)/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? '2021';
    const name = source.slice(0, -3);
    const entry = (n: string, e: string): DropFile => ({
      name: n,
      path: file,
      edition: e,
      truth: path.join(FILES, `${n}.drops.json`),
    });
    return name === 'temps' ? [entry(name, edition), entry(`${name}.2024`, '2024')] : [entry(name, edition)];
  });
}

export function readDrops(file: DropFile): OracleDrops {
  return JSON.parse(fs.readFileSync(file.truth, 'utf8')) as OracleDrops;
}
