import { type CoroutineProfile, Coroutines } from '../coroutines/coroutines.ts';
import { dropsOf } from './drops.ts';
import type { Engine } from './engine.ts';

const known = new WeakMap<Engine, Coroutines>();

/** The analysis of futures that belongs to an engine, made when it is first asked for. */
export function coroutinesOf(engine: Engine): Coroutines {
  let coroutines = known.get(engine);
  if (!coroutines) {
    const { captures } = dropsOf(engine).schedules;
    const profileOf = (crate: string): CoroutineProfile => {
      const cfg = engine.resolver.crateInfo(crate)?.cfg;
      const panic = cfg?.option('panic', 'abort') === true ? 'abort' : 'unwind';
      return { panic, overflowChecks: cfg?.option('overflow_checks', undefined) === true };
    };
    coroutines = new Coroutines(engine.types, engine.bodies, captures, profileOf);
    known.set(engine, coroutines);
  }
  return coroutines;
}
