import { Fuel, type FuelLimits, FuelTank } from '../../base/fuel.ts';
import type { Slot } from '../../base/memo/cycleGuard.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';
import type { ModItem } from '../../syntax/ast.ts';
import { callLimits, defaultRecursionLimit } from '../../syntax/macros/expand.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { effectiveAttributes, stringValue } from '../attributes/cfgAttributes.ts';
import { ExportedMacros } from '../macros/exportedMacros.ts';
import type { Def, Scope, SourceDef } from '../model/def.ts';
import type { Crate, Entry, Hit, Import, Module, World } from '../model/model.ts';
import { CrateTexts } from '../scan/crateTexts.ts';
import { hasWord } from '../scan/macroWords.ts';
import { hasAttribute } from '../units/fragment.ts';
import { inlineDirectory, moduleFile, rootDirectory } from '../units/moduleFiles.ts';
import { ModuleNames, type ModuleParts } from './moduleNames.ts';

/** Modules, and items in them, whose file is the text of another module of the crate already. */
const repeatLimits: FuelLimits = { steps: 8_000, size: 1 };

/** Each level takes some of the stack. */
const MAX_RECURSION = 1024;

/** The names of one crate of the graph, found as they are asked for. See `Crate`. */
export class CrateNames implements Crate {
  readonly id: string;
  readonly info: CrateInfo;
  readonly world: World;
  readonly used = new Set<string>();
  readonly fuel = new FuelTank(callLimits);
  readonly #exported: ExportedMacros;
  readonly #externSlots = new Map<string, Slot<Hit>>();
  readonly #read = new Set<SourceUnit>();
  readonly #repeats = new Fuel(repeatLimits);
  #recursionLimit: number | undefined;
  #root: Module | Unknown | undefined;
  #texts: { readonly known: CrateTexts | undefined } | undefined;

  constructor(id: string, info: CrateInfo, world: World) {
    this.id = id;
    this.info = info;
    this.world = world;
    this.#exported = new ExportedMacros(this);
  }

  get root(): Module | Unknown {
    this.#root ??= this.#readRoot();
    return this.#root;
  }

  get texts(): CrateTexts | undefined {
    this.#texts ??= { known: CrateTexts.of(this.info, this.world.files, this.world.extracts) };
    return this.#texts.known;
  }

  get recursionLimit(): number {
    this.#recursionLimit ??= this.#readRecursionLimit();
    return this.#recursionLimit;
  }

  get std(): 'std' | 'core' | undefined {
    const root = this.root;
    if (isUnknown(root)) return 'std';
    // core and std have their own preludes without an `extern crate` (`#[prelude_import]`).
    const own = this.world.sysroot.nameOf(this.id);
    if (own === 'core' || own === 'std') return own;
    const attrs = effectiveAttributes(root.root.unit.innerAttributes, this.info.cfg).attrs;
    if (attrs.some(({ path }) => path === 'no_core')) return undefined;
    return attrs.some(({ path }) => path === 'no_std') ? 'core' : 'std';
  }

