import { readFileSync } from 'node:fs';
import type { Facts, FactsId, FactsTarget } from '../../server/src/facts/format.ts';
import { FactsLibrary } from '../../server/src/facts/releases.ts';
import type { TargetDescription } from '../../server/src/facts/targetRule.ts';

const folder = new URL('../../server/facts/', import.meta.url);

/** The committed facts. */
export const library = new FactsLibrary({
  read: (name) => {
    try {
      return readFileSync(new URL(name, folder), 'utf8');
    } catch {
      return undefined;
    }
  },
});

export const linux: TargetDescription = describe64('x86_64-unknown-linux-gnu', 'linux', 'x86_64', 'gnu');

/** A 64-bit target. */
export function describe64(triple: string, os: string, arch: string, env: string): TargetDescription {
  return { triple, pointerWidth: 64, os, arch, env };
}

export function factsFor(release: string, target: TargetDescription = linux): Facts {
  const facts = library.factsFor(release, target);
  if (!facts) throw new Error(`no facts for ${release}`);
  return facts;
}

/** What a path such as `std::vec::Vec` names. */
export function lookup(
  facts: Facts,
  path: string,
  namespace: 'type' | 'value' | 'macro' = 'type',
): FactsTarget {
  const [crate = '', ...names] = path.split('::');
  const root = facts.crate(crate);
  if (!root) throw new Error(`no crate ${crate}`);
  let found: FactsTarget = { kind: 'item', id: root.id };
  for (const [index, name] of names.entries()) {
    if (found.kind !== 'item') throw new Error(`${path}: not a module before ${name}`);
    const next = facts.child(found.id, name, index === names.length - 1 ? namespace : 'type');
    if (!next) throw new Error(`${path}: no ${name}`);
    found = next;
  }
  return found;
}

export function idOf(facts: Facts, path: string, namespace: 'type' | 'value' | 'macro' = 'type'): FactsId {
  const found = lookup(facts, path, namespace);
  if (found.kind !== 'item') throw new Error(`${path} is no item`);
  return found.id;
}
