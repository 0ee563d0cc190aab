import { findTwin } from './agreement.ts';
import type { FactsView } from './factsView.ts';
import type { Facts, FactsAdt, FactsId, FactsRecord } from './format.ts';

/**
 * Whether a type of one view is the same in another of the same release, as far as its layout depends on it: `undefined`
 * for what is no type, or isn't in the other.
 */
export function sameShape(view: FactsView, other: FactsView, id: FactsId): boolean | undefined {
  const own = view.record(id);
  if (!isAdt(own)) return undefined;
  const twin = findTwin(view, other, id);
  const record = twin && other.record(twin);
  if (!record || !isAdt(record) || other.agreement(record.id).kind !== 'exact') return undefined;
  return shapeOf(own, view) === shapeOf(record, other);
}

function isAdt(record: FactsRecord): record is FactsAdt {
  return record.kind === 'struct' || record.kind === 'enum' || record.kind === 'union';
}

/** All of a definition that its layout depends on, as text. */
export function shapeOf(adt: FactsAdt, facts: Facts): string {
  const { kind, repr, variants, validRangeStart, validRangeEnd, lang, generics } = adt;
  const params = generics.params.map((param) => param.kind);
  const shape = { kind, repr, variants, validRangeStart, validRangeEnd, lang, params };
  return JSON.stringify(shape, (key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    // How the text of a constant expression is written is nobody's concern.
    if (key === 'text' || key === 'reason' || key === 'public') return undefined;
    return isId(value) ? facts.path(value) : value;
  });
}

function isId(value: unknown): value is FactsId {
  return typeof value === 'object' && value !== null && 'crate' in value && 'index' in value;
}
