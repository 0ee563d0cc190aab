import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDebugLayout } from '../../../test/support/abi/debugText.ts';
import { summarize } from '../../../test/support/abi/summary.ts';

/** A compiler and how to call it: `['rustc', '--sysroot', 'SR']`, `['rustup', 'run', 'nightly', 'rustc']`. */
export interface Compiler {
  readonly command: readonly [string, ...string[]];
  /** 95 for 1.95. */
  readonly minor: number;
  readonly triple: string;
}

interface Diagnostic {
  readonly level: string;
  readonly message: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly { readonly line_start: number; readonly is_primary: boolean; label?: string }[];
}

const MAX_ROUNDS = 60;

/**
 * The whole layouts of types by the real compiler, as lines of text (`summarize`). Features that a type asks
 * for are switched on, lifetimes that it lacks are filled in; a type that is in error for another reason, or
 * that the compiler crashes on, is left out.
 */
export function dumpLayouts(compiler: Compiler, types: readonly string[]): Map<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'facts-layouts-'));
  const dump = new Dump(types, compiler.minor);
  try {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      writeFileSync(join(dir, 'types.rs'), dump.source());
      if (!dump.learn(run(compiler, dir))) break;
    }
    return dump.layouts;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function run({ command: [program, ...first], triple }: Compiler, cwd: string): string {
  const args = ['--target', triple, '--edition', '2021', '--crate-type', 'lib', '--emit', 'metadata'];
  const how = ['--error-format', 'json', '--cap-lints', 'allow', '-Zdeduplicate-diagnostics=no', 'types.rs'];
  const env = { ...process.env, RUSTC_BOOTSTRAP: '1', RUSTC_ICE: '0' };
  return spawnSync(program, [...first, ...args, ...how], { cwd, encoding: 'utf8', env, maxBuffer: 1 << 30 })
    .stderr;
}

/** One type a line, behind a first line with features; what the rounds have taught about them. */
class Dump {
  readonly layouts = new Map<string, string>();
  readonly #types: readonly string[];
  readonly #attribute: string;
  readonly #features = new Set(['rustc_attrs']);
  readonly #bad = new Set<number>();
  readonly #lifetimes = new Map<number, number>();

  constructor(types: readonly string[], minor: number) {
    this.#types = types;
    this.#attribute = minor >= 96 ? 'rustc_dump_layout(debug)' : 'rustc_layout(debug)';
  }

  source(): string {
    const features = `#![feature(${[...this.#features].join(',')})]`;
    const head = `#![no_std] #![allow(internal_features)] ${features} extern crate alloc; extern crate std;`;
    const line = (_: string, index: number) =>
      this.#bad.has(index) ? '' : `#[${this.#attribute}] type A${index} = ${this.#written(index)};`;
    return [head, ...this.#types.map(line)].join('\n');
  }

  /** Reads what the compiler printed; whether another round could tell more. */
  learn(stderr: string): boolean {
    const known = () => this.#features.size + this.#bad.size + this.#lifetimes.size;
    const before = known();
    let last = -1;
    this.layouts.clear();
    for (const line of stderr.split('\n')) {
      if (line.startsWith('{')) last = Math.max(last, this.#read(JSON.parse(line) as Diagnostic));
    }
    if (known() === before && stderr.includes('panicked at')) this.#bad.add(this.#next(last));
    return known() > before;
  }

  /** The number of the type whose layout was read, or -1. */
  #read({ message, spans, code, level }: Diagnostic): number {
    const primary = spans.find((span) => span.is_primary);
    const index = (primary?.line_start ?? 1) - 2;
    const text = /^layout_of\(.*?\) = (Layout \{.*)$/s.exec(message)?.[1];
    const feature = /feature `(\w+)`/.exec(message)?.[1];
    if (text !== undefined && this.#types[index] !== undefined) {
      this.layouts.set(this.#types[index], summarize(readDebugLayout(text)));
      return index;
    }
    if (code?.code === 'E0658' && feature !== undefined) this.#features.add(feature);
    else if (code?.code === 'E0106' && !this.#lifetimes.has(index)) {
      this.#lifetimes.set(index, Number(/expected (\d+)/.exec(primary?.label ?? '')?.[1] ?? 1));
    } else if (level === 'error' && index >= 0) this.#bad.add(index);
    return -1;
  }

  /** Types are dumped in order: the compiler crashed on the one behind the last it told of. */
  #next(last: number): number {
    let next = last + 1;
    while (this.#bad.has(next)) next++;
    return next;
  }

  #written(index: number): string {
    const text = this.#types[index] ?? '';
    const lifetimes = Array.from({ length: this.#lifetimes.get(index) ?? 0 }, () => "'static").join(', ');
    if (lifetimes === '') return text;
    const open = text.indexOf('<');
    return open < 0
      ? `${text}<${lifetimes}>`
      : `${text.slice(0, open)}<${lifetimes}, ${text.slice(open + 1)}`;
  }
}
