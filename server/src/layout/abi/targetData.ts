/**
 * What a target's LLVM data layout string says about sizes and alignments.
 *
 * Counterpart of `TargetDataLayout` in rustc's `rustc_abi/src/lib.rs`, with the same defaults and the same
 * treatment of what the string leaves out. LLVM writes bits; everything here is bytes.
 */
import type { IntegerSize } from './types.ts';

/** Size and alignment of a pointer, and the size of the integer it can be offset by (`usize`). */
export interface PointerSpec {
  readonly size: number;
  readonly align: number;
  readonly offsetSize: number;
}

export interface TargetDataLayout {
  readonly endian: 'little' | 'big';
  /** ABI alignment of the integers of 1, 2, 4, 8 and 16 bytes. */
  readonly intAlign: Readonly<Record<1 | 2 | 4 | 8 | 16, number>>;
  /** ABI alignment of the floats of 2, 4, 8 and 16 bytes. */
  readonly floatAlign: Readonly<Record<2 | 4 | 8 | 16, number>>;
  readonly aggregateAlign: number;
  /** Alignments the target prescribes for vectors of a size. */
  readonly vectorAlign: readonly { readonly size: number; readonly align: number }[];
  readonly pointer: PointerSpec;
  /** Pointers of the address spaces other than 0. */
  readonly addressSpaces: readonly { readonly addressSpace: number; readonly pointer: PointerSpec }[];
  /** Where functions live: 0 nearly everywhere, 1 on AVR. */
  readonly instructionAddressSpace: number;
  /** The least size of a `repr(C)` enum's tag; not part of LLVM's string. */
  readonly cEnumMinSize: IntegerSize;
  /** Objects must be smaller than this many bytes. */
  readonly objSizeBound: number;
}

export type TargetDataLayoutResult =
  | { readonly kind: 'dataLayout'; readonly dataLayout: TargetDataLayout }
  | { readonly kind: 'error'; readonly message: string };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Draft
  extends Omit<Mutable<TargetDataLayout>, 'intAlign' | 'floatAlign' | 'vectorAlign' | 'addressSpaces'> {
  intAlign: Record<1 | 2 | 4 | 8 | 16, number>;
  floatAlign: Record<2 | 4 | 8 | 16, number>;
  vectorAlign: { size: number; align: number }[];
  addressSpaces: { addressSpace: number; pointer: PointerSpec }[];
  /** The widest integer from 64 to 128 bits seen so far: it decides the alignment of `i128`. */
  i128Source: number;
}

class DataLayoutError extends Error {}

/** LLVM's own defaults, as far as rustc adopts them. */
function defaults(): Draft {
  return {
    endian: 'big',
    intAlign: { 1: 1, 2: 2, 4: 4, 8: 4, 16: 4 },
    floatAlign: { 2: 2, 4: 4, 8: 8, 16: 16 },
    aggregateAlign: 1,
    vectorAlign: [
      { size: 8, align: 8 },
      { size: 16, align: 16 },
    ],
    pointer: { size: 8, align: 8, offsetSize: 8 },
    addressSpaces: [],
    instructionAddressSpace: 0,
    cEnumMinSize: 4,
    objSizeBound: 2 ** 61,
    i128Source: 64,
  };
}

function bits(text: string | undefined, spec: string): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new DataLayoutError(`no number of bits in "${spec}"`);
  return Number(text);
}

/** Bits as bytes, rounded up. */
function size(text: string | undefined, spec: string): number {
  return Math.ceil(bits(text, spec) / 8);
}

function align(text: string | undefined, spec: string): number {
  const bytes = Math.max(1, size(text, spec));
  if (!Number.isInteger(Math.log2(bytes)) || bytes > 2 ** 29) {
    throw new DataLayoutError(`"${spec}" has an alignment that is no power of two, or too large`);
  }
  return bytes;
}

/** `p[f][ADDRESS SPACE]:SIZE:ABI ALIGN[:PREFERRED ALIGN[:OFFSET SIZE]]`. */
function readPointer(draft: Draft, parts: readonly string[], spec: string): void {
  const name = /^pf?(\d*)$/.exec(parts[0] ?? '');
  if (name === null) throw new DataLayoutError(`unknown pointer specification "${spec}"`);
  const addressSpace = Number(name[1]);
  const pointerSize = size(parts[1], spec);
  // rustc ignores the offset size: its more general pattern, which comes first, takes every specification.
  const pointer = { size: pointerSize, align: align(parts[2], spec), offsetSize: pointerSize };
  if (addressSpace === 0) {
    draft.pointer = pointer;
    return;
  }
  draft.addressSpaces = [
    ...draft.addressSpaces.filter((s) => s.addressSpace !== addressSpace),
    { addressSpace, pointer },
  ];
}

