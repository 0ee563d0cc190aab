import type { Def } from '../../resolve/model/def.ts';
import type { Block, Expr, Pattern } from '../../syntax/bodyAst.ts';
import type { ParamEnv } from '../model.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import type { LowerEnv, TypeCx } from '../typeCx.ts';
import type { Integers } from './ints.ts';
import type { Cell, Value } from './value.ts';

/** One function call or constant being evaluated: its place in the source, its arguments, its variables. */
export interface Frame {
  readonly env: LowerEnv;
  /** What the parameters of `env.owner` stand for. */
  readonly args: readonly GenericArg[];
  readonly locals: Locals;
  /** What `return` gives. */
  readonly ret: Ty | undefined;
}

/** Variables by name and hygiene mark, innermost scope last. */
export interface Locals {
  find(name: string): Cell | undefined;
  declare(name: string, cell: Cell): void;
  /** Runs in a scope of its own. */
  scoped<T>(run: () => T): T;
}

/** What the parts of the evaluator ask of one another; `Evaluation` is the only implementation. */
export interface Machine {
  readonly cx: TypeCx;
  readonly ints: Integers;
  readonly paramEnv: ParamEnv;
  /** Counts one step; stops when there were too many. */
  step(): void;
  /** A copy whose parts are places of their own; large ones count as steps. */
  copy(value: Value): Value;
  eval(expr: Expr, frame: Frame, expected?: Ty): Value;
  /** The place that an expression names; a temporary for others. */
  place(expr: Expr, frame: Frame): Cell;
  block(block: Block, frame: Frame, expected?: Ty): Value;
  /** Binds a pattern's variables; false if it doesn't match. */
  match(pattern: Pattern, place: Cell, frame: Frame, expected?: Ty): boolean;
  /** A type written in a body, with the frame's arguments put in. */
  type(frame: Frame, lower: (env: LowerEnv) => Ty): Ty;
  /** The value of a constant item for arguments. */
  constant(def: Def, args: readonly GenericArg[]): Value;
  call(def: Def, args: readonly GenericArg[], values: readonly Value[], expected?: Ty): Value;
  /** Gives a literal the type of its place; checks that it fits. */
  coerce(value: Value, ty: Ty | undefined): Value;
}
