// The committed truth: what rustc said of each file of `files/`, by release and target.
// `truth/RELEASE/TARGET/FILE.json`; where a release has no file of its own, the next newer one's holds for it too.

import fs from 'node:fs';
import path from 'node:path';
import type { ReasonEntry, TypeEntry } from './oracle/rustLayout.ts';

const HERE = import.meta.dirname;
export const FILES = path.join(HERE, 'files');
const TRUTH = path.join(HERE, 'truth');

export const HOST_TARGET = 'x86_64-unknown-linux-gnu';
const NO_STD_TARGETS = ['thumbv7em-none-eabi'];

/** The releases, oldest first, and the targets that each was asked for. */
export const RELEASES: readonly { readonly release: string; readonly targets: readonly string[] }[] = [
  { release: '1.95', targets: [HOST_TARGET] },
  {
    release: '1.96',
    targets: [
      HOST_TARGET,
      'i686-unknown-linux-gnu',
      'x86_64-pc-windows-msvc',
      'aarch64-apple-darwin',
      'wasm32-unknown-unknown',
      ...NO_STD_TARGETS,
    ],
  },
  { release: '1.97', targets: [HOST_TARGET] },
  { release: '1.98', targets: [HOST_TARGET] },
];

export interface FileTruth {
  readonly types: readonly TypeEntry[];
  readonly skipped: readonly ReasonEntry[];
}

/** A Rust file of `files/`. */
export interface ConformanceFile {
  /** Without `.rs`. */
  readonly name: string;
  readonly path: string;
  /** As its first line says (`// edition: 2024`); else 2021. */
  readonly edition: string;
  readonly noStd: boolean;
}

/** Every file of `files/`, by name. */
export function conformanceFiles(): ConformanceFile[] {
  const names = fs.readdirSync(FILES).filter((f) => f.endsWith('.rs'));
  return names.sort().map((name) => {
    const file = path.join(FILES, name);
    const text = fs.readFileSync(file, 'utf8');
    const edition = /^\/\/ edition: (\d+)/.exec(text)?.[1] ?? '2021';
    return { name: name.slice(0, -3), path: file, edition, noStd: /^#!\[no_std\]/m.test(text) };
  });
}

/** Can the file be compiled for the target? Some targets have no std. */
export function fits(file: ConformanceFile, target: string): boolean {
  return file.noStd || !NO_STD_TARGETS.includes(target);
}

/** The truth for a file; undefined where nobody has asked. */
export function readTruth(release: string, target: string, name: string): FileTruth | undefined {
  const from = RELEASES.findIndex((r) => r.release === release);
  for (const { release: candidate } of from < 0 ? [] : RELEASES.slice(from)) {
    const file = truthPath(candidate, target, name);
    if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8')) as FileTruth;
  }
  return undefined;
}

export function truthPath(release: string, target: string, name: string): string {
  return path.join(TRUTH, release, target, `${name}.json`);
}
