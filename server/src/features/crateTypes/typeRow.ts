import type { TypeRow } from '../../../../shared/crateTypes.ts';
import type { Kinds } from '../../base/kinds.ts';
import { dropsOf } from '../../engine/drops.ts';
import type { Engine } from '../../engine/engine.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { ParamEnv } from '../../types/model.ts';
import { displayConst, displayTy } from '../../types/terms/displayTy.ts';
import type { GenericArg, Ty } from '../../types/terms/ty.ts';
import { isConstArg } from '../../types/terms/tyKey.ts';
import { variantSpread } from '../hover/remarks/largestVariant.ts';
import { placeOf } from '../view/sourcePlaces.ts';
import { withFacts } from '../view/typeFacts.ts';
import { reprOf, TypeViews } from '../view/typeView.ts';

/** The type itself and its fields: enough for its figures. */
const limits = { depth: 1, budget: 2000 };

/** What the list shows of one type: of a definition, or of an instance of a generic one. */
export function typeRow(
  def: SourceDef,
  ty: Ty,
  env: ParamEnv,
  crate: CrateInfo,
  engine: Engine,
  instance?: readonly GenericArg[],
): TypeRow {
  const view = withFacts(new TypeViews(engine, env, { ...limits }).view(ty), ty, env, engine);
  const isFuture = def.item.kind === 'fn';
  const name = isFuture ? `${def.name}()` : view.name;
  const { warrant, reason, size, atLeast, align, padding, unsized } = view;
  const spread = variantSpread(view.variants ?? []);
  const drop = dropsOf(engine).schedules.needs.of(ty, env);
  const place = placeOf(def);
  const repr = reprOf(def);
  const module = moduleOf(def, crate);
  const typeArguments = instance?.map((arg) => argumentText(arg, crate));
  return {
    id: `${module}::${typeArguments ? `${def.name}<${typeArguments.join(', ')}>` : name}`,
    name,
    module,
    kind: kindOf(def),
    warrant,
    ...(repr !== '' && { repr }),
    ...(place && { place }),
    ...(typeArguments && { typeArguments }),
    ...(reason !== undefined && { reason }),
    ...(size !== undefined && { size }),
    ...(atLeast !== undefined && { atLeast }),
    ...(align !== undefined && { align }),
    ...(padding !== undefined && size !== undefined && { padding }),
    ...(unsized && { unsized }),
    ...(spread && spread.bytes > 0 && { largest: { variant: spread.largest.name, excess: spread.bytes } }),
    ...(typeof drop === 'boolean' && { needsDrop: drop }),
  };
}

function kindOf({ item }: SourceDef): TypeRow['kind'] {
  switch (item.kind) {
    case 'enum':
    case 'union':
    case 'struct':
      return item.kind;
    default:
      item.kind satisfies
        | Kinds<'fn const static type trait impl mod use externCrate foreignMod macroCall'>
        | Kinds<'macroDef error'>;

      return 'future';
  }
}

/** The crate and the modules around a definition; functions and impls that it stands in count too. */
function moduleOf(def: SourceDef, crate: CrateInfo): string {
  const names: string[] = [];
  for (let at: Def | undefined = def.parent; at && at.kind !== 'crate'; at = at.parent) {
    if (at.name !== '') names.unshift(at.name);
  }
  return [crate.name, ...names].join('::');
}

/** An argument as it can be written anywhere in the crate. */
export function argumentText(arg: GenericArg, { name }: Pick<CrateInfo, 'name'>): string {
  const text = isConstArg(arg) ? displayConst(arg) : displayTy(arg, { full: true });
  return text.replace(/\b(\w+)::/g, (path, first: string, at: number) => {
    if (text.slice(0, at).endsWith('::')) return path;
    if (first === name) return 'crate::';
    return first === 'core' || first === 'alloc' ? 'std::' : path;
  });
}
