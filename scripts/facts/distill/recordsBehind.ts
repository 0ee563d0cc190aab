import type { Facts, FactsId } from '../../../server/src/facts/format.ts';

/** How many fields deep the search goes. */
const DEPTH = 4;

/** A type and the types that its fields mention by their paths, nearest first. */
export function recordsBehind(facts: Facts, type: FactsId): ReadonlyMap<string, FactsId> {
  const seen = new Map<string, FactsId>();
  let level = [type];
  for (let depth = 0; depth < DEPTH; depth++) {
    const fresh = level.filter((id) => !seen.has(facts.path(id)));
    for (const id of fresh) seen.set(facts.path(id), id);
    level = fresh.flatMap((id) => idsIn(facts.record(id)));
  }
  return seen;
}

/** The types in a record's fields. */
function idsIn(record: ReturnType<Facts['record']>): FactsId[] {
  if (record.kind !== 'struct' && record.kind !== 'enum' && record.kind !== 'union') return [];
  const found: FactsId[] = [];
  JSON.stringify(record.variants, (_key, value: unknown) => {
    if (isAdt(value)) found.push(value.id);
    return typeof value === 'bigint' ? String(value) : value;
  });
  return found;
}

function isAdt(value: unknown): value is { readonly id: FactsId } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'adt';
}
