// Proves an oracle's answer by another path: in a copy of the crate every type outside macro calls gets, behind it, constants
// that only compile if size_of, align_of, offset_of! (enum variants' fields too) and the size of an Option of it (has it a
// niche?) are what the oracle says. Then the copy must still compile. Tags and exact niches are not seen so.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ItemShape, itemShape } from './itemShape.ts';
import { layoutOracle } from './layoutOracle.ts';
import { OracleFailure } from './process.ts';
import type { OracleOptions } from './rustcPlan.ts';
import { findItems } from './rustItems.ts';
import type { OracleLayout, TypeEntry } from './rustLayout.ts';
import { tokenize } from './rustTokens.ts';

export interface Verification {
  readonly holds: boolean;
  /** How many constants of each kind were written. */
  readonly types: number;
  readonly niches: number;
  readonly offsets: number;
  /** Types in macro calls, unsized or too large ones. */
  readonly left: number;
  /** rustc's words where it does not hold. */
  readonly message: string;
}

type Counts = { -readonly [K in 'types' | 'niches' | 'offsets' | 'left']: number };

/** `options.input` is the crate's folder, or the file, that the oracle was asked about, with the same options. */
export function verifyOracle(oracle: OracleLayout, options: OracleOptions): Verification {
  const counts: Counts = { types: 0, niches: 0, offsets: 0, left: 0 };
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-'));
  const copy = path.join(temp, path.basename(options.input));
  try {
    fs.cpSync(options.input, copy, { recursive: true, dereference: true });
    const isFolder = fs.statSync(copy).isDirectory();
    for (const file of oracle.files)
      writeClaims(oracle, file, isFolder ? path.join(copy, file) : copy, counts);
    return { ...counts, ...compiles(oracle.crate, { ...options, input: copy, macros: false }) };
  } finally {
    fs.rmSync(temp, { recursive: true, force: true });
  }
}

/** `offset_of_enum` is a feature: the crate alone may use it. */
function compiles(crate: string, options: OracleOptions): { holds: boolean; message: string } {
  const before = process.env.RUSTC_BOOTSTRAP;
  process.env.RUSTC_BOOTSTRAP = crate;
  try {
    layoutOracle(options);
    return { holds: true, message: '' };
  } catch (error) {
    if (!(error instanceof OracleFailure)) throw error;
    return { holds: false, message: error.message.slice(-3000) };
  } finally {
    if (before === undefined) delete process.env.RUSTC_BOOTSTRAP;
    else process.env.RUSTC_BOOTSTRAP = before;
  }
}

function writeClaims(oracle: OracleLayout, file: string, copy: string, counts: Counts): void {
  const source = fs.readFileSync(copy, 'latin1');
  const tokens = tokenize(source);
  const items = findItems(source);
  const inserts: { at: number; text: string }[] = [];
  for (const type of oracle.types.filter((t) => t.file === file)) {
    const item = items.find((i) => i.line === type.line && i.name === type.name);
    if (!item || item.macro || type.unsized || typeof type.size !== 'number') {
      counts.left++;
      continue;
    }
    const shape = itemShape(tokens, item);
    inserts.push({ at: shape.end, text: claims(type, type.size, shape, oracle.edition, counts) });
  }
  let out = source;
  for (const { at, text } of inserts.sort((a, b) => b.at - a.at))
    out = out.slice(0, at) + text + out.slice(at);
  // A feature may stand before everything else in a crate's root file.
  if (file === oracle.root) out = `#![feature(offset_of_enum)] ${out}`;
  fs.writeFileSync(copy, out, 'latin1');
}

/** The constants that hold exactly where the entry is right. */
function claims(type: TypeEntry, size: number, shape: ItemShape, edition: string, counts: Counts): string {
  const core = edition === '2015' ? 'core' : '::core';
  const lifetimes = shape.lifetimes ? `<${new Array(shape.lifetimes).fill("'static").join()}>` : '';
  const name = Buffer.from(type.name).toString('latin1') + lifetimes;
  const holds = (what: string, value: number | string): string =>
    ` const _: [(); ${value}] = [(); ${core}::mem::${what}];`;
  let text = holds(`size_of::<${name}>()`, size) + holds(`align_of::<${name}>()`, type.align);
  counts.types++;
  if (!type.uninhabited) {
    const option = `size_of::<${core}::option::Option<${name}>>()`;
    text += type.niche
      ? holds(option, size)
      : ` const _: () = [()][(${core}::mem::${option} <= ${size}) as usize];`;
    counts.niches++;
  }
  if (!shape.variants) return text;
  for (const { index, offsets } of type.variants ?? [{ index: 0, offsets: type.offsets ?? [] }]) {
    const names = shape.variants[index] ?? [];
    if (names.length !== offsets.length)
      throw new Error(`${type.file}:${type.line} ${type.name}: ${names} for ${offsets}`);
    for (const [i, offset] of offsets.entries()) text += holds(`offset_of!(${name}, ${names[i]})`, offset);
    counts.offsets += offsets.length;
  }
  return text;
}
