import type { ParamEnv } from '../model.ts';
import type { Const } from '../ty.ts';
import type { TypeCx } from '../typeCx.ts';

export class ConstEvaluator {
  readonly #cx: TypeCx;

  constructor(cx: TypeCx) {
    this.#cx = cx;
  }

  evaluate(value: Const, _env: ParamEnv): Const {
    return this.#cx ? value : value;
  }
}
