/**
 * Coroutines: the state machines behind `async` and generators.
 *
 * Counterpart of rustc's `rustc_abi/src/layout/coroutine.rs`. The captures, the state tag and the locals that live
 * across several suspension points form a prefix. Behind it each state has room for the locals that only it keeps,
 * and the states share that room. A local never moves, whichever states it is part of.
 */
import { type LayoutCx, ok, sizeError } from './context.ts';
import { alignTo, fitUnsigned } from './primitives.ts';
import { scalarLayout } from './simple.ts';
import type { Layout, LayoutError, LayoutResult, Scalar } from './types.ts';
import { univariant } from './univariant.ts';

export interface CoroutineInput {
  /** What the coroutine captures. */
  readonly captures: readonly Layout[];
  /** The saved locals, each as its `MaybeUninit<T>`. */
  readonly locals: readonly Layout[];
  /** For each state, the three reserved ones included, the indices of the locals that it saves. */
  readonly variantFields: readonly (readonly number[])[];
  /** For each local, the set of locals that are live at the same time as it (a symmetric relation). */
  readonly storageConflicts: readonly ReadonlySet<number>[];
}

/** The layout of a coroutine. Its niches are hidden: the state may be read through aliasing pointers. */
export function coroutineLayout(cx: LayoutCx, input: CoroutineInput): LayoutResult {
  const { owners, promoted } = assignLocals(input);
  const tag = stateTag(input.variantFields.length);
  const tagIndex = input.captures.length;
  const prefixFields = [
    ...input.captures,
    scalarLayout(cx.dl, tag),
    ...promoted.map((l) => input.locals[l]!),
  ];
  const prefixResult = univariant(cx, prefixFields, {}, { kind: 'alwaysSized' });
  if (prefixResult.kind === 'error') return prefixResult;
  const prefix = splitPrefix(prefixResult.layout, tagIndex + 1, promoted);
  const states = layoutStates(cx, input, owners, prefix);
  if (states.kind === 'error') return states;
  const { layouts } = states;
  const align = Math.max(prefix.layout.align, ...layouts.map((layout) => layout.align));
  const size = alignTo(Math.max(prefix.layout.size, ...layouts.map((layout) => layout.size)), align);
  const error = sizeError(cx.dl, size);
  if (error !== undefined) return { kind: 'error', error };
  return ok({
    size,
    align,
    backendRepr: { kind: 'memory', sized: true },
    fields: { kind: 'arbitrary', offsets: prefix.outerOffsets, inMemoryOrder: prefix.outerOrder },
    variants: {
      kind: 'multiple',
      tag,
      tagEncoding: { kind: 'direct' },
      tagField: tagIndex,
      variants: layouts,
    },
    largestNiche: undefined,
    uninhabited: prefix.layout.uninhabited || layouts.every((layout) => layout.uninhabited),
    unadjustedAbiAlign: align,
    maxReprAlign: undefined,
  });
}

function stateTag(states: number): Scalar {
  const last = BigInt(states - 1);
  return {
    kind: 'initialized',
    value: { kind: 'int', size: fitUnsigned(last), signed: false },
    validRange: { start: 0n, end: last },
  };
}

interface Assignment {
  /** By local: the one state that it belongs to, or undefined if it lies in the prefix. */
  readonly owners: readonly (number | undefined)[];
  /** The locals in the prefix, ascending. */
  readonly promoted: readonly number[];
}

/** Locals that several states save, or that would overlap with one they live beside, go into the prefix. */
function assignLocals(input: CoroutineInput): Assignment {
  const statesOf = input.locals.map((_, local) =>
    input.variantFields.flatMap((fields, state) => (fields.includes(local) ? [state] : [])),
  );
  const all = [...input.locals.keys()];
  const shared = resolveConflicts(
    statesOf,
    all.filter((local) => statesOf[local]!.length > 1),
    input.storageConflicts,
  );
  const owners = statesOf.map((states, local) => (shared.has(local) ? undefined : states[0]));
  // With a single state there is nothing to share; in the prefix the locals pack better.
  const used = new Set(owners.filter((owner) => owner !== undefined));
  if (used.size < 2) return { owners: all.map(() => undefined), promoted: all };
  return { owners, promoted: all.filter((local) => shared.has(local)) };
}

