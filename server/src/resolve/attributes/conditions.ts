import { isUnknown } from '../../base/unknown.ts';
import type { Attribute } from '../../syntax/ast.ts';
import type { Def, SourceDef } from '../model/def.ts';
import type { Entry, World } from '../model/model.ts';
import type { Members } from '../units/members.ts';
import { splitTopLevel } from './cfgAttributes.ts';
import { builtinAttributes, harmlessMacros, knownHelpers, toolNames } from './knownAttributes.ts';

/** Why it isn't sure that definitions exist as they are written; see `ResolutionQueries.conditionOf`. */
export class Conditions {
  readonly #world: World & { readonly members: Members };
  readonly #known = new WeakMap<Def, { readonly reason: string | undefined }>();

  constructor(world: World & { readonly members: Members }) {
    this.#world = world;
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
    const member = this.#world.members.conditionOf(def);
    if (member !== undefined) return member;
    const entry = this.#world.entries.get(def);
    if (entry === undefined) return undefined;
    return entry.condition ?? this.#attributes(def, entry);
  }

  #attributes(def: SourceDef, entry: Entry): string | undefined {
    const { attrs, uncertain } = entry.attrs;
    for (const attr of attrs) {
      if (this.#rewrites(attr, attrs, entry)) {
        return `the attribute macro \`#[${attr.path}]\` may change \`${def.name}\``;
      }
    }
    const doubt = uncertain.find(({ attr }) => this.#rewrites(attr, attrs, entry));
    return doubt && `\`#[${doubt.attr.path}]\` may change \`${def.name}\`: ${doubt.reason}`;
  }

  #rewrites(attr: Attribute, all: readonly Attribute[], entry: Entry): boolean {
    const path = attr.path.replace(/^::/, '');
    const first = path.split('::')[0]!;
    if (!path.includes('::')) {
      if (builtinAttributes.has(path) || path === '') return false;
      // Reserved for the compiler, which has no macro of such a name.
      if (path.startsWith('rustc_')) return false;
      if (this.#isHelper(path, all, entry)) return false;
    } else if (toolNames.has(first)) return false;
    else if (['core', 'std'].includes(first) && builtinAttributes.has(path.split('::').at(-1)!)) return false;
    return !harmlessMacros.has(path);
  }

  /** Whether one of the derives on the item declares the attribute as its helper. */
  #isHelper(name: string, all: readonly Attribute[], entry: Entry): boolean {
    for (const { path, args } of all) {
      if (path !== 'derive' && !/^(core|std)::prelude::\w+::derive$/.test(path)) continue;
      for (const derive of splitTopLevel(args.replace(/^\(/, '').replace(/\)$/, ''))) {
        const helpers = this.#helpersOf(derive, entry);
        if (helpers === undefined ? knownHelpers.has(name) : helpers.includes(name)) return true;
      }
    }
    return false;
  }

  /** The helper attributes of a derive; undefined where its macro is not found. */
  #helpersOf(derive: string, entry: Entry): readonly string[] | undefined {
    const names = derive.split('::').map((text) => text.trim());
    const global = names[0] === '';
    const segments = names
      .filter((text) => text !== '')
      .map((text) => ({ name: { text, span: entry.item.span } }));
    const hit = this.#world.paths.resolve(entry.fragment.module, segments, global, 'macro', 'early');
    if (isUnknown(hit) || typeof hit.target === 'string') return undefined;
    const { target } = hit;
    if (target.origin === 'facts') return target.name === 'Default' ? ['default'] : ['pointee'];
    // `#[rustc_builtin_macro(Default, attributes(default))]`
    // The declaration may stand in a `cfg_attr`, with other helpers for each case: all of them are helpers.
    const declared = target.item.attrs.filter(({ path, args }) =>
      /proc_macro_derive|rustc_builtin_macro/.test(`${path}${args}`),
    );
    const lists = declared.flatMap(({ args }) => [...args.matchAll(/\battributes\s*\(([\s\S]*?)\)/g)]);
    return lists.flatMap(([, list]) => splitTopLevel(list!));
  }
}
