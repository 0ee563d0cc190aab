import type { Facts, FactsAdt, FactsId } from '../../../server/src/facts/format.ts';

/** Arguments to try for type parameters; the compiler accepts those that the bounds allow. */
const CANDIDATES = ['u8', 'u64', 'core::ops::Range<u32>', 'fn() -> u8', "&'static str", '[u16]'] as const;
/** A definition and types made of it, as source text. */
export interface NameableType {
  readonly id: FactsId;
  readonly instances: readonly string[];
}

/** Every public struct, enum and union of std, core and alloc that a path can name. */
export function nameableTypes(facts: Facts): NameableType[] {
  const found: NameableType[] = [];
  const seen = new Set<string>();
  const walk = (module: FactsId, path: string): void => {
    const record = facts.record(module);
    if (record.kind !== 'mod' || seen.has(facts.path(module))) return;
    seen.add(facts.path(module));
    for (const { name, target } of record.children) {
      if (target.kind !== 'item') continue;
      const child = facts.record(target.id);
      if (child.kind === 'mod') walk(target.id, `${path}::${name}`);
      const isType = child.kind === 'struct' || child.kind === 'enum' || child.kind === 'union';
      if (!isType || seen.has(facts.path(target.id))) continue;
      seen.add(facts.path(target.id));
      const texts = instances(child, `${path}::${name}`).filter((text) => !text.includes('::r#'));
      found.push({ id: target.id, instances: texts });
    }
  };
  for (const name of ['std', 'core', 'alloc']) {
    const root = facts.crate(name);
    if (root) walk(root.id, name);
  }
  return found;
}

/** The type with defaults left out and each candidate for the rest. */
function instances(adt: FactsAdt, path: string): string[] {
  const open = adt.generics.params.filter((param) => !param.default);
  if (open.length === 0) return [path];
  const withTypes = open.some((param) => param.kind === 'type');
  return (withTypes ? CANDIDATES : ['']).map((candidate) => {
    const args = open.map((param) => {
      if (param.kind === 'type') return candidate;
      return param.ty.kind === 'bool' ? 'true' : param.ty.kind === 'int' ? '3' : '{ todo!() }';
    });
    return `${path}<${args.join(', ')}>`;
  });
}
