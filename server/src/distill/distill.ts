import { targetFacts } from '../base/targets.ts';
import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { SysrootEngine } from '../engine/sysroot.ts';
import { describeTarget } from '../engine/targetDescription.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { StdMacro } from '../resolve/model/inputs.ts';
import { attributesOf } from './attributes.ts';
import { Collector } from './collect.ts';
import { ModuleChildren } from './moduleChildren.ts';
import { stdMacros } from './stdMacros.ts';
import { TermEncoder } from './terms.ts';
import { writeFacts } from './writeFacts.ts';

/** A standard library's facts, read from its source. */
export interface DistilledFacts {
  /** As in a file `std-RELEASE.facts`, for one target. */
  readonly facts: string;
  readonly macros: readonly StdMacro[];
  /** What of it could not be read, for whoever wants to know how much is missing. */
  readonly gaps: readonly { readonly place: string; readonly reason: string }[];
}

/** How far the reading has come: `done` of `total` steps, and what is read now. */
export interface DistillProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/**
 * Distils what the facts of the generated files hold from the standard library's own source: the same format, read by
 * the same reader, so that all else in the engine takes it for what is shipped.
 */
export function distill(
  { graph, engine }: SysrootEngine,
  options: {
    readonly release: string;
    readonly target: string;
    readonly onProgress?: (progress: DistillProgress) => void;
  },
): DistilledFacts | Unknown {
  const { resolver, types: cx } = engine;
  const crates = graph.roots.filter((id) => PUBLISHED.has(graph.crate(id).name));
  const total = 2 * crates.length + 2;
  let done = 0;
  const progress = (what: string): void => options.onProgress?.({ done: done++, total, what });
  const roots: SourceDef[] = [];
  for (const id of crates) {
    const root = resolver.rootModule(id);
    if (isUnknown(root)) return root;
    if (root.origin === 'source') roots.push(root);
  }
  const macros = new Map<string, readonly SourceDef[]>();
  for (const root of roots) {
    progress(`names of ${root.name}`);
    macros.set(
      root.crate,
      macrosIn(root, (module) => resolver.moduleItems(module)),
    );
  }
  const exported = (crate: string): readonly SourceDef[] =>
    (macros.get(crate) ?? []).filter((def) =>
      attributesOf(def, cx).some(({ path }) => path === 'macro_export'),
    );
  const terms = new TermEncoder(cx);
  const children = new ModuleChildren(resolver, exported);
  const collector = new Collector({
    cx,
    terms,
    children,
    roots,
    implsOf: (crate) => resolver.implsOfCrate(crate),
  });
  progress('public names');
  collector.names();
  collector.impls((crate) => progress(`impls of ${graph.crate(crate).name}`));
  progress('facts');
  const used = new Set(collector.records.map(({ crate }) => crate));
  const names = crateNames(
    [...graph.roots, ...used].filter((id) => used.has(id)),
    (id) => graph.crate(id),
  );
  const facts = writeFacts({
    release: options.release,
    target: describeTarget(targetFacts(options.target) ?? graph.crate(graph.roots[0]!).target),
    records: collector.records,
    lang: collector.lang,
    crates: names,
  });
  const gaps = collector.records.flatMap(({ ref, tag }) => {
    const module = tag === 'm' ? terms.defOf(ref) : undefined;
    const found = module ? resolver.gapsOf(module) : [];
    return found.map(({ path, line, name, reason }) => ({ place: `${path}:${line} ${name}`, reason }));
  });
  const nameOf = (crate: string): string => names.get(crate) ?? graph.crate(crate).name;
  return { facts, macros: stdMacros([...macros.values()].flat(), cx, nameOf), gaps };
}

/** The crates whose public names users can write. */
const PUBLISHED: ReadonlySet<string> = new Set(['core', 'alloc', 'std', 'proc_macro']);

/** All macros of a crate, in its modules. */
function macrosIn(root: SourceDef, itemsOf: (module: Def) => readonly Def[]): readonly SourceDef[] {
  const found: SourceDef[] = [];
  const modules = [root];
  for (const module of modules)
    for (const def of itemsOf(module)) {
      if (def.origin !== 'source') continue;
      if (def.kind === 'mod') modules.push(def);
      else if (def.kind === 'macro') found.push(def);
    }
  return found;
}

/** Names of crates by their ids, made different where two libraries have the same. */
function crateNames(
  ids: readonly string[],
  info: (id: string) => { readonly name: string; readonly packageName: string },
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const id of new Set(ids)) {
    const { name, packageName } = info(id);
    const own = taken.has(name) ? packageName.replaceAll('-', '_') : name;
    taken.add(own);
    names.set(id, own);
  }
  return names;
}
