import type { TypeCandidates } from '../../../../shared/crateTypes.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Def } from '../../resolve/model/def.ts';
import { emptyParamEnv } from '../../types/model.ts';
import { substituteTraitRef } from '../../types/terms/fold.ts';
import type { GenericArg, Ty } from '../../types/terms/ty.ts';
import { Instances } from './instances.ts';
import { argumentText } from './typeRow.ts';

/** More are no help to whoever types. */
const MAX_CANDIDATES = 60;
/** Definitions and functions that are looked at for uses. */
const MAX_READ = 3000;

const plain: readonly Ty[] = [
  { kind: 'int', name: 'u8' },
  { kind: 'int', name: 'u32' },
  { kind: 'int', name: 'u64' },
  { kind: 'int', name: 'usize' },
  { kind: 'bool' },
  { kind: 'char' },
  { kind: 'tuple', elements: [] },
];

/**
 * What may stand for each parameter of a generic type: first what fields and signatures of its crate use there, then the
 * crate's own types, then some of the language's; only what the bounds allow.
 */
export function typeCandidates(cx: FileContext, ty: Extract<Ty, { kind: 'adt' }>): TypeCandidates {
  const { engine, crate } = cx;
  const { types, resolver } = engine;
  const info = { name: crateName(ty.def) };
  const listed = resolver
    .definitionsIn(crate)
    .map(({ def }) => def)
    .slice(0, MAX_READ);
  const used = new Instances(engine, new Set<Def>([ty.def]));
  for (const def of listed) if (types.genericsOf(def).count === 0) used.addFields(types.typeOf(def));
  for (const def of resolver.functionsIn(crate).slice(0, MAX_READ)) used.addSignature(def);
  const own = listed.filter((def) => types.genericsOf(def).count === 0).map((def) => types.typeOf(def));
  const parameters = types.identityArgs(ty.def).map((parameter, index) => {
    if (parameter.kind === 'constParam')
      return [...new Set(used.of(ty.def).map((one) => text(one.args[index])))];
    if (parameter.kind !== 'param') return [];
    const fitting = [...used.of(ty.def).map(({ args }) => args[index]!), ...own, ...plain].filter((arg) =>
      fits(arg, index, ty.def),
    );
    return [...new Set(fitting.map(text))].slice(0, MAX_CANDIDATES);
  });
  return { parameters };

  function text(arg: GenericArg | undefined): string {
    return arg === undefined ? '' : argumentText(arg, info);
  }

  /** Whether the bounds that speak of this parameter alone hold for a type. */
  function fits(arg: GenericArg, index: number, def: Def): boolean {
    return types.predicatesOf(def).every((predicate) => {
      if (predicate.kind !== 'trait') return true;
      const [self, ...others] = predicate.ref.args;
      if (self?.kind !== 'param' || self.index !== index || others.length > 0) return true;
      const args = types.identityArgs(def).map((own, i) => (i === index ? arg : own));
      return types.holds(substituteTraitRef(predicate.ref, args), emptyParamEnv).kind !== 'doesNotHold';
    });
  }
}

/** The crate as paths name it: `ferry` in `ferry::net::Header`. */
function crateName(def: Def): string {
  let at = def;
  while (at.parent) at = at.parent;
  return at.name;
}
