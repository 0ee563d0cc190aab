// Brings the corpus' sources through cargo: the crates and what they depend on go to cargo's own cache, and a copy of each crate,
// with the corpus' lock file beside its manifest, to a folder of ours.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { HOST_TARGET } from '../truth.ts';
import { type CorpusCrate, CRATES } from './corpusCrates.ts';

export const CACHE = path.join(import.meta.dirname, '../../../node_modules/.cache/corpus');

interface Metadata {
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly manifest_path: string;
  }[];
}

/** Fetches what is missing, and returns the folder of each crate's copy by name. Progress goes to `say`. */
export function fetchCorpus(
  crates: readonly CorpusCrate[],
  say: (line: string) => void,
): Map<string, string> {
  const manifest = ['--manifest-path', path.join(CRATES, 'Cargo.toml'), '--locked'];
  say(`fetching ${crates.length} crates and their dependencies with cargo …`);
  cargo(['fetch', ...manifest, '--target', HOST_TARGET], 'inherit');
  const args = ['metadata', ...manifest, '--offline', '--format-version=1', '--filter-platform', HOST_TARGET];
  const { packages } = JSON.parse(cargo(args, 'pipe')) as Metadata;
  return new Map(
    crates.map((crate) => {
      const found = packages.find((p) => p.name === crate.name && p.version === crate.version);
      if (!found) throw new Error(`cargo has no ${crate.name} ${crate.version}`);
      return [crate.name, copyCrate(path.dirname(found.manifest_path), crate)];
    }),
  );
}

function copyCrate(from: string, { name, version }: CorpusCrate): string {
  const to = path.join(CACHE, 'src', `${name}-${version}`);
  if (!fs.existsSync(to)) {
    fs.rmSync(`${to}.part`, { recursive: true, force: true });
    fs.cpSync(from, `${to}.part`, { recursive: true });
    fs.rmSync(path.join(`${to}.part`, 'rust-toolchain.toml'), { force: true });
    fs.renameSync(`${to}.part`, to);
  }
  fs.copyFileSync(path.join(CRATES, 'Cargo.lock'), path.join(to, 'Cargo.lock'));
  return to;
}

function cargo(args: readonly string[], stderr: 'inherit' | 'pipe'): string {
  const result = spawnSync('cargo', args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', stderr],
  });
  if (result.error) throw new Error('the corpus needs cargo on the PATH', { cause: result.error });
  if (result.status !== 0) throw new Error(`cargo ${args[0]} fails: ${(result.stderr ?? '').slice(-2000)}`);
  return result.stdout;
}
