/**
 * Layouts that real compilers gave to a random program, kept so that they are checked without a compiler.
 *
 * `program.json` holds the types, one file a target the summaries of their layouts in the base release, and for the
 * other releases only those that differ from it.
 */
import { readFileSync } from 'node:fs';
import type { Item, Program } from '../../support/abi/program.ts';

/** The targets that have a file. */
export const TARGETS = [
  'x86_64-unknown-linux-gnu',
  'i686-unknown-linux-gnu',
  'thumbv7em-none-eabihf',
  'wasm32-unknown-unknown',
  'avr-none',
  'msp430-none-elf',
  'riscv32imac-unknown-none-elf',
] as const;

export interface TargetLayouts {
  /** The base release, such as `1.95.0`. */
  readonly release: string;
  /** The summary of each item. */
  readonly summaries: readonly string[];
  /** By release, and then by index: the summaries that differ from the base release's. */
  readonly differences: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function fixtureUrl(name: string): URL {
  return new URL(`./${name}.json`, import.meta.url);
}

export function readProgram(): Program {
  return JSON.parse(readFileSync(fixtureUrl('program'), 'utf8'));
}

export function readTargetLayouts(target: string): TargetLayouts {
  return JSON.parse(readFileSync(fixtureUrl(target), 'utf8'));
}

/**
 * The summary without what the calculator leaves out of old releases, none of which shows in sizes, offsets or
 * niches: up to 1.86 packed pairs of scalars were pairs only if their *preferred* alignments agreed too, and vectors
 * had another unadjusted alignment, which all that holds one had as well.
 */
export function comparable(summary: string, item: Item | undefined, minor: number): string {
  const text = JSON.stringify(item);
  if (minor >= 87) return summary;
  const adjusted = summary.replace(/unadjusted \d+ /, '');
  return text.includes('"pack"') ? adjusted.replace(/ (memory|pair\(.*?\)) /, ' memory ') : adjusted;
}
