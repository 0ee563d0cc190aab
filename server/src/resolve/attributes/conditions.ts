import type { Def, SourceDef } from '../model/def.ts';
import type { World } from '../model/model.ts';
import type { Members } from '../units/members.ts';
import type { AppliedMacro, AppliedMacros } from './appliedMacros.ts';

/** An attribute macro that may change a definition. */
export interface Rewrite {
  /** As written: `#[m]`. */
  readonly attribute: string;
  readonly reason: string;
}

/** Why it isn't sure that definitions exist as they are written; see `ResolutionQueries.conditionOf`. */
export class Conditions {
  readonly #world: World & { readonly members: Members };
  readonly #macros: AppliedMacros;
  readonly #known = new WeakMap<Def, { readonly reason: string | undefined }>();

  constructor(world: World & { readonly members: Members }, macros: AppliedMacros) {
    this.#world = world;
    this.#macros = macros;
  }

  of(def: Def): string | undefined {
    if (def.origin === 'facts') return undefined;
    let known = this.#known.get(def);
    if (known === undefined) {
      known = { reason: this.#own(def) ?? (def.parent && this.of(def.parent)) };
      this.#known.set(def, known);
    }
    return known.reason;
  }

  /** The attribute macro that may change a definition or what is around it, where nothing else is in doubt. */
  rewriteOf(def: Def): Rewrite | undefined {
    if (this.of(def) === undefined) return undefined;
    let found: Rewrite | undefined;
    for (let at: Def | undefined = def; at?.origin === 'source'; at = at.parent) {
      if (this.#cfg(at) !== undefined) return undefined;
      found ??= this.#rewrite(at);
    }
    return found;
  }

  #own(def: SourceDef): string | undefined {
    return this.#cfg(def) ?? this.#rewrite(def)?.reason ?? this.#memberChanges(def);
  }

  #cfg(def: SourceDef): string | undefined {
    return this.#world.members.conditionOf(def) ?? this.#world.entries.get(def)?.condition;
  }

  #rewrite(def: SourceDef): Rewrite | undefined {
    for (const macro of [...this.#macros.on(def), ...this.#macros.onBlock(def)]) {
      const reason = macro.kind === 'derive' ? undefined : changeBy(macro, def);
      if (reason !== undefined) return { attribute: `#[${macro.path}]`, reason };
    }
    return undefined;
  }

  /** What a macro on a trait or impl changes in one of its items. */
  #memberChanges(def: SourceDef): string | undefined {
    if (def.parent?.origin !== 'source' || !['impl', 'trait'].includes(def.parent.kind)) return undefined;
    for (const { known, path } of this.#macros.on(def.parent)) {
      const change = known?.changesMember?.(def.item);
      if (change !== undefined) return `\`#[${path}]\` on its ${def.parent.kind} ${change}`;
    }
    return undefined;
  }
}

/** What an attribute macro may change in the definition that it stands on or around. */
function changeBy({ path, use, known, doubt }: AppliedMacro, def: SourceDef): string | undefined {
  const why = doubt === undefined ? '' : `: ${doubt}`;
  if (known === undefined || (known.on && !known.on.includes(use.item.kind)))
    return `the attribute macro \`#[${path}]\` may change \`${def.name}\`${why}`;
  const change = known.changes?.(use);
  return change && `\`#[${path}]\` ${change}${why}`;
}
