import type { Def, SourceDef } from '../model/def.ts';
import type { World } from '../model/model.ts';
import type { Members } from '../units/members.ts';
import type { AppliedMacro, AppliedMacros } from './appliedMacros.ts';

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

  #own(def: SourceDef): string | undefined {
    return (
      this.#world.members.conditionOf(def) ??
      this.#world.entries.get(def)?.condition ??
      this.#attributes(this.#macros.on(def), def) ??
      this.#attributes(this.#macros.onBlock(def), def) ??
      this.#memberChanges(def)
    );
  }

  #attributes(applied: readonly AppliedMacro[], def: SourceDef): string | undefined {
    for (const macro of applied) {
      const change = macro.kind === 'derive' ? undefined : changeBy(macro, def);
      if (change !== undefined) return change;
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
