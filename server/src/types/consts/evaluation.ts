import type { Def } from '../../resolve/model/def.ts';
import type { Block, Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { ParamEnv } from '../model.ts';
import { substitute } from '../terms/fold.ts';
import type { GenericArg, Ty, UnevaluatedExpr } from '../terms/ty.ts';
import { argsKey, hasFlags, termFlags } from '../terms/tyKey.ts';
import type { LowerEnv, TypeCx } from '../typeCx.ts';
import { evalBlock } from './blocks.ts';
import { callFunction } from './calls.ts';
import { coerce } from './casts.ts';
import { constantItem } from './constantItems.ts';
import { evalExpr } from './expressions.ts';
import { Integers } from './ints.ts';
import { LocalScopes } from './locals.ts';
import type { Frame, Machine } from './machine.ts';
import { matchPattern } from './patterns.ts';
import { placeOf } from './places.ts';
import { type Cell, ConstStop, copyOf, stop, type Value } from './value.ts';

/** Steps for one constant: a table of 256 entries with eight rounds each takes some 30,000. */
const MAX_STEPS = 2_000_000;
const MAX_CALLS = 120;
/** Parts of an aggregate are copied faster than expressions are evaluated. */
const PARTS_PER_STEP = 8;

/** The evaluation of one constant, with its budget. */
export class Evaluation implements Machine {
  readonly cx: TypeCx;
  readonly ints: Integers;
  readonly paramEnv: ParamEnv;
  readonly #constants: Map<string, Value>;
  readonly #open = new Set<string>();
  #steps = 0;
  #calls = 0;

  /** @param constants values of constants found so far, shared by all evaluations */
  constructor(cx: TypeCx, paramEnv: ParamEnv, constants: Map<string, Value>) {
    this.cx = cx;
    this.#constants = constants;
    this.paramEnv = paramEnv;
    this.ints = new Integers(cx.pointerBits());
  }

  /** An expression in a type, of which `owner` gives the names and parameters. */
  expression(source: UnevaluatedExpr, owner: Def, args: readonly GenericArg[]): Value {
    const env = this.cx.envOf(owner);
    if (!env) stop('an expression of the standard library is not evaluated');
    const frame = this.frame({ ...env, unit: source.unit }, args, source.ty);
    return this.coerce(this.eval(source.expr, frame, source.ty), source.ty);
  }

  frame(env: LowerEnv, args: readonly GenericArg[], ret: Ty | undefined): Frame {
    return { env, args, locals: new LocalScopes(), ret };
  }

  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS) stop('the constant takes too many steps');
  }

  copy(value: Value): Value {
    return copyOf(value, (parts) => {
      if (parts >= PARTS_PER_STEP) this.step(Math.floor(parts / PARTS_PER_STEP));
    });
  }

  eval(expr: Expr, frame: Frame, expected?: Ty): Value {
    this.step();
    return evalExpr(this, expr, frame, expected);
  }

  place(expr: Expr, frame: Frame): Cell {
    return placeOf(this, expr, frame);
  }

  block(block: Block, frame: Frame, expected?: Ty): Value {
    return evalBlock(this, block, frame, expected);
  }

  match(pattern: Pattern, place: Cell, frame: Frame, expected?: Ty): boolean {
    return matchPattern(this, pattern, place, frame, expected);
  }

  type(frame: Frame, lower: (env: LowerEnv) => Ty): Ty {
    const ty = this.cx.normalize(substitute(lower(frame.env), frame.args), this.paramEnv);
    return ty;
  }

  constant(def: Def, args: readonly GenericArg[]): Value {
    const key = `${this.paramEnv.key}|${def.id}<${argsKey(args)}>`;
    const known = this.#constants.get(key);
    if (known) return known;
    if (this.#open.has(key)) stop(`the constant \`${def.name}\` is defined by itself`);
    this.#open.add(key);
    try {
      const value = this.#deeper(
        () => constantItem(this, def, args),
        'constants that depend on one another nest too deep',
      );
      this.#constants.set(key, value);
      return value;
    } finally {
      this.#open.delete(key);
    }
  }

  call(def: Def, args: readonly GenericArg[], values: readonly Value[], expected?: Ty): Value {
    return this.#deeper(
      () => callFunction(this, def, args, values, expected),
      'a constant calls functions too deep',
    );
  }

  #deeper<T>(run: () => T, reason: string): T {
    if (this.#calls >= MAX_CALLS) stop(reason);
    this.#calls++;
    try {
      return run();
    } finally {
      this.#calls--;
    }
  }

  coerce(value: Value, ty: Ty | undefined): Value {
    return coerce(this, value, ty);
  }
}

/** Stops as "too early" where a type still has parameters, as unknown where a part is unknown. */
export function requireConcrete(ty: Ty, what: string): void {
  if (hasFlags(ty, termFlags.param)) throw new ConstStop(`${what} depends on a parameter`, true);
}
