import type { Kinds } from '../base/kinds.ts';
import type { FnItem, ImplItem, Item, Span } from '../syntax/ast.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { Value } from './values.ts';

/** A function with the text that its body stands in. */
export interface ScriptFunction {
  readonly item: FnItem;
  readonly text: string;
  /** The type that it is a method or an associated function of. */
  readonly owner?: string;
  /** The module that it stands in; empty for the script itself. */
  readonly module: string;
}

/** What a build script declares, by name; scripts are small enough for one table of each kind. */
export class ScriptItems {
  /** By module and name; a name in one place that stands for several is ambiguous. */
  readonly #functions = new Map<string, ScriptFunction>();
  readonly #named = new Map<string, Set<ScriptFunction>>();
  readonly #ambiguous = new Set<string>();
  /** The modules by name, each with the one around it. */
  readonly #modules = new Map<string, string>();
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
  readonly #parser: Pick<SourceParser, 'members'>;

  constructor(cfg: (predicate: string) => boolean | undefined, parser: Pick<SourceParser, 'members'>) {
    this.#cfg = cfg;
    this.#parser = parser;
  }

  /** The function that a path in a module means: undefined where none does, `ambiguous` where several may. */
  findFunction(names: readonly string[], here: string): ScriptFunction | 'ambiguous' | undefined {
    const name = names.at(-1) ?? '';
    const named = this.#named.get(name);
    if (!named) return undefined;
    const owner = names.at(-2);
    if (owner !== undefined && !this.#isModule(owner)) return undefined;
    const module = owner === undefined || owner === 'self' ? here : this.#moduleOf(owner, here);
    const key = `${module}::${name}`;
    if (this.#ambiguous.has(key)) return 'ambiguous';
    const found = this.#functions.get(key);
    if (found) return found;
    return named.size === 1 ? [...named][0] : 'ambiguous';
  }

  #moduleOf(name: string, here: string): string {
    if (name === 'crate') return '';
    return name === 'super' ? (this.#modules.get(here) ?? '') : name;
  }

  #isModule(name: string): boolean {
    return ['crate', 'self', 'super'].includes(name) || this.#modules.has(name);
  }

  declare(items: readonly Item[], text: string, module: string): void {
    for (const item of items) this.#declareItem(item, text, module);
  }

  /** `mod name;`, whose items follow. */
  declareModule(name: string, outer: string): void {
    this.#modules.set(name, outer);
  }

  #declareItem(item: Item, text: string, module: string): void {
    if (item.attrs.some((a) => a.path === 'cfg' && this.#cfg(a.args.replace(/^\(|\)$/g, '')) === false))
      return;
    switch (item.kind) {
      case 'fn':
        this.#declareFunction({ item, text, module });
        return;
      case 'const':
      case 'static':
        if (item.value) this.constants.set(item.name.text, { text, span: item.value.span });
        return;
      case 'mod':
        this.declareModule(item.name.text, module);
        if (item.items) this.declare(item.items, text, item.name.text);
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
        this.#declareImpl(item, text, module);
        return;
      case 'macroDef':
        this.macroRules.set(item.name.text, { text, start: item.rules.start, end: item.rules.end });
        return;
      default:
        item.kind satisfies Kinds<'union type trait externCrate foreignMod macroCall error'>;
    }
  }

  #declareFunction(declared: ScriptFunction): void {
    const name = declared.item.name.text;
    const key = `${declared.module}::${name}`;
    const other = this.#functions.get(key);
    if (other && isSame(other, declared)) return;
    if (other) this.#ambiguous.add(key);
    this.#functions.set(key, declared);
    const named = this.#named.get(name) ?? new Set();
    this.#named.set(name, named.add(declared));
  }

  #declareImpl(item: ImplItem, text: string, module: string): void {
    if (item.selfTy.kind !== 'path') return;
    const owner = item.selfTy.path.segments.at(-1)?.name.text ?? '';
    const methods = this.methods.get(owner) ?? new Map<string, ScriptFunction>();
    // `Display` and `Debug` both have a `fmt`, and `{}` means the first.
    const isDebug = item.trait !== undefined && item.trait.segments.at(-1)?.name.text !== 'Display';
    for (const member of this.#parser.members(item, { text }))
      if (member.kind === 'fn' && !(isDebug && member.name.text === 'fmt'))
        methods.set(member.name.text, { item: member, text, owner, module });
    this.methods.set(owner, methods);
  }
}

/** A block declares its items anew each time that it is entered. */
function isSame(a: ScriptFunction, b: ScriptFunction): boolean {
  return a.text === b.text && a.item.span.start === b.item.span.start;
}
