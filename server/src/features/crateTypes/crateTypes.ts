import type { CrateTypesProgress, TypeRow } from '../../../../shared/crateTypes.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import { emptyParamEnv } from '../../types/model.ts';
import { Instances } from './instances.ts';
import { typeRow } from './typeRow.ts';

/** Rows that were found since the step before, and how far the list is. */
export interface ListingStep {
  readonly rows: readonly TypeRow[];
  readonly progress: CrateTypesProgress;
}

/**
 * Every struct, enum and union of some crates with its figures, the futures of their async functions, and of generic
 * types the instances that the crates use. A step for each definition and then for each function, so that whoever asks
 * can let others work in between, and stop. What several crates of a package share as a file is listed once.
 */
export function* crateTypes(crates: readonly CrateInfo[], engine: Engine): Generator<ListingStep> {
  const listed = crates.map((crate) => ({ crate, ...contentsOf(crate, engine) }));
  const seen = new Set<string>();
  const owners = new Map<Def, CrateInfo>();
  for (const { crate, generic } of listed) for (const def of generic) owners.set(def, crate);
  const instances = new Instances(engine, new Set(owners.keys()));
  const total = listed.reduce((sum, { types, functions }) => sum + types.length + functions.length, 0);
  let done = 0;
  let stage: CrateTypesProgress['stage'] = 'types';
  const step = (rows: readonly TypeRow[]): ListingStep => {
    const used = instances.takeNew().flatMap((ty) => instanceRow(ty, owners, engine));
    const fresh = [...rows, ...used].filter((row) => isFirst(row, seen));
    done = Math.min(done + 1, total);
    return { rows: fresh, progress: { stage, done, total } };
  };
  for (const { crate, types } of listed) {
    for (const def of types) {
      const ty = engine.types.typeOf(def);
      if (owners.has(def)) {
        yield step([]);
        continue;
      }
      instances.addFields(ty);
      yield step([typeRow(def, ty, engine.types.paramEnvOf(def), crate, engine)]);
    }
  }
  stage = 'uses';
  for (const { crate, functions } of listed) {
    for (const def of functions) {
      instances.addSignature(def);
      if (owners.size > 0) instances.addBody(def);
      yield step(futureRow(def, crate, engine));
    }
  }
  const unused = [...owners].filter(([def]) => instances.of(def).length === 0);
  yield step(unused.flatMap(([def, crate]) => unusedRow(def as SourceDef, crate, engine)));
}

function contentsOf({ id }: CrateInfo, engine: Engine) {
  const types = engine.resolver.definitionsIn(id).map(({ def }) => def);
  const functions = engine.resolver.functionsIn(id).filter(({ item }) => item.kind === 'fn' && item.body);
  return { types, functions, generic: types.filter((def) => engine.types.genericsOf(def).count > 0) };
}

function instanceRow(
  ty: Extract<Parameters<typeof typeRow>[1], { kind: 'adt' }>,
  owners: ReadonlyMap<Def, CrateInfo>,
  engine: Engine,
): readonly TypeRow[] {
  const crate = owners.get(ty.def);
  if (!crate || ty.def.origin !== 'source') return [];
  return [typeRow(ty.def, ty, emptyParamEnv, crate, engine, ty.args)];
}

/** The future that a call of an async function gives. */
function futureRow(def: SourceDef, crate: CrateInfo, engine: Engine): readonly TypeRow[] {
  const sig = engine.types.fnSig(def);
  if (isUnknown(sig) || !sig.isAsync) return [];
  return [typeRow(def, sig.output, engine.types.paramEnvOf(def), crate, engine)];
}

function unusedRow(def: SourceDef, crate: CrateInfo, engine: Engine): readonly TypeRow[] {
  const row = typeRow(def, engine.types.typeOf(def), engine.types.paramEnvOf(def), crate, engine);
  return [row.size === undefined ? { ...row, reason: 'generic; never used with types here' } : row];
}

/** A file may be a module of a library and of its binaries; macros may write two types of one name. */
function isFirst({ id, place, typeArguments = [] }: TypeRow, seen: Set<string>): boolean {
  const key = place ? `${place.path}:${place.start}<${typeArguments.join(', ')}>` : id;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