  extern(name: string): Hit {
    let slot = this.#externSlots.get(name);
    if (slot === undefined) {
      slot = {};
      this.#externSlots.set(name, slot);
    }
    return this.world.guard.answer<Hit>(slot, undefined, () => this.#findExtern(name));
  }

  macroUsePrelude(name: string): Hit {
    for (const [given, foreign] of this.#macroUseCrates()) {
      if (given.kind === 'externCrate' && !listsMacro(given.entry, name)) continue;
      const hit = isUnknown(foreign) ? undefined : this.world.names.inDef(foreign, name, 'macro');
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  exportedMacro(name: string): Hit {
    return this.#exported.find(name);
  }

  noteExported(def: SourceDef, entry: Entry): void {
    this.#exported.note(def, entry);
  }

  moduleOf(def: Def): Module | Unknown | undefined {
    const root = this.root;
    if (isUnknown(root) || root.def === def) return root;
    const entry = this.world.entries.get(def);
    return entry && this.child(entry);
  }

  child(entry: Entry): Module | Unknown {
    entry.child ??= { content: this.#readChild(entry) };
    return entry.child.content;
  }

  hasInnerMacroUse(entry: Entry): boolean {
    const { item } = entry;
    if (item.kind !== 'mod' || item.items !== undefined) return false;
    const found = moduleFile(directoryOf(entry), entry, item, this.world.files);
    if (isUnknown(found) || !/#!\s*\[\s*macro_use/.test(this.world.files.text(found.path) ?? ''))
      return false;
    const attributes = this.world.files.unit(found.path)?.innerAttributes ?? [];
    return effectiveAttributes(attributes, this.info.cfg).attrs.some(({ path }) => path === 'macro_use');
  }

  // ---------------------------------------------------------------------------------------- reading

  #readRoot(): Module | Unknown {
    const unit = this.world.files.unit(this.info.root);
    if (unit === undefined) return unknown(`the crate \`${this.info.name}\` has no file ${this.info.root}`);
    const span = { start: 0, end: unit.text.length };
    const name = { text: this.info.name, span: { start: 0, end: 0 } };
    const place = { span, keyword: 0, attrs: unit.innerAttributes, visibility: { kind: 'public' } } as const;
    const item: ModItem = { kind: 'mod', name, items: unit.items, ...place };
    const scope: { crate: string; module?: Def } = { crate: this.id };
    const base = { id: this.world.nextId(), kind: 'crate', origin: 'source', name: name.text } as const;
    const def: SourceDef = { ...base, crate: this.id, unit, item, scope: scope as Scope };
    scope.module = def;
    const parts = { kind: 'root', crate: this, def, scope: def.scope, unit, items: unit.items } as const;
    const directory = rootDirectory(this.info.root, this.world.files.realPath(this.info.root));
    return new ModuleNames({ ...parts, directory, noPrelude: this.#noPrelude(unit) });
  }

  #readRecursionLimit(): number {
    const attributes = this.world.files.unit(this.info.root)?.innerAttributes ?? [];
    const { attrs } = effectiveAttributes(attributes, this.info.cfg);
    const written = attrs.find(({ path }) => path === 'recursion_limit');
    const limit = Number(written && stringValue(written.args));
    return Number.isInteger(limit) ? Math.min(limit, MAX_RECURSION) : defaultRecursionLimit;
  }

  #noPrelude(unit: SourceUnit): boolean {
    const { attrs } = effectiveAttributes(unit.innerAttributes, this.info.cfg);
    return attrs.some(({ path }) => path === 'no_implicit_prelude');
  }

  #readChild(entry: Entry): Module | Unknown {
    const { item, def, fragment } = entry;
    if (item.kind !== 'mod' || def === undefined) return unknown('not a module');
    const outer = fragment.module;
    const file = item.items === undefined ? this.#readFile(entry, item) : undefined;
    if (isUnknown(file)) {
      outer.addGap(this.world.places.gap('module', fragment.unit, item.keyword, item.name.text, file.reason));
      return file;
    }
    if (file && !this.#mayRepeat(file.unit)) {
      const reason = `files stand for modules too often, ${file.path} among them`;
      outer.addGap(this.world.places.gap('module', fragment.unit, item.keyword, item.name.text, reason));
      return unknown(reason);
    }
    const unit = file?.unit ?? fragment.unit;
    const fromFile = file && effectiveAttributes(unit.innerAttributes, this.info.cfg);
    const condition = entry.condition ?? fromFile?.condition;
    const isLinked = this.info.links?.some(
      (link) => link.name === item.name.text && link.file === fragment.unit.path,
    );
    const isOff = fromFile?.active === false && !isLinked;
    const parts: ModuleParts = {
      kind: 'mod',
      crate: this,
      def,
      scope: { crate: this.id, module: def },
      parent: outer,
      directory: file?.directory ?? inlineDirectory(directoryOf(entry), entry, item),
      noPrelude:
        outer.noPrelude ||
        hasAttribute(entry, 'no_implicit_prelude') ||
        (file !== undefined && this.#noPrelude(unit)),
      unit,
      items: isOff ? [] : (item.items ?? unit.items),
      position: { fragment, index: entry.index },
      ...(condition !== undefined && { condition }),
    };
    return new ModuleNames(parts);
  }

  /** By path attributes a file can be the text of many modules, and each of the files in these of twice as many. */
  #mayRepeat(unit: SourceUnit): boolean {
    if (!this.#read.has(unit)) {
      this.#read.add(unit);
      return true;
    }
    return this.#repeats.take(1 + unit.items.length);
  }

  #readFile(entry: Entry, item: ModItem) {
    const found = moduleFile(directoryOf(entry), entry, item, this.world.files);
    if (isUnknown(found)) return found;
    const unit = this.world.files.unit(found.path);
    return unit === undefined ? unknown(`the file ${found.path} cannot be read`) : { ...found, unit };
  }

  // ---------------------------------------------------------------------------------------- other crates

  #findExtern(name: string): Hit {
    const renamed = this.#renamedCrate(name);
    if (renamed !== undefined) return renamed;
    const dependency = this.#dependency(name);
    if (dependency !== undefined) return dependency;
    const visible = name === 'core' ? this.std !== undefined : name === 'std' && this.std === 'std';
    if (visible) return this.#stdCrate(name);
    // A macro may write it; it must not hide a name from outside (rustc_resolve, "macro-expanded `extern crate` items").
    const { root } = this;
    if (isUnknown(root) || !this.world.macros.expandFor(root, hasWord('extern'), hasWord(name)))
      return undefined;
    return this.#renamedCrate(name);
  }

  /** `extern crate x as name;` at the crate's root. */
  #renamedCrate(name: string): Hit {
    const { root } = this;
    if (isUnknown(root)) return undefined;
    const renamed = root.imports.get(name)?.find((given) => given.kind === 'externCrate');
    if (renamed === undefined) return undefined;
    const { text } = renamed.path[0]!.name;
    return this.externCrate(text) ?? unknown(`the crate \`${text}\` is not among the dependencies`);
  }

