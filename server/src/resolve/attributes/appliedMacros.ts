import { isUnknown } from '../../base/unknown.ts';
import { parseRequirement, parseVersion, satisfies } from '../../project/manifest/versions.ts';
import type { Attribute, Item, Span } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Def, SourceDef } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { Members } from '../units/members.ts';
import { type EffectiveAttributes, splitTopLevel } from './cfgAttributes.ts';
import { isInert, shadowable } from './knownAttributes.ts';
import { knownMacro } from './knownMacros.ts';
import type { KnownMacro, MacroUse } from './macroEffects.ts';

/** A procedural macro that stands on a definition, or what may be one. */
export interface AppliedMacro {
  readonly kind: 'derive' | 'attribute';
  /** The path as written, without spaces. */
  readonly path: string;
  readonly use: MacroUse;
  /** The macro's own definition, where it was found. */
  readonly macro?: SourceDef;
  /** What it does, if that is known. */
  readonly known?: KnownMacro;
  /** Why that isn't known; or why it isn't sure that it stands there at all. */
  readonly doubt?: string;
}

/** What stands on a definition, and where its names are looked up. */
interface Place {
  readonly attrs: EffectiveAttributes;
  readonly module: Module;
  readonly item: Item;
  readonly unit: SourceUnit;
}

type Meaning =
  | { readonly kind: 'inert' }
  /** Nothing has this name, so another macro must take it away. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'macro';
      readonly macro: SourceDef;
      readonly known?: KnownMacro;
      readonly doubt?: string;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Finds the procedural macros that stand on definitions, by what their paths resolve to: the same name may be
 * anybody's macro.
 */
export class AppliedMacros {
  readonly #world: World & { readonly members: Members };
  readonly #found = new WeakMap<Def, readonly AppliedMacro[]>();

  constructor(world: World & { readonly members: Members }) {
    this.#world = world;
  }

  /** The attributes and derives on a definition but those of the compiler, of tools and of std, in source order. */
  on(def: SourceDef): readonly AppliedMacro[] {
    let found = this.#found.get(def);
    if (found === undefined) {
      const place = this.#placeOf(def);
      found = place === undefined ? [] : this.#at(place, () => this.#around(def));
      this.#found.set(def, found);
    }
    return found;
  }

  /** What stands on the `extern` block around a definition. */
  onBlock(def: SourceDef): readonly AppliedMacro[] {
    const around = this.#world.entries.get(def)?.fragment.around;
    if (around === undefined) return [];
    const { item, attrs } = around;
    const { module, unit } = around.fragment;
    return this.#at({ item, attrs, module, unit }, () => []);
  }

