import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import { substitute } from '../terms/fold.ts';
import type { TraitRef, Ty } from '../terms/ty.ts';
import type { Search } from './search.ts';
import { allOf, maybe, NO, type Verdict } from './verdict.ts';

/** An auto trait without an impl that matches: it holds if it holds for all parts (rustc's `constituent_types`). */
export function autoTrait(search: Search, ref: TraitRef, self: Ty): Verdict {
  if (self.kind === 'param' || self.kind === 'projection') return NO;
  if (self.kind === 'dyn' || self.kind === 'foreign') return NO;
  const parts = constituents(search, self);
  if (parts.kind === 'unknown') return maybe(parts.reason);
  return allOf(
    parts.list.map((part) => search.predicate({ kind: 'trait', ref: { trait: ref.trait, args: [part] } })),
  );
}

type Parts =
  | { readonly kind: 'parts'; readonly list: readonly Ty[] }
  | { readonly kind: 'unknown'; readonly reason: string };

function constituents(search: Search, self: Ty): Parts {
  const parts = (list: readonly Ty[]): Parts => ({ kind: 'parts', list });
  switch (self.kind) {
    case 'tuple':
      return parts(self.elements);
    case 'array':
    case 'slice':
      return parts([self.element]);
    case 'ref':
    case 'ptr':
      return parts([self.inner]);
    case 'adt':
      return adtParts(search, self);
    case 'closure': {
      const captures = search.solver.cx.inputs.bodies?.captures(self.owner, self.offset);
      if (!captures || isUnknown(captures) || self.flavor !== 'closure')
        return { kind: 'unknown', reason: 'what a closure captures is not known' };
      return parts(captures.map((ty) => substitute(ty, self.args)));
    }
    case 'opaque':
      return { kind: 'unknown', reason: 'the type behind `impl Trait` is not known' };
    default:
      self.kind satisfies
        | Kinds<'int float bool char str never foreign fnPtr fnDef dyn param projection pattern'>
        | Kinds<'infer unknown'>;

      return parts([]);
  }
}

function adtParts(search: Search, self: Extract<Ty, { kind: 'adt' }>): Parts {
  const adt = search.solver.cx.adtDef(self.def);
  if (isUnknown(adt)) return adt;
  const open = adt.partial ?? adt.nearest;
  if (open !== undefined) return { kind: 'unknown', reason: open };
  if (adt.flags.phantomData) return { kind: 'parts', list: self.args as readonly Ty[] };
  const list = adt.variants.flatMap((v) => v.fields.map((f) => substitute(f.ty, self.args)));
  return { kind: 'parts', list };
}
