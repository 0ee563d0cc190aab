import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RustdocCrate } from '../distill/rustdoc.ts';

export interface ProbeTarget {
  readonly rustc: string;
  readonly triple: string;
}

interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly code: { code: string } | null;
  readonly spans: { line_start: number; is_primary: boolean }[];
}

const MAX_ROUNDS = 12;
const ENVIRONMENT = { ...process.env, RUSTC_BOOTSTRAP: '1' };

/** Which of the lines (one item each) name something that doesn't exist. Other errors don't count. */
export function checkLines(
  target: ProbeTarget,
  crates: readonly string[],
  lines: readonly string[],
): Set<number> {
  return inFolder((dir) => {
    const head = header(crates, new Set());
    writeFileSync(join(dir, 'probe.rs'), [...head, ...lines].join('\n'));
    const args = [
      '--edition',
      '2021',
      '--crate-type',
      'lib',
      '--emit',
      'metadata',
      '--target',
      target.triple,
    ];
    const run = spawnSync(
      target.rustc,
      [...args, '--error-format', 'json', '--cap-lints', 'allow', 'probe.rs'],
      {
        cwd: dir,
        encoding: 'utf8',
        env: ENVIRONMENT,
        maxBuffer: 1 << 30,
      },
    );
    const failed = new Set<number>();
    for (const diagnostic of diagnostics(run.stderr)) {
      if (!['E0432', 'E0433'].includes(diagnostic.code?.code ?? '')) continue;
      for (const span of diagnostic.spans) if (span.is_primary) failed.add(span.line_start - 1 - head.length);
    }
    return failed;
  });
}

/**
 * The values of constants as rustdoc prints them, by key. Features that a constant asks for are switched on;
 * one that is in error for another reason is left out.
 */
export function documentConstants(
  target: ProbeTarget & { readonly rustdoc: string; readonly sysroot: string },
  crates: readonly string[],
  wanted: readonly { key: string; ty: string; path: string }[],
  helpers: readonly string[] = [],
): Map<string, string> {
  return inFolder((dir) => {
    const features = new Set<string>();
    const bad = new Set<number>();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const head = [...header(crates, features), ...helpers];
      const lines = wanted.map(({ ty, path }, index) =>
        bad.has(index) ? '' : `pub const P${index}: ${ty} = ${path};`,
      );
      writeFileSync(join(dir, 'probe.rs'), [...head, ...lines].join('\n'));
      const args = [
        '--edition',
        '2021',
        '--crate-type',
        'lib',
        '--sysroot',
        target.sysroot,
        '--target',
        target.triple,
      ];
      const json = ['-Zunstable-options', '--output-format', 'json', '--error-format', 'json', '-o', dir];
      const run = spawnSync(target.rustdoc, [...args, ...json, '--cap-lints', 'allow', 'probe.rs'], {
        cwd: dir,
        encoding: 'utf8',
        env: ENVIRONMENT,
        maxBuffer: 1 << 30,
      });
      if (run.status === 0) break;
      if (!learn(diagnostics(run.stderr), head.length, features, bad))
        throw new Error(run.stderr.slice(0, 2000));
    }
    return readValues(join(dir, 'probe.json'), wanted);
  });
}

/** Takes features to switch on and lines to drop from errors; returns whether there was anything new. */
function learn(
  found: readonly Diagnostic[],
  headLines: number,
  features: Set<string>,
  bad: Set<number>,
): boolean {
  const before = features.size + bad.size;
  for (const diagnostic of found) {
    const feature = /library feature `(\w+)`/.exec(diagnostic.message)?.[1];
    if (diagnostic.code?.code === 'E0658' && feature) features.add(feature);
    else if (diagnostic.level === 'error') {
      for (const span of diagnostic.spans) if (span.is_primary) bad.add(span.line_start - 1 - headLines);
    }
  }
  return features.size + bad.size > before;
}

function header(crates: readonly string[], features: ReadonlySet<string>): string[] {
  const noStd = crates.includes('std') ? '' : '#![no_std]';
  const externs = crates
    .filter((name) => name !== 'std' && name !== 'core')
    .map((name) => `extern crate ${name};`);
  return [noStd, `#![allow(internal_features)] #![feature(${[...features].join(',')})]`, externs.join(' ')];
}

function diagnostics(stderr: string): Diagnostic[] {
  return stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Diagnostic] : []));
}

function readValues(path: string, wanted: readonly { key: string }[]): Map<string, string> {
  const json = JSON.parse(readFileSync(path, 'utf8')) as RustdocCrate;
  const values = new Map<string, string>();
  for (const item of Object.values(json.index)) {
    const constant = typeof item.inner === 'object' ? item.inner.constant : undefined;
    const key = wanted[Number(item.name?.slice(1))]?.key;
    const value = constant?.const.value;
    if (key !== undefined && value) values.set(key, value);
  }
  return values;
}

function inFolder<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'facts-probe-'));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