  #placeOf(def: SourceDef): Place | undefined {
    const attrs = this.#world.members.attrsOf(def);
    const entry = this.#world.entries.get(attrs === undefined ? def : (def.parent ?? def));
    if (entry === undefined) return undefined;
    return { attrs: attrs ?? entry.attrs, module: entry.fragment.module, item: def.item, unit: def.unit };
  }

  #around(def: SourceDef): readonly AppliedMacro[] {
    const parent = def.parent?.origin === 'source' && def.parent.kind !== 'mod' ? this.on(def.parent) : [];
    return [...parent, ...this.onBlock(def)];
  }

  /** `around` gives what stands on the item around, which may take away attributes inside of it. */
  #at(place: Place, around: () => readonly AppliedMacro[]): readonly AppliedMacro[] {
    const { attrs, uncertain } = place.attrs;
    if (attrs.length + uncertain.length === 0) return [];
    const found: AppliedMacro[] = [];
    const helpers: AppliedMacro[] = [];
    const all: readonly { attr: Attribute; reason?: string }[] = [
      ...attrs.map((attr) => ({ attr })),
      ...uncertain,
    ];
    for (const { attr, reason } of all) {
      if (isDerive(attr.path)) found.push(...this.#derives(attr, place, reason));
      else {
        const meaning = this.#meaning(attr, place);
        if (meaning.kind === 'inert') continue;
        const applied = this.#applied('attribute', attr.path, attr.args, place, meaning, reason);
        if (meaning.kind === 'nothing') helpers.push(applied);
        else found.push(applied);
      }
    }
    const owners = helpers.length === 0 ? [] : [...found, ...around()];
    return [...found, ...helpers.filter((helper) => !owners.some((owner) => mayTake(owner, helper)))];
  }

  #derives(attr: Attribute, place: Place, reason: string | undefined): readonly AppliedMacro[] {
    return derivesIn(attr.args).flatMap((path) => {
      const meaning = this.#resolve(path, 'derive', place.module);
      if (meaning.kind === 'inert' || (meaning.kind === 'nothing' && stdDerives.has(path))) return [];
      return [this.#applied('derive', path, '', place, meaning, reason)];
    });
  }

  #applied(
    kind: AppliedMacro['kind'],
    path: string,
    args: string,
    { attrs, item, unit }: Place,
    meaning: Exclude<Meaning, { kind: 'inert' }>,
    reason: string | undefined,
  ): AppliedMacro {
    const helpers = (name: string): readonly string[] =>
      [...attrs.attrs, ...attrs.uncertain.map(({ attr }) => attr)].flatMap((attr) =>
        attr.path === name ? [attr.args] : [],
      );
    const base = {
      kind,
      path,
      use: { args, item, helpers, text: (span: Span) => unit.text.slice(span.start, span.end) },
    };
    const doubt = reason ?? doubtOf(meaning);
    if (meaning.kind !== 'macro') return { ...base, ...(doubt !== undefined && { doubt }) };
    const { macro, known } = meaning;
    return { ...base, macro, ...(known && { known }), ...(doubt !== undefined && { doubt }) };
  }

  #meaning(attr: Attribute, place: Place): Meaning {
    const path = attr.path.replaceAll(/\s/g, '');
    if (isInert(path) && !shadowable.has(path)) return { kind: 'inert' };
    if (!path.includes('::') && this.#isHelper(path, place)) return { kind: 'inert' };
    const meaning = this.#resolve(path, 'attribute', place.module);
    return isInert(path) && meaning.kind === 'nothing' ? { kind: 'inert' } : meaning;
  }

  #resolve(path: string, kind: AppliedMacro['kind'], module: Module): Meaning {
    const target = this.#target(path, module);
    if ('meaning' in target) return target.meaning;
    const { def } = target;
    if (def.origin === 'facts' || this.#world.sysroot.nameOf(def.crate) !== undefined)
      return { kind: 'inert' };
    if (def.item.kind !== 'fn') return { kind: 'macro', macro: def };
    const { packageName, version, origin } = this.#world.graph.crate(def.crate);
    // Of a package that is being worked on the name and version say nothing.
    if (origin === 'workspace' || origin === 'path') return { kind: 'macro', macro: def };
    const parsed = parseVersion(version);
    if (parsed === undefined) return { kind: 'macro', macro: def };
    const known = knownMacro(kind, packageName, def.name, (text) => {
      const requirement = parseRequirement(text);
      return requirement !== undefined && satisfies(parsed, requirement);
    });
    return { kind: 'macro', macro: def, ...(known && { known }) };
  }

  #target(path: string, module: Module): { readonly def: Def } | { readonly meaning: Meaning } {
    const names = path.split('::').map((text) => text.trim());
    const span = { start: 0, end: 0 };
    const segments = names.filter((text) => text !== '').map((text) => ({ name: { text, span } }));
    const hit = this.#world.paths.resolve(module, segments, names[0] === '', 'macro', 'early');
    if (isUnknown(hit)) {
      const meaning: Meaning =
        'absent' in hit ? { kind: 'nothing' } : { kind: 'unknown', reason: hit.reason };
      return { meaning };
    }
    if (typeof hit.target === 'string' || hit.target.kind !== 'macro')
      return { meaning: { kind: 'nothing' } };
    if (hit.condition !== undefined) return { meaning: { kind: 'unknown', reason: hit.condition } };
    return { def: hit.target };
  }

  /** Whether one of the derives on the item declares the attribute as its helper. */
  #isHelper(name: string, { attrs, module }: Place): boolean {
    const all = [...attrs.attrs, ...attrs.uncertain.map(({ attr }) => attr)];
    return all.some(({ path, args }) => isDerive(path) && this.#derivesTake(derivesIn(args), name, module));
  }

  #derivesTake(derives: readonly string[], name: string, module: Module): boolean {
    return derives.some((derive) => {
      const target = this.#target(derive, module);
      return 'def' in target && helpersOf(target.def).includes(name);
    });
  }
}

const stdDerives: ReadonlySet<string> = new Set([
  'Clone',
  'Copy',
  'Debug',
  'Default',
  'PartialEq',
  'Eq',
  'PartialOrd',
  'Ord',
  'Hash',
  'CoercePointee',
]);

/** Whether an attribute's path is one of `derive`, or `derive_const`, which adds that constants can use the impl. */
export function isDerive(path: string): boolean {
  return (
    path === 'derive' || path === 'derive_const' || /^(?:::)?(core|std)::prelude::\w+::derive$/.test(path)
  );
}

/** The paths in the arguments of a `derive`, without spaces. */
export function derivesIn(args: string): readonly string[] {
  return splitTopLevel(args.trim().slice(1, -1)).map((name) => name.replaceAll(/\s/g, ''));
}

/** Whether a macro can be the one that takes away an attribute which means nothing by itself. */
function mayTake(owner: AppliedMacro, helper: AppliedMacro): boolean {
  const [first, ...rest] = helper.path.split('::');
  if (owner.known?.helpers?.includes(first!)) return true;
  if (rest.length > 0) return false;
  // The helpers of a derive that was found are declared.
  return owner.kind === 'attribute' || owner.macro === undefined;
}

function doubtOf(meaning: Meaning): string | undefined {
  if (meaning.kind === 'unknown') return meaning.reason;
  return meaning.kind === 'nothing' ? 'no macro of this name is found' : undefined;
}

/** The helper attributes that a derive declares. */
function helpersOf(derive: Def): readonly string[] {
  if (derive.origin === 'facts') return derive.name === 'Default' ? ['default'] : ['pointee'];
  // `#[rustc_builtin_macro(Default, attributes(default))]`
  // The declaration may stand in a `cfg_attr`, with other helpers for each case: all of them are helpers.
  const declared = derive.item.attrs.filter(({ path, args }) =>
    /proc_macro_derive|rustc_builtin_macro/.test(`${path}${args}`),
  );
  const lists = declared.flatMap(({ args }) => [...args.matchAll(/\battributes\s*\(([\s\S]*?)\)/g)]);
  return lists.flatMap(([, list]) => splitTopLevel(list!));
}
