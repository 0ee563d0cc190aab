import { unknown } from '../../base/unknown.ts';
import type { Hit } from '../model/model.ts';
import type { Binding } from '../model/resolution.ts';

/** Several bindings of one name: the same thing twice is no conflict, and what is certain beats what isn't. */
export function choose(name: string, found: readonly Binding[]): Hit {
  const certain = found.filter(({ condition }) => condition === undefined);
  const candidates = certain.length > 0 ? certain : found;
  const first = candidates[0];
  if (first === undefined || candidates.every(({ target }) => target === first.target)) {
    return candidates.find(({ visibleIn }) => visibleIn === 'everywhere') ?? first;
  }
  const reason = candidates.find(({ condition }) => condition !== undefined)?.condition;
  return unknown(reason ? `\`${name}\` has several meanings: ${reason}` : `\`${name}\` is ambiguous`);
}