  /** What `extern crate name;` means: `self`, a dependency, or any crate of the standard library. */
  externCrate(name: string): Hit {
    if (name === 'self') return isUnknown(this.root) ? this.root : bind(this.root.def);
    return this.#dependency(name) ?? this.#stdCrate(name);
  }

  #dependency(name: string): Hit {
    const id = this.world.graph.dependency(this.id, name);
    if (id === undefined || isUnknown(id)) return id;
    this.used.add(id);
    const crate = this.world.crate(id);
    if (isUnknown(crate)) return crate;
    return isUnknown(crate.root) ? crate.root : bind(crate.root.def);
  }

  #stdCrate(name: string): Hit {
    const source = this.world.sysroot.root(name);
    if (source !== undefined) {
      if (!isUnknown(source) && typeof source.target !== 'string' && source.target.crate !== this.id)
        this.used.add(source.target.crate);
      return source;
    }
    const def = this.world.std.root(name);
    if (def !== undefined) return bind(def);
    return stdCrates.has(name)
      ? unknown(`no facts about the standard library's \`${name}\` are at hand`)
      : undefined;
  }

  *#macroUseCrates(): Iterable<readonly [Import, Def | Unknown]> {
    const root = this.root;
    if (isUnknown(root)) return;
    for (const list of root.imports.values()) {
      for (const given of list) {
        if (given.kind !== 'externCrate' || !hasAttribute(given.entry, 'macro_use')) continue;
        const hit = this.externCrate(given.path[0]!.name.text);
        if (hit !== undefined) yield [given, isUnknown(hit) ? hit : (hit.target as Def)];
      }
    }
  }
}

/** Crates that come with the compiler. */
const stdCrates: ReadonlySet<string> = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

function bind(target: Def): Hit {
  return { target, visibleIn: 'everywhere' };
}

/** The folder that counts for a `mod` item: that of its module, or of the file that an `include!` brought in. */
function directoryOf(entry: Entry) {
  return entry.fragment.directory ?? entry.fragment.module.directory;
}

/** Whether `#[macro_use]` takes all macros of the crate, or `#[macro_use(a, b)]` names this one. */
function listsMacro(entry: Entry, name: string): boolean {
  return entry.attrs.attrs.some(({ path, args }) => {
    if (path !== 'macro_use') return false;
    return args === '' || new RegExp(`[(,\\s]${name}[),\\s]`).test(args);
  });
}
