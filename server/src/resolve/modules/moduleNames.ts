import type { Kinds } from '../../base/kinds.ts';
import type { Slot } from '../../base/memo/cycleGuard.ts';
import type { Item, UseItem } from '../../syntax/ast.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Def, Namespace, Scope, SourceDef } from '../model/def.ts';
import type {
  Crate,
  Declared,
  Entry,
  Fragment,
  Hit,
  Import,
  Module,
  ModuleDirectory,
  ModuleSlots,
  Position,
} from '../model/model.ts';
import type { Gap } from '../model/resolution.ts';
import { defKind, hasAttribute, makeFragment, sourceDef } from '../units/fragment.ts';

export interface ModuleParts {
  readonly kind: Module['kind'];
  readonly crate: Crate;
  readonly def: Def;
  readonly owner?: Def;
  readonly scope: Scope;
  readonly parent?: Module;
  readonly directory: ModuleDirectory;
  readonly noPrelude: boolean;
  readonly unit: SourceUnit;
  readonly items: readonly Item[];
  /** The place of the `mod` item or of the item with the block. */
  readonly position?: Position;
  readonly condition?: string;
}

/** The names that a module or block declares and imports; see `Module`. */
export class ModuleNames implements Module {
  readonly kind: Module['kind'];
  readonly crate: Crate;
  readonly def: Def;
  readonly owner?: Def;
  readonly scope: Scope;
  readonly parent?: Module;
  readonly normal: Module;
  readonly directory: ModuleDirectory;
  readonly noPrelude: boolean;
  readonly root: Fragment;
  readonly declared = new Map<string, Declared[]>();
  readonly imports = new Map<string, Import[]>();
  readonly globs: Import[] = [];
  readonly unnamed: Import[] = [];
  readonly calls: Entry[] = [];
  readonly defs: SourceDef[] = [];
  readonly gaps: Gap[] = [];
  readonly slots: ModuleSlots = new Slots();

  constructor(parts: ModuleParts) {
    this.kind = parts.kind;
    this.crate = parts.crate;
    this.def = parts.def;
    if (parts.owner !== undefined) this.owner = parts.owner;
    this.scope = parts.scope;
    if (parts.parent !== undefined) this.parent = parts.parent;
    this.normal = parts.kind === 'block' && parts.parent !== undefined ? parts.parent.normal : this;
    this.directory = parts.directory;
    this.noPrelude = parts.noPrelude;
    const { position, condition, unit, items } = parts;
    const around = position?.fragment;
    const place = {
      ...(position && { parent: position }),
      ...(around && { depth: around.depth }),
      ...(around?.fuel && { fuel: around.fuel }),
      ...(condition !== undefined && { condition }),
    };
    this.root = makeFragment({ unit, items, module: this, ...place });
    this.addFragment(this.root);
  }

  addGap(gap: Gap): void {
    this.gaps.push(gap);
  }

  addFragment(fragment: Fragment): void {
    for (const entry of fragment.entries) this.#add(entry);
  }

