import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Name, PathSegment } from '../../syntax/ast.ts';
import type { Def, Namespace } from '../model/def.ts';
import type {
  Absent,
  Doubt,
  Hit,
  Mode,
  Module,
  PathHit,
  PathService,
  Target,
  World,
} from '../model/model.ts';
import { isPrimitive } from '../model/primitives.ts';
import type { Binding } from '../model/resolution.ts';

/**
 * Paths (Rust Reference, "Paths" and "Name resolution"; rustc_resolve::ident).
 *
 * The head of a path is looked up from the inside out: blocks, the module, the extern prelude, the standard
 * library's prelude, the language's types. In imports and for macros (`early`) a name that a glob or an
 * expanded macro brings must not differ from one further out (rustc's E0659), so there the outer name is
 * taken at once, which spares following every glob to find a crate.
 */
export class PathResolver implements PathService {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  resolve(
    from: Module,
    segments: readonly PathSegment[],
    global: boolean,
    ns: Namespace,
    mode: Mode,
  ): PathHit | Unknown | Absent {
    const start = this.#start(from, segments, global, ns, mode);
    if (isUnknown(start)) return start;
    if (start === undefined) return absent(segments, 0, from, ns, segments.length === 1);
    return this.#follow(from, start, segments, ns);
  }

  /** Resolves segments from `start` on, until an item that is no module; see `Resolution.resolved`. */
  #follow(
    from: Module,
    start: PathHit,
    segments: readonly PathSegment[],
    ns: Namespace,
  ): PathHit | Unknown | Absent {
    let hit = start;
    while (hit.resolved < segments.length) {
      const { target, resolved } = hit;
      if (typeof target === 'string' || !isOpen(target)) return hit;
      const { name } = segments[resolved]!;
      const last = resolved === segments.length - 1;
      const next = this.#world.names.inDef(target, name.text, last ? ns : 'type');
      if (isUnknown(next)) return next;
      if (next === undefined) {
        if (target.kind === 'enum') return hit;
        return this.#primitiveInstead(segments, resolved) ?? absent(segments, resolved, from, ns, last);
      }
      hit = extend(hit, next);
    }
    return hit;
  }

  /** `use std::u8; u8::from_str(…)`: the module lacks the name, so the type of the same name is meant. */
  #primitiveInstead(segments: readonly PathSegment[], failed: number): PathHit | undefined {
    const head = segments[0]!.name.text;
    return failed === 1 && isPrimitive(head) ? { target: head, resolved: 1 } : undefined;
  }

  /** The first segment, or the keywords in front. */
  #start(
    from: Module,
    segments: readonly PathSegment[],
    global: boolean,
    ns: Namespace,
    mode: Mode,
  ): PathHit | Unknown | undefined {
    const head = segments[0];
    if (head === undefined) return unknown('an empty path');
    if (head.crate !== undefined) return this.#crateRoot(head.crate);
    const name = head.name.text;
    const last = segments.length === 1 ? ns : 'type';
    if (global) return this.#globalHead(from, name, last);
    switch (name) {
      case 'crate':
        return isUnknown(from.crate.root) ? from.crate.root : { target: from.crate.root.def, resolved: 1 };
      case 'self':
      case 'super':
        return this.#relative(from, segments);
      case 'Self':
        return unknown('`Self` is not a name of a module');
      default:
        return step(this.#hygienic(from, head.name, last, mode) ?? this.lexical(from, name, last, mode));
    }
  }

  /**
   * A name that a macro 2.0 wrote: an item of the same expansion, else what it means where the macro is declared
   * (rustc_resolve::ident, `resolve_ident_in_lexical_scope`, for opaque marks).
   */
  #hygienic(from: Module, { text, mark }: Name, ns: Namespace, mode: Mode): Hit {
    const site = mark === undefined ? undefined : this.#world.definitionSite(mark);
    if (site === undefined) return undefined;
    for (const scope of scopes(from)) {
      const own = scope.declared.get(text)?.find(({ def, namespaces }) => {
        return namespaces.includes(ns) && 'name' in def.item && def.item.name.mark === mark;
      });
      if (own !== undefined) return { target: own.def, visibleIn: 'everywhere' };
    }
    const module = this.#moduleOf(site.scope.module);
    return module && this.lexical(module, text, ns, mode);
  }

  #moduleOf(def: Def): Module | undefined {
    const crate = this.#world.crate(def.crate);
    const module = isUnknown(crate) ? undefined : crate.moduleOf(def);
    return module === undefined || isUnknown(module) ? undefined : module;
  }

  #crateRoot(id: string): PathHit | Unknown {
    const std = this.#world.std.root(id);
    if (std !== undefined) return { target: std, resolved: 1 };
    const crate = this.#world.crate(id);
    if (isUnknown(crate)) return crate;
    return isUnknown(crate.root) ? crate.root : { target: crate.root.def, resolved: 1 };
  }

  /** `self::`, `super::`, `self::super::super::` */
  #relative(from: Module, segments: readonly PathSegment[]): PathHit | Unknown {
    let module = from.normal;
    let resolved = 0;
    for (; resolved < segments.length; resolved++) {
      const name = segments[resolved]!.name.text;
      if (name === 'self' && resolved === 0) continue;
      if (name !== 'super') break;
      const { parent } = module;
      if (parent === undefined) return unknown('there are too many leading `super` keywords');
      module = parent.normal;
    }
    return { target: module.def, resolved };
  }

  /** `::name`: a crate; before edition 2018 an item of the crate's root first. */
  #globalHead(from: Module, name: string, ns: Namespace): PathHit | Unknown | undefined {
    const { crate } = from;
    if (crate.info.edition === '2015' && !isUnknown(crate.root)) {
      const hit = this.#world.names.inModule(crate.root, name, ns);
      if (hit !== undefined && !isUnknown(hit)) return step(hit);
      return step((ns === 'type' ? crate.extern(name) : undefined) ?? hit);
    }
    return ns === 'type' ? step(crate.extern(name)) : undefined;
  }

  /** A name without a path, from the inside out. Generic parameters and local variables are not among them. */
  lexical(from: Module, name: string, ns: Namespace, mode: Mode): Hit {
    return mode === 'late' ? this.#late(from, name, ns) : this.#early(from, name, ns);
  }

  #late(from: Module, name: string, ns: Namespace): Hit {
    let doubt: Doubt | undefined;
    for (const scope of scopes(from)) {
      const hit = this.#world.names.inModule(scope, name, ns);
      if (hit !== undefined && !isUnknown(hit)) return doubted(hit, doubt);
      if (hit !== undefined && !isDoubt(hit)) return hit;
      const dangling = this.#world.names.dangling(scope, name);
      if (dangling !== undefined) return dangling;
      if (hit !== undefined && doubt?.doubt !== 'glob') doubt = hit;
    }
    const outer = this.#outer(from, name, ns);
    return outer === undefined || isUnknown(outer) ? (doubt ?? outer) : doubted(outer, doubt);
  }

  #early(from: Module, name: string, ns: Namespace): Hit {
    let doubt: Unknown | undefined;
    for (const scope of scopes(from)) {
      const hit = this.#world.names.immediate(scope, name, ns);
      if (isUnknown(hit)) doubt ??= hit;
      else if (hit !== undefined) return hit;
    }
    if (doubt !== undefined) return doubt;
    const outer = this.#outer(from, name, ns);
    if (outer !== undefined && !isUnknown(outer)) return outer;
    for (const scope of scopes(from)) {
      const hit = this.#world.names.inModule(scope, name, ns);
      if (isUnknown(hit)) doubt ??= hit;
      else if (hit !== undefined) return hit;
    }
    return outer ?? doubt;
  }

  /** Preludes (Reference, "Preludes"). */
  #outer(from: Module, name: string, ns: Namespace): Hit {
    const { crate, noPrelude } = from;
    const { info, std } = crate;
    if (!noPrelude && ns === 'type') {
      const hit = crate.extern(name);
      if (hit !== undefined) return hit;
    }
    if (ns === 'macro') {
      const hit = crate.macroUsePrelude(name);
      if (hit !== undefined) return hit;
    }
    if (std !== undefined && (!noPrelude || ns === 'macro')) {
      const hit = this.#world.sysroot.prelude(std, info.edition, name, ns);
      if (hit !== undefined) return hit;
      const target = this.#stdPrelude(std, info.edition, name, ns);
      if (target !== undefined) return { target, visibleIn: 'everywhere' };
    }
    return ns === 'type' && isPrimitive(name) ? { target: name, visibleIn: 'everywhere' } : undefined;
  }

  #stdPrelude(
    std: 'std' | 'core',
    edition: Module['crate']['info']['edition'],
    name: string,
    ns: Namespace,
  ): Target | undefined {
    const target = this.#world.std.prelude(std, edition, name, ns);
    if (target !== undefined || ns !== 'macro') return target;
    // `#[macro_use] extern crate std` stands in front of every crate.
    const root = this.#world.std.root(std);
    return root && this.#world.std.child(root, name, 'macro');
  }
}

