// Which real crates the corpus has: those of `crates/Cargo.toml`, with the features that it names.

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import type { ReasonEntry, TypeEntry } from '../oracle/rustLayout.ts';

export const CRATES = path.join(import.meta.dirname, '../crates');

export interface CorpusCrate {
  readonly name: string;
  readonly version: string;
  readonly features: readonly string[];
  readonly defaultFeatures: boolean;
}

/** The committed truth of a crate. */
export interface CrateTruth {
  readonly crate: string;
  readonly version: string;
  readonly rustc: string;
  readonly target: string;
  readonly types: readonly TypeEntry[];
  readonly skipped: readonly ReasonEntry[];
}

type Dependency = string | { version: string; features?: string[]; 'default-features'?: boolean };

/** By name. */
export function corpusCrates(): CorpusCrate[] {
  const manifest = parse(fs.readFileSync(path.join(CRATES, 'Cargo.toml'), 'utf8'));
  const dependencies = manifest.dependencies as unknown as Record<string, Dependency>;
  return Object.entries(dependencies).map(([name, dependency]) => {
    const given = typeof dependency === 'string' ? { version: dependency } : dependency;
    return {
      name,
      version: given.version.replace(/^=/, ''),
      features: given.features ?? [],
      defaultFeatures: given['default-features'] ?? true,
    };
  });
}

export const crateTruthPath = ({ name, version }: CorpusCrate): string =>
  path.join(CRATES, `${name}-${version}.json`);

/** Undefined where rustc was never asked. */
export function readCrateTruth(crate: CorpusCrate): CrateTruth | undefined {
  const file = crateTruthPath(crate);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as CrateTruth) : undefined;
}