  #add(entry: Entry): void {
    const { item, def } = entry;
    if (def !== undefined) this.#note(def, entry);
    if (item.kind === 'use') this.#addUse(entry, item);
    else if (item.kind === 'externCrate') {
      const name = item.alias ?? item.name;
      const path = [{ name: item.name }];
      this.#addImport({ kind: 'externCrate', path, global: false, name, ...this.#importBase(entry) });
    } else if (item.kind === 'macroCall') this.calls.push(entry);
    else if (item.kind === 'foreignMod') this.#addForeign(entry, item.items);
    else if (def !== undefined) this.#declare(entry, def);
  }

  #note(def: SourceDef, entry: Entry): void {
    this.defs.push(def);
    this.crate.world.entries.set(def, entry);
  }

  #declare(entry: Entry, def: SourceDef): void {
    const { item } = entry;
    if (item.kind === 'macroDef' && item.form === 'macro_rules') {
      if (hasAttribute(entry, 'macro_export')) this.crate.noteExported(def, entry);
      return;
    }
    const namespaces = declaredNamespaces(item);
    if (namespaces.length > 0 && def.name !== '_') this.#addDeclared({ def, entry, namespaces });
    if (item.kind === 'fn' && this.kind === 'root') this.#addProcMacro(entry, def);
  }

  /** A function of a proc-macro crate declares a macro besides. */
  #addProcMacro(entry: Entry, def: SourceDef): void {
    for (const attr of entry.attrs.attrs) {
      const derive =
        attr.path === 'proc_macro_derive'
          ? /[\p{XID_Start}_][\p{XID_Continue}]*/u.exec(attr.args)?.[0]
          : undefined;
      if (derive === undefined && attr.path !== 'proc_macro' && attr.path !== 'proc_macro_attribute')
        continue;
      const name = derive ?? def.name;
      const macro = sourceDef(this, 'macro', name, entry.item, def.unit, this.def, this.scope);
      this.#addDeclared({ def: macro, entry, namespaces: ['macro'] });
    }
  }

  #addDeclared(declared: Declared): void {
    const list = this.declared.get(declared.def.name);
    if (list === undefined) this.declared.set(declared.def.name, [declared]);
    else list.push(declared);
  }

  /** The items of an `extern` block are declared in the module around it, each under its own cfg. */
  #addForeign(entry: Entry, items: readonly Item[]): void {
    const { unit, parent, depth, fuel } = entry.fragment;
    const { condition } = entry;
    const fragment = makeFragment({
      unit,
      items,
      module: this,
      around: entry,
      depth,
      ...(parent && { parent }),
      ...(fuel && { fuel }),
      ...(condition !== undefined && { condition }),
    });
    for (const inner of fragment.entries) {
      const { item } = inner;
      if (item.kind !== 'type') this.#add(inner);
      else {
        const def = sourceDef(
          this,
          'foreignType',
          item.name.text,
          item,
          unit,
          this.owner ?? this.def,
          this.scope,
        );
        this.#note(def, inner);
        this.#addDeclared({ def, entry: inner, namespaces: ['type'] });
      }
    }
  }

  #addUse(entry: Entry, item: UseItem): void {
    for (const leaf of item.leaves) {
      const base = { kind: 'use' as const, path: leaf.path, global: leaf.global, ...this.#importBase(entry) };
      if (leaf.glob) this.globs.push(base);
      else
        this.#addImport({
          ...base,
          ...(leaf.alias && { name: leaf.alias }),
          ...(leaf.onlyTypes && { onlyTypes: true }),
        });
    }
  }

  #addImport(given: Import): void {
    const name = given.name ?? given.path.at(-1)?.name;
    if (name === undefined) return;
    const found: Import = { ...given, name };
    if (name.text === '_') {
      this.unnamed.push(found);
      return;
    }
    const list = this.imports.get(name.text);
    if (list === undefined) this.imports.set(name.text, [found]);
    else list.push(found);
  }

  #importBase(entry: Entry) {
    const slots = { type: {}, value: {}, macro: {} };
    return { entry, module: this, visibility: entry.item.visibility, slots, targetSlot: {} };
  }
}

/** The namespaces in which an item's name is declared (Reference, "Namespaces"). */
function declaredNamespaces(item: Item): readonly Namespace[] {
  switch (item.kind) {
    case 'struct':
      return item.shape === 'named' ? ['type'] : ['type', 'value'];
    case 'fn':
    case 'const':
    case 'static':
      return ['value'];
    case 'macroDef':
      return ['macro'];
    default:
      item.kind satisfies Kinds<'union enum type trait impl mod use externCrate foreignMod macroCall error'>;
      return defKind(item) === undefined || item.kind === 'impl' ? [] : ['type'];
  }
}

class Slots implements ModuleSlots {
  readonly #explicit = new Map<string, Slot<Hit>>();
  readonly #glob = new Map<string, Slot<Hit>>();

  explicit(name: string, ns: Namespace): Slot<Hit> {
    return slotOf(this.#explicit, `${ns} ${name}`);
  }

  glob(name: string, ns: Namespace): Slot<Hit> {
    return slotOf(this.#glob, `${ns} ${name}`);
  }
}

function slotOf(map: Map<string, Slot<Hit>>, key: string): Slot<Hit> {
  let slot = map.get(key);
  if (slot === undefined) {
    slot = {};
    map.set(key, slot);
  }
  return slot;
}