/** Adds to the locals of the prefix one of each two that conflict in different states: that with more conflicts. */
function resolveConflicts(
  statesOf: readonly (readonly number[])[],
  inPrefix: readonly number[],
  conflicts: readonly ReadonlySet<number>[],
): ReadonlySet<number> {
  const shared = new Set(inPrefix);
  const conflictsOf = (local: number): ReadonlySet<number> => conflicts[local] ?? new Set();
  for (const a of statesOf.keys()) {
    if (shared.has(a)) continue;
    for (const b of [...conflictsOf(a)].sort((x, y) => x - y)) {
      const together = !shared.has(a) && statesOf[a]?.[0] === statesOf[b]?.[0];
      if (shared.has(b) || together) continue;
      shared.add(conflictsOf(a).size > conflictsOf(b).size ? a : b);
    }
  }
  return shared;
}

/** The prefix, with the captures and the tag told apart from the locals. */
interface Prefix {
  readonly layout: Layout;
  readonly outerOffsets: readonly number[];
  readonly outerOrder: readonly number[];
  /** By local. */
  readonly promotedOffsets: ReadonlyMap<number, number>;
  /** The promoted locals in memory order. */
  readonly promotedOrder: readonly number[];
}

function splitPrefix(layout: Layout, outerCount: number, promoted: readonly number[]): Prefix {
  const fields = layout.fields.kind === 'arbitrary' ? layout.fields : { offsets: [], inMemoryOrder: [] };
  return {
    layout,
    outerOffsets: fields.offsets.slice(0, outerCount),
    outerOrder: fields.inMemoryOrder.filter((index) => index < outerCount),
    promotedOffsets: new Map(promoted.map((local, i) => [local, fields.offsets[outerCount + i] ?? 0])),
    promotedOrder: fields.inMemoryOrder.filter((i) => i >= outerCount).map((i) => promoted[i - outerCount]!),
  };
}

type States =
  | { readonly kind: 'states'; readonly layouts: readonly Layout[] }
  | { readonly kind: 'error'; readonly error: LayoutError };

function layoutStates(
  cx: LayoutCx,
  input: CoroutineInput,
  owners: readonly (number | undefined)[],
  prefix: Prefix,
): States {
  const layouts: Layout[] = [];
  const { size, align } = prefix.layout;
  for (const [index, locals] of input.variantFields.entries()) {
    const own = locals.filter((local) => owners[local] === index);
    const fields = own.map((local) => input.locals[local]!);
    const result = univariant(cx, fields, {}, { kind: 'prefixed', size, align });
    if (result.kind === 'error') return result;
    layouts.push(stitchState(result.layout, index, locals, own, prefix));
  }
  return { kind: 'states', layouts };
}

/** Lists a state's fields in its own order, whether they lie in the prefix or behind it. */
function stitchState(
  layout: Layout,
  index: number,
  locals: readonly number[],
  own: readonly number[],
  prefix: Prefix,
): Layout {
  const fields = layout.fields.kind === 'arbitrary' ? layout.fields : { offsets: [], inMemoryOrder: [] };
  const ownOffsets = new Map(own.map((local, i) => [local, fields.offsets[i] ?? 0]));
  const order = [...prefix.promotedOrder, ...fields.inMemoryOrder.map((i) => own[i]!)];
  return {
    ...layout,
    variants: { kind: 'single', index },
    fields: {
      kind: 'arbitrary',
      offsets: locals.map((local) => ownOffsets.get(local) ?? prefix.promotedOffsets.get(local) ?? 0),
      inMemoryOrder: order.flatMap((local) => (locals.includes(local) ? [locals.indexOf(local)] : [])),
    },
  };
}
