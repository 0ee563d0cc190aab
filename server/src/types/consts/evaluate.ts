import type { Slot } from '../../base/memo/cycleGuard.ts';
import { slotIn } from '../../base/memo/query.ts';
import { emptyParamEnv, type ParamEnv } from '../model.ts';
import type { Const, Ty } from '../terms/ty.ts';
import { hasFlags, isOfStd, termFlags, tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';
import { Evaluation } from './evaluation.ts';
import { ConstStop, Jump, type Value } from './value.ts';

/**
 * Evaluates constants of types (Reference, "Constant evaluation"; rustc_const_eval), memoised. What depends on
 * a parameter comes back as it is; what can't be told is `constUnknown` with its reason.
 */
export class ConstEvaluator {
  readonly #cx: TypeCx;
  readonly #slots = new Map<string, Slot<Const>>();
  readonly #constants = new Map<string, Value>();
  readonly #std: ConstEvaluator | undefined;

  /** `std` remembers what concerns std alone. */
  constructor(cx: TypeCx, std: ConstEvaluator | undefined) {
    this.#cx = cx;
    this.#std = std;
  }

  evaluate(value: Const, env: ParamEnv): Const {
    if (value.kind !== 'unevaluated') return value;
    if (this.#std && isOfStd(value)) return this.#std.evaluate(value, emptyParamEnv);
    const used = hasFlags(value, termFlags.param) ? env : emptyParamEnv;
    const slot = slotIn(this.#slots, `${used.key}|${tyKey(value)}`);
    const cyclic: Const = { kind: 'constUnknown', reason: 'a constant is defined by itself' };
    return this.#cx.guard.answer(slot, cyclic, () => this.#compute(value, used));
  }

  #compute(value: Extract<Const, { kind: 'unevaluated' }>, env: ParamEnv): Const {
    try {
      const evaluation = new Evaluation(this.#cx, env, this.#constants);
      const result = value.expr
        ? evaluation.expression(value.expr, value.def, value.args)
        : evaluation.constant(value.def, value.args);
      return scalar(result, value.expr?.ty);
    } catch (error) {
      if (error instanceof ConstStop)
        return error.generic ? value : { kind: 'constUnknown', reason: error.reason };
      if (error instanceof Jump)
        return { kind: 'constUnknown', reason: `a \`${error.kind}\` leads out of the constant` };
      if (error instanceof RangeError) return { kind: 'constUnknown', reason: 'a constant nests too deep' };
      throw error;
    }
  }
}

/** The result as a constant term; only integers, `bool` and `char` can be one. */
function scalar(value: Value, expected: Ty | undefined): Const {
  switch (value.kind) {
    case 'int': {
      const ty: Ty | undefined = value.ty === undefined ? expected : { kind: 'int', name: value.ty };
      return { kind: 'value', value: value.value, ...(ty && { ty }) };
    }
    case 'bool':
      return { kind: 'value', value: value.value ? 1n : 0n, ty: { kind: 'bool' } };
    case 'char':
      return { kind: 'value', value: BigInt(value.value), ty: { kind: 'char' } };
    default:
      return { kind: 'constUnknown', reason: 'the constant is not a number, `bool` or `char`' };
  }
}
