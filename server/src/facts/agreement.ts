import type { FactsView } from './factsView.ts';
import type { FactsAgreement, FactsId } from './format.ts';

/**
 * Whether a record says the same in two releases' facts, references compared by path. The numbers of
 * records differ between releases, so both are written out with paths first.
 */
export function agreementOf(view: FactsView, other: FactsView, id: FactsId): FactsAgreement {
  const path = view.path(id);
  const raw = view.raw(id);
  const twin = raw && findTwin(view, other, id);
  const same = raw !== undefined && twin !== undefined && described(view, id) === described(other, twin);
  if (same) return { kind: 'exact' };
  const name = path === '' ? 'an impl' : `\`${path}\``;
  return {
    kind: 'nearest',
    reason: `${name} differs between Rust ${other.source} and ${view.source}, and Rust ${view.release} is not described`,
  };
}

/** The record of the same path and kind; impls and their items are compared through their trait or type instead. */
export function findTwin(view: FactsView, other: FactsView, id: FactsId): FactsId | undefined {
  const raw = view.raw(id);
  if (!raw) return undefined;
  if (raw[0] === 'i') return findImpl(view, other, id);
  if (raw[2] === -1) return other.crate(id.crate)?.id;
  const parent = findTwin(view, other, view.idOf(raw[2]));
  const owner = parent && other.record(parent);
  if (!owner) return undefined;
  if (owner.kind === 'trait' || owner.kind === 'impl') {
    return owner.items.find((item) => item.name === raw[1] && other.raw(item.id)?.[0] === raw[0])?.id;
  }
  return other.declared(parent, raw[1], raw[0]);
}

function findImpl(view: FactsView, other: FactsView, id: FactsId): FactsId | undefined {
  const impl = view.record(id);
  if (impl.kind !== 'impl') return undefined;
  const trait = impl.trait && findTwin(view, other, impl.trait.id);
  if (!trait) return undefined;
  const text = described(view, id);
  return other.implsOfTrait(trait).find((candidate) => described(other, candidate) === text);
}

/** A record as text with paths for references. */
function described(view: FactsView, id: FactsId): string {
  const content: Record<string, unknown> = { ...view.record(id), id: undefined };
  // Where impls stand and which there are is no part of a type's own shape.
  delete content.inherentImpls;
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    return isId(value) ? view.path(value) : value;
  });
}

function isId(value: unknown): value is FactsId {
  return typeof value === 'object' && value !== null && 'crate' in value && 'index' in value;
}
