import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { Held } from '../coroutines/coroutines.ts';
import type { SourcePos } from '../drops/mir/model.ts';
import type { Layout } from '../layout/abi/types.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { ParamEnv } from '../types/model.ts';
import type { ClosureTy, Ty } from '../types/terms/ty.ts';
import { coroutinesOf } from './coroutines.ts';
import type { Engine } from './engine.ts';
import { offsetsOf } from './layoutParts.ts';

/** Something that a future holds in one of its states. Bytes. */
export interface HeldPart {
  /** The variable's name; rustc's `.coroutine_field3` for a temporary or drop flag. */
  readonly name: string;
  /** Of a temporary, of the future that is awaited, or of a drop flag. */
  readonly role: 'variable' | 'awaited' | 'temporary' | 'flag' | 'captured';
  readonly ty: Ty;
  readonly at: SourcePos;
  readonly offset: number;
  readonly size: number;
  readonly align: number;
}

/** A state in which a future waits. */
export interface SuspendedState {
  /** Where the `.await` is. */
  readonly at: SourcePos;
  /** By offset. */
  readonly parts: readonly HeldPart[];
}

/** A future taken apart. */
export interface FutureParts {
  readonly ty: ClosureTy;
  readonly layout: Layout;
  /** What it holds before it is first polled: parameters, or what an `async` block captures. */
  readonly captured: readonly HeldPart[];
  readonly suspended: readonly SuspendedState[];
}

/** A future that the user wrote: an async function's, or an `async` block. */
export interface WrittenFuture {
  readonly def: SourceDef;
  readonly kind: 'async fn' | 'async block';
  /** The function's name; of a block that of the function around it. */
  readonly name: string;
  readonly ty: ClosureTy;
  readonly env: ParamEnv;
  /** UTF-16 offset of the name or of `async`, in the definition's unit. */
  readonly offset: number;
}

/** What a future holds in each state, with its place there; or why that isn't known. */
export function futureParts(engine: Engine, ty: ClosureTy, env: ParamEnv): FutureParts | Unknown {
  const shape = coroutinesOf(engine).shapeOf(ty);
  if (isUnknown(shape)) return shape;
  const layout = engine.layouts.layoutOf(ty, env);
  if (isUnknown(layout)) return layout;
  const part = (held: Held, role: HeldPart['role'], fallback: string, offset: number): HeldPart => {
    const own = engine.types.fieldTy(held.ty, ty.args, env);
    const inner = engine.layouts.layoutOf(own, env);
    const { size, align } = isUnknown(inner) ? { size: 0, align: 1 } : inner;
    return { name: held.name ?? fallback, role, ty: own, at: held.at, offset, size, align };
  };
  const outer = offsetsOf(layout);
  const captured = shape.upvars.map((held, k) => part(held, 'captured', String(k), outer[k] ?? 0));
  const states = layout.variants.kind === 'multiple' ? layout.variants.variants : [];
  const suspended = shape.points.map(({ at, saved }, k): SuspendedState => {
    const state = states[k + RESERVED];
    const offsets = state ? offsetsOf(state) : [];
    const parts = saved.map((local, i) => {
      const held = shape.saved[local]!;
      return part(held, roleOf(held), `.coroutine_field${local}`, offsets[i] ?? 0);
    });
    return { at, parts: parts.sort((a, b) => a.offset - b.offset || a.size - b.size) };
  });
  return { ty, layout, captured, suspended };
}

/** Unresumed, returned and panicked come before the states in which a future waits. */
export const RESERVED = 3;

function roleOf({ name, ty }: Held): HeldPart['role'] {
  if (name === '__awaitee') return 'awaited';
  if (name !== undefined) return 'variable';
  return ty.kind === 'bool' ? 'flag' : 'temporary';
}

/** The futures that a function writes: its own if it is async, and the `async` blocks in it, in order. */
export function futuresIn(engine: Engine, def: SourceDef): readonly WrittenFuture[] {
  if (def.item.kind !== 'fn' || !def.item.body) return [];
  const { name } = def.item;
  if (!/\basync\b|\bawait\b/.test(def.unit.text.slice(def.item.span.start, def.item.span.end))) return [];
  const body = engine.bodies.analyseBody(def);
  const sig = engine.types.fnSig(def);
  if (isUnknown(body) || isUnknown(sig)) return [];
  const { env } = body;
  const found: WrittenFuture[] = [];
  const { output } = sig;
  if (body.isAsync && output.kind === 'closure')
    found.push({ def, kind: 'async fn', name: def.name, ty: output, env, offset: name.span.start });
  for (const [expr, { flavor, ty }] of body.closures) {
    const unit = body.exprs.get(expr)?.unit;
    if (flavor === 'async block' && ty.kind === 'closure' && unit === def.unit)
      found.push({ def, kind: 'async block', name: def.name, ty, env, offset: expr.span.start });
  }
  return found;
}