function readInteger(draft: Draft, parts: readonly string[], spec: string): void {
  const width = bits(parts[0]?.slice(1), spec);
  const alignment = align(parts[1], spec);
  if (width === 8) draft.intAlign[1] = alignment;
  if (width === 16) draft.intAlign[2] = alignment;
  if (width === 32) draft.intAlign[4] = alignment;
  if (width === 64) draft.intAlign[8] = alignment;
  if (width >= draft.i128Source && width <= 128) {
    draft.i128Source = width;
    draft.intAlign[16] = alignment;
  }
}

function readVector(draft: Draft, parts: readonly string[], spec: string): void {
  const vectorSize = size(parts[0]?.slice(1), spec);
  const alignment = align(parts[1], spec);
  const known = draft.vectorAlign.find((v) => v.size === vectorSize);
  if (known === undefined) draft.vectorAlign.push({ size: vectorSize, align: alignment });
  else known.align = alignment;
}

const FLOATS: Readonly<Record<string, 2 | 4 | 8 | 16>> = { f16: 2, f32: 4, f64: 8, f128: 16 };

function readSpec(draft: Draft, spec: string): void {
  const parts = spec.split(':');
  const name = parts[0] ?? '';
  const float = FLOATS[name];
  if (spec === 'e') draft.endian = 'little';
  else if (spec === 'E') draft.endian = 'big';
  else if (parts.length === 1 && name.startsWith('P'))
    draft.instructionAddressSpace = bits(name.slice(1), spec);
  else if (name === 'a') draft.aggregateAlign = align(parts[1], spec);
  else if (float !== undefined) draft.floatAlign[float] = align(parts[1], spec);
  else if (name.startsWith('p') && parts.length > 1) readPointer(draft, parts, spec);
  else if (name.startsWith('i')) readInteger(draft, parts, spec);
  else if (name.startsWith('v')) readVector(draft, parts, spec);
}

/** rustc's exclusive bound on object sizes, by pointer size in bytes. */
const OBJ_SIZE_BOUND: Readonly<Record<number, number>> = { 2: 2 ** 15, 4: 2 ** 31, 8: 2 ** 61 };

/**
 * Reads an LLVM data layout string such as `e-m:e-p:32:32-i64:64`.
 *
 * @param text the string as in a target specification's `data-layout`
 * @param cEnumMinBits the specification's `c-enum-min-bits`; 32 where it says nothing
 * @returns the data layout, or an error with a message for a string that rustc wouldn't accept either
 */
export function parseDataLayout(text: string, cEnumMinBits = 32): TargetDataLayoutResult {
  const draft = defaults();
  try {
    for (const spec of text.split('-')) readSpec(draft, spec);
  } catch (error) {
    if (error instanceof DataLayoutError) return { kind: 'error', message: error.message };
    throw error;
  }
  const { i128Source: _, ...dataLayout } = draft;
  const bound = OBJ_SIZE_BOUND[draft.pointer.size];
  if (bound === undefined) return { kind: 'error', message: `pointers of ${draft.pointer.size} bytes` };
  const addressSpaces = withInstructionSpace(draft);
  const cEnumMinSize = Math.max(1, cEnumMinBits / 8) as IntegerSize;
  return {
    kind: 'dataLayout',
    dataLayout: { ...dataLayout, addressSpaces, objSizeBound: bound, cEnumMinSize },
  };
}

/** The code address space has the data pointers' shape where the string doesn't give its own. */
function withInstructionSpace(draft: Draft): TargetDataLayout['addressSpaces'] {
  const addressSpace = draft.instructionAddressSpace;
  const known = addressSpace === 0 || draft.addressSpaces.some((s) => s.addressSpace === addressSpace);
  return known ? draft.addressSpaces : [...draft.addressSpaces, { addressSpace, pointer: draft.pointer }];
}

/** The pointer specification of an address space; that of data for one the target doesn't describe. */
export function pointerSpec(dl: TargetDataLayout, addressSpace: number): PointerSpec {
  return dl.addressSpaces.find((s) => s.addressSpace === addressSpace)?.pointer ?? dl.pointer;
}

/** The size of `usize` and `isize` in bytes. */
export function pointerSizedInteger(dl: TargetDataLayout): IntegerSize {
  return dl.pointer.offsetSize as IntegerSize;
}

/** The alignment for a SIMD vector of `vectorSize` bytes: the target's own, or the size rounded up to a power of two. */
export function vectorAlign(dl: TargetDataLayout, vectorSize: number): number {
  return dl.vectorAlign.find((v) => v.size === vectorSize)?.align ?? 2 ** Math.ceil(Math.log2(vectorSize));
}
