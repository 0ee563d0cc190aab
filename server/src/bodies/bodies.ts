import type { Slot } from '../base/memo/cycleGuard.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { analyse } from './analyse.ts';
import type { BodyQueries } from './bodyQueries.ts';
import type { ClosureInfo, TypedBody } from './typedBody.ts';

/**
 * The bodies of one analysis, inferred when first asked for and kept while the snapshot lives. A body that is
 * asked for while it is being inferred (a function that depends on its own `impl Trait`) is unknown to itself.
 */
export class Bodies implements BodyQueries {
  readonly #types: () => TypeCx;
  readonly #slots = new Map<Def, Slot<TypedBody | Unknown>>();

  /** `types` is asked for late, since types and bodies need each other. */
  constructor(types: () => TypeCx) {
    this.#types = types;
  }

  analyseBody(def: Def): TypedBody | Unknown {
    let slot = this.#slots.get(def);
    if (!slot) {
      slot = {};
      this.#slots.set(def, slot);
    }
    if (slot.answer) return slot.answer.value;
    if (def.origin !== 'source') return unknown(`the body of \`${def.name}\` is not part of std's facts`);
    const types = this.#types();
    const open = unknown(`the body of \`${def.name}\` is just being inferred`);
    return types.guard.answer(slot, open, () => analyse(def, types));
  }

  opaqueTy(owner: Def, index: number): Ty | Unknown {
    const body = this.analyseBody(owner);
    if (isUnknown(body)) return body;
    return body.opaques[index] ?? unknown(`the type behind \`impl\` in \`${owner.name}\` is not found`);
  }

  closureSig(owner: Def, offset: number): { inputs: readonly Ty[]; output: Ty } | Unknown {
    const closure = this.closure(owner, offset);
    return isUnknown(closure) ? closure : { inputs: closure.inputs, output: closure.output };
  }

  captures(owner: Def, offset: number): readonly Ty[] | Unknown {
    const closure = this.closure(owner, offset);
    if (isUnknown(closure)) return closure;
    return isUnknown(closure.captures) ? closure.captures : closure.captures.map((capture) => capture.ty);
  }

  closure(owner: Def, offset: number): ClosureInfo | Unknown {
    const body = this.analyseBody(owner);
    if (isUnknown(body)) return body;
    for (const closure of body.closures.values())
      if (closure.ty.kind === 'closure' && closure.ty.offset === offset) return closure;
    return unknown(`a closure in \`${owner.name}\` is not found`);
  }
}
