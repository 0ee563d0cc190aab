import type { FnItem, Item, Span } from '../../syntax/ast.ts';
import type { Value } from './values.ts';

/** A function with the text that its body stands in. */
export interface ScriptFunction {
  readonly item: FnItem;
  readonly text: string;
  /** The type that it is a method or an associated function of. */
  readonly owner?: string;
}

/** What a build script declares, by name; scripts are small enough for one table of each kind. */
export class ScriptItems {
  readonly functions = new Map<string, ScriptFunction>();
  /** Names of functions of which the script has several, in different modules: which one a name means is not told apart. */
  readonly ambiguous = new Set<string>();
  readonly modules = new Set<string>();
  /** Structs that are copied where they are used, so that a change of one is no change of the other. */
  readonly copyTypes = new Set<string>();
  /** By type and name. */
  readonly methods = new Map<string, Map<string, ScriptFunction>>();
  readonly constants = new Map<string, { text: string; span: Span; value?: Value }>();
  /** Variants and tuple structs. */
  readonly constructors = new Map<string, { of: string; unit: boolean }>();
  /** Names that `use` brings in, with their paths. */
  readonly imports = new Map<string, string>();
  readonly macroRules = new Map<string, { text: string; start: number; end: number }>();
  readonly #cfg: (predicate: string) => boolean | undefined;

  constructor(cfg: (predicate: string) => boolean | undefined) {
    this.#cfg = cfg;
  }

  /** Whether a path's part names the script itself or a module of it. */
  isModule(name: string): boolean {
    return ['crate', 'self', 'super'].includes(name) || this.modules.has(name);
  }

  declare(items: readonly Item[], text: string): void {
    for (const item of items) this.#declareItem(item, text);
  }

  #declareItem(item: Item, text: string): void {
    if (item.attrs.some((a) => a.path === 'cfg' && this.#cfg(a.args.replace(/^\(|\)$/g, '')) === false))
      return;
    switch (item.kind) {
      case 'fn':
        this.#declareFunction({ item, text });
        return;
      case 'const':
      case 'static':
        if (item.value) this.constants.set(item.name.text, { text, span: item.value.span });
        return;
      case 'mod':
        this.modules.add(item.name.text);
        if (item.items) this.declare(item.items, text);
        return;
      case 'use':
        for (const leaf of item.leaves) {
          if (leaf.alias) this.imports.set(leaf.alias.text, leaf.path.map((s) => s.name.text).join('::'));
        }
        return;
      case 'enum':
        for (const v of item.variants) {
          this.constructors.set(v.name.text, { of: item.name.text, unit: v.shape === 'unit' });
        }
        return;
      case 'struct':
        if (item.attrs.some((a) => a.path === 'derive' && /\bCopy\b/.test(a.args)))
          this.copyTypes.add(item.name.text);
        if (item.shape !== 'named') {
          this.constructors.set(item.name.text, { of: item.name.text, unit: item.shape === 'unit' });
        }
        return;
      case 'impl':
        this.#declareImpl(item, text);
        return;
      case 'macroDef':
        this.macroRules.set(item.name.text, { text, start: item.rules.start, end: item.rules.end });
        return;
      default:
    }
  }

  #declareFunction({ item, text }: ScriptFunction): void {
    const name = item.name.text;
    const other = this.functions.get(name);
    if (other && (other.text !== text || other.item.span.start !== item.span.start)) this.ambiguous.add(name);
    this.functions.set(name, { item, text });
  }

  #declareImpl(item: Extract<Item, { kind: 'impl' }>, text: string): void {
    if (item.selfTy.kind !== 'path') return;
    const owner = item.selfTy.path.segments.at(-1)?.name.text ?? '';
    const methods = this.methods.get(owner) ?? new Map<string, ScriptFunction>();
    // `Display` and `Debug` both have a `fmt`, and `{}` means the first.
    const isDebug = item.trait !== undefined && item.trait.segments.at(-1)?.name.text !== 'Display';
    for (const member of item.items)
      if (member.kind === 'fn' && !(isDebug && member.name.text === 'fmt'))
        methods.set(member.name.text, { item: member, text, owner });
    this.methods.set(owner, methods);
  }
}