function isDoubt(reason: Unknown | Doubt): reason is Doubt {
  return 'doubt' in reason;
}

/**
 * A name found further out, where a glob that could not be followed may have brought another one. A macro
 * that could not be expanded is not suspected of that, and nobody hides the language's own types.
 */
function doubted(hit: Binding, doubt: Doubt | undefined): Binding {
  if (doubt?.doubt !== 'glob' || typeof hit.target === 'string') return hit;
  return { ...hit, condition: hit.condition ?? doubt.reason };
}

/** The blocks around a place and its module; items of outer modules are not in scope. */
function scopes(from: Module): readonly Module[] {
  const found = [from];
  let at = from;
  while (at.kind === 'block' && at.parent !== undefined) {
    at = at.parent;
    found.push(at);
  }
  return found;
}

/** Whether a further segment names something inside a definition that name resolution knows. */
function isOpen(def: Def): boolean {
  return def.kind === 'mod' || def.kind === 'crate' || def.kind === 'enum';
}

function step(hit: Hit): PathHit | Unknown | undefined {
  return hit === undefined || isUnknown(hit) ? hit : extend({ target: hit.target, resolved: 0 }, hit);
}

function extend(before: PathHit, { target, visibleIn, condition }: Binding): PathHit {
  const doubt = before.condition ?? condition;
  return {
    target,
    resolved: before.resolved + 1,
    visibleIn,
    ...(doubt !== undefined && { condition: doubt }),
  };
}

function absent(
  segments: readonly PathSegment[],
  failed: number,
  from: Module,
  ns: Namespace,
  last: boolean,
): Unknown | Absent {
  const path = segments.map(({ name, crate }) => (crate === undefined ? name.text : '$crate')).join('::');
  const name = segments[failed]?.name.text ?? path;
  const what = ns === 'macro' ? 'macro' : ns === 'value' ? 'value' : 'name';
  const place = failed === 0 ? `in crate \`${from.crate.info.name}\`` : `in \`${path}\``;
  const reason = `there is no ${last ? what : 'module'} \`${name}\` ${place}`;
  return last ? { kind: 'unknown', reason, absent: true } : unknown(reason);
}
