/** Layouts of a program's items by the calculator. */
import { arrayLayout, simdLayout } from '../../../server/src/layout/abi/array.ts';
import { fail, type LayoutCx, ok } from '../../../server/src/layout/abi/context.ts';
import {
  boolLayout,
  charLayout,
  floatLayout,
  fnPointerLayout,
  intLayout,
  neverLayout,
  pointerLayout,
  pointerSizedIntLayout,
  unitLayout,
} from '../../../server/src/layout/abi/simple.ts';
import { enumLayout, structLayout, tupleLayout } from '../../../server/src/layout/abi/structOrEnum.ts';
import type {
  FloatSize,
  IntegerSize,
  IntegerType,
  Layout,
  LayoutResult,
  ReprOptions,
  ScalarValidRange,
} from '../../../server/src/layout/abi/types.ts';
import { unionLayout } from '../../../server/src/layout/abi/union.ts';
import type { IntName, Item, PlainType, Program, Repr, Ty } from './program.ts';

/** The layout of each item, in order. Items that use one without a layout have its error. */
export function calculateProgram(cx: LayoutCx, program: Program): LayoutResult[] {
  const results: LayoutResult[] = [];
  for (const item of program) results.push(itemLayout(cx, item, results));
  return results;
}

class Failed extends Error {
  readonly result: LayoutResult;
  constructor(result: LayoutResult) {
    super('no layout');
    this.result = result;
  }
}

function itemLayout(cx: LayoutCx, item: Item, known: readonly LayoutResult[]): LayoutResult {
  const of = (type: Ty): Layout => typeLayout(cx, type, known);
  try {
    switch (item.kind) {
      case 'alias':
        return ok(of(item.of));
      case 'union':
        return unionLayout(cx, item.fields.map(of), reprOptions(item.repr));
      case 'enum':
        return enumLayout(cx, {
          variants: item.variants.map((variant) => variant.fields.map(of)),
          repr: reprOptions(item.repr),
          discriminants: discriminants(item.variants.map((variant) => variant.discriminant)),
        });
      case 'struct':
        return item.repr?.simd ? simdStruct(cx, item, of) : plainStruct(cx, item, of);
    }
  } catch (error) {
    if (error instanceof Failed) return error.result;
    throw error;
  }
}

type StructItem = Extract<Item, { kind: 'struct' }>;

function plainStruct(cx: LayoutCx, item: StructItem, of: (type: Ty) => Layout): LayoutResult {
  const fields = item.fields.map(of);
  const maybeUnsized = item.genericTail === true || isUnsizedType(item.fields.at(-1));
  const bounds: ScalarValidRange = {
    ...(item.start === undefined ? {} : { start: BigInt(item.start) }),
    ...(item.end === undefined ? {} : { end: BigInt(item.end) }),
  };
  return structLayout(cx, { fields, repr: reprOptions(item.repr), maybeUnsized, scalarValidRange: bounds });
}

function isUnsizedType(type: Ty | undefined): boolean {
  return type === '[u8]' || type === '[u32]' || type === 'dyn Tr';
}

function simdStruct(cx: LayoutCx, { fields, repr }: StructItem, of: (type: Ty) => Layout): LayoutResult {
  const lanes = fields[0];
  if (typeof lanes !== 'object' || !('array' in lanes)) return fail({ kind: 'nonPrimitiveSimdType' });
  return simdLayout(cx, of(lanes.array), BigInt(lanes.count), repr?.pack !== undefined);
}

function discriminants(explicit: readonly (string | undefined)[]): bigint[] {
  const values: bigint[] = [];
  for (const text of explicit) values.push(text === undefined ? (values.at(-1) ?? -1n) + 1n : BigInt(text));
  return values;
}

function intType(name: IntName): IntegerType {
  const signed = name.startsWith('i');
  const bits = Number(name.slice(1));
  return Number.isNaN(bits)
    ? { kind: 'pointer', signed }
    : { kind: 'fixed', size: (bits / 8) as IntegerSize, signed };
}

function reprOptions({ int, ...rest }: Repr = {}): ReprOptions {
  return int === undefined ? rest : { ...rest, int: intType(int) };
}

function typeLayout(cx: LayoutCx, type: Ty, known: readonly LayoutResult[]): Layout {
  const get = (result: LayoutResult | undefined): Layout => {
    if (result?.kind !== 'layout') throw new Failed(result ?? fail({ kind: 'reprConflict' }));
    return result.layout;
  };
  if (typeof type === 'string') return plainLayout(cx, type);
  if ('item' in type) return get(known[type.item]);
  if ('array' in type) return get(arrayLayout(cx, typeLayout(cx, type.array, known), BigInt(type.count)));
  if ('cell' in type) {
    const fields = [typeLayout(cx, type.cell, known)];
    return get(structLayout(cx, { fields, repr: {}, maybeUnsized: true, hideNiches: true }));
  }
  return get(
    tupleLayout(
      cx,
      type.tuple.map((t) => typeLayout(cx, t, known)),
    ),
  );
}

function plainLayout(cx: LayoutCx, type: PlainType): Layout {
  const { dl } = cx;
  switch (type) {
    case 'bool':
      return boolLayout(dl);
    case 'char':
      return charLayout(dl);
    case '!':
      return neverLayout(dl);
    case '()':
      return unitLayout(dl);
    case '&u8':
    case '*const u8':
      return pointerLayout(dl, type === '&u8', 'none');
    case '&[u8]':
    case '*const [u8]':
      return pointerLayout(dl, type === '&[u8]', 'length');
    case '&dyn Tr':
    case '*const dyn Tr':
      return pointerLayout(dl, type === '&dyn Tr', 'vtable');
    case 'fn()':
      return fnPointerLayout(dl);
    case 'dyn Tr':
      return unitLayout(dl, false);
    default:
      return numericLayout(cx, type);
  }
}

function numericLayout(cx: LayoutCx, type: Exclude<PlainType, 'bool'>): Layout {
  if (type.startsWith('[')) {
    const slice = arrayLayout(cx, intLayout(cx.dl, type === '[u8]' ? 1 : 4, false), undefined);
    if (slice.kind === 'layout') return slice.layout;
  }
  if (type.startsWith('f')) return floatLayout(cx.dl, (Number(type.slice(1)) / 8) as FloatSize);
  const int = intType(type as IntName);
  return int.kind === 'pointer'
    ? pointerSizedIntLayout(cx.dl, int.signed)
    : intLayout(cx.dl, int.size, int.signed);
}
