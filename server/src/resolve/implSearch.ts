import { isUnknown } from '../base/unknown.ts';
import type { CrateId } from '../project/crateGraph.ts';
import type { CrateFile, CrateTexts, WrittenCall } from './crateTexts.ts';
import type { CrateWalk } from './crateWalk.ts';
import type { Def, SourceDef } from './def.ts';
import type { FileModules } from './fileModules.ts';
import { traitHeaders, wordsIn } from './implHeaders.ts';
import { calleeOf, callText, MacroImpls } from './macroImpls.ts';
import type { Entry, Fragment, Module, World } from './model.ts';

/** A place in a file that may have, or bring, impls of a trait. */
interface Site {
  readonly file: CrateFile;
  readonly offset: number;
  /** Whether an impl from there may be one for a type of these names. */
  mayBeFor(names: readonly string[]): boolean;
}

/**
 * Finds the impls of one trait in a crate without reading the crate: the files' texts show where its name stands
 * in a header, and which macros may write one; only these places are parsed and expanded. What is found may be
 * more than was asked for, and never less: where the texts don't tell, all of the crate is read.
 *
 * Two things are taken for granted: that a trait goes by another name only where the crate itself gives it one,
 * and that an impl of a foreign trait for a type of the crate names that type (which the orphan rules ask for).
 */
export class ImplSearch {
  readonly #world: World;
  readonly #walk: CrateWalk;
  readonly #files: FileModules;
  readonly #macros: MacroImpls;
  readonly #sites = new Map<CrateId, Map<string, readonly Site[]>>();
  readonly #fromCalls = new WeakMap<Entry, readonly SourceDef[]>();

  constructor(world: World, walk: CrateWalk, files: FileModules) {
    this.#world = world;
    this.#walk = walk;
    this.#files = files;
    this.#macros = this.#newMacros();
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#sites.delete(crate);
    this.#macros.forget(crates);
  }

  /** See `ResolutionQueries.implsOfTrait`. */
  find(crate: CrateId, trait: Def, self: Def | undefined): readonly SourceDef[] | undefined {
    const texts = this.#walk.hasRead(crate) ? undefined : this.#textsOf(crate);
    if (texts === undefined) return undefined;
    const sites = this.#sitesOf(crate, trait.name, texts);
    const local = self !== undefined && self.crate === crate && trait.crate !== crate;
    const names = local ? texts.aliasesOf(self.name) : undefined;
    const found = new Set<SourceDef>();
    for (const site of sites) {
      if (names !== undefined && !site.mayBeFor(names)) continue;
      for (const impl of this.#implsAt(crate, site)) found.add(impl);
    }
    return [...found];
  }

  #newMacros(): MacroImpls {
    return new MacroImpls({
      world: this.#world,
      texts: (crate) => this.#textsOf(crate),
      namesIn: (crate, trait) => this.#textsOf(crate)?.namesOf(trait) ?? [trait],
      callee: (crate, call, from) => this.#calleeOf(crate, call, from),
    });
  }

  #textsOf(id: CrateId): CrateTexts | undefined {
    const crate = this.#world.crate(id);
    return isUnknown(crate) ? undefined : crate.texts;
  }

  #calleeOf(
    id: CrateId,
    { file, prefix, offset, open }: WrittenCall,
    from: 'root' | 'module',
  ): Def | 'absent' | undefined {
    const crate = this.#world.crate(id);
    const root = isUnknown(crate) || isUnknown(crate.root) ? undefined : crate.root;
    const module = from === 'root' ? root : this.#files.findWritten(id, file.path);
    if (module === undefined) return undefined;
    const name = /^[\p{XID_Start}_][\p{XID_Continue}]*/u.exec(file.text.slice(offset, open))![0];
    const global = prefix.startsWith('::');
    const span = { start: offset, end: open };
    const names = [...prefix.split('::').filter((part) => part !== ''), name];
    const segments = names.map((text) => ({ name: { text, span }, ...(text === '$crate' && { crate: id }) }));
    const position = { fragment: module.root, index: Number.POSITIVE_INFINITY };
    return calleeOf(this.#world.macros.find(position, { segments, global, span }));
  }

  // ---------------------------------------------------------------------------------------- places in texts

  #sitesOf(crate: CrateId, trait: string, texts: CrateTexts): readonly Site[] {
    const ofCrate = this.#sites.get(crate) ?? new Map<string, readonly Site[]>();
    this.#sites.set(crate, ofCrate);
    let sites = ofCrate.get(trait);
    if (sites === undefined) {
      sites = [...writtenSites(texts.namesOf(trait), texts.files), ...this.#macroSites(crate, trait, texts)];
      ofCrate.set(trait, sites);
    }
    return sites;
  }

  #macroSites(crate: CrateId, trait: string, texts: CrateTexts): readonly Site[] {
    const names = texts.namesOf(trait);
    const sites: Site[] = [];
    for (const [name, calls] of texts.calls) {
      this.#macros.brings(name, calls, crate, trait);
      for (const call of calls) {
        const brings = this.#macros.callBrings(name, call, crate, trait);
        if (brings === 'none') continue;
        const text = callText(call);
        const { rules, byCall } = brings === 'any' ? { rules: [], byCall: false } : brings;
        if (byCall && !names.some((own) => has(text, own))) continue;
        const unsure = brings === 'any' || [text, ...rules].some(hasUnnamedSelf);
        const mayBeFor = (types: readonly string[]) =>
          unsure || types.some((type) => has(text, type) || rules.some((rule) => has(rule, type)));
        sites.push({ file: call.file, offset: call.offset, mayBeFor });
      }
    }
    return sites;
  }

  // ---------------------------------------------------------------------------------------- what stands there

  #implsAt(crate: CrateId, { file, offset }: Site): readonly SourceDef[] {
    const module = this.#files.findWritten(crate, file.path);
    return module === undefined ? [] : this.#inModule(module, offset);
  }

  #inModule(module: Module, offset: number): readonly SourceDef[] {
    for (const entry of module.root.entries) {
      const { item, def } = entry;
      if (offset < item.span.start || offset >= item.span.end) continue;
      if (item.kind === 'macroCall') return this.#inCall(entry);
      if (def === undefined || item.kind === 'macroDef') return [];
      if (item.kind !== 'mod') return this.#inDefinition(def, offset);
      const child = item.items === undefined ? undefined : module.crate.child(entry);
      return child === undefined || isUnknown(child) ? [] : this.#inModule(child, offset);
    }
    return [];
  }

  #inDefinition(def: SourceDef, offset?: number): readonly SourceDef[] {
    const own = def.kind === 'impl' ? [def] : [];
    return [...own, ...this.#walk.blocksIn(def, offset).flatMap(implsOf)];
  }

  /** All impls that a call comes to. */
  #inCall(entry: Entry): readonly SourceDef[] {
    this.#world.macros.expand(entry);
    const fragment = entry.expansion?.fragment;
    if (fragment === undefined) return [];
    let impls = this.#fromCalls.get(entry);
    if (impls === undefined) {
      impls = this.#inFragment(fragment);
      this.#fromCalls.set(entry, impls);
    }
    return impls;
  }

  #inFragment({ entries, module }: Fragment): readonly SourceDef[] {
    return entries.flatMap((entry) => {
      const { item, def } = entry;
      if (item.kind === 'macroCall') return this.#inCall(entry);
      if (item.kind !== 'mod') return def === undefined ? [] : this.#inDefinition(def);
      // The file of a module is a place of its own.
      const child = item.items === undefined ? undefined : module.crate.child(entry);
      return child === undefined || isUnknown(child) ? [] : this.#inFragment(child.root);
    });
  }
}

function implsOf({ defs }: Module): readonly SourceDef[] {
  return defs.filter(({ kind }) => kind === 'impl');
}

function has(text: string, word: string): boolean {
  return !wordsIn(text, word).next().done;
}

/** Whether a text may write an impl whose `Self` is named by neither a call nor a rule: `for <T as Tr>::Out`. */
function hasUnnamedSelf(text: string): boolean {
  return /\bfor\s*<\s*(?!')/.test(text);
}

function writtenSites(names: readonly string[], files: readonly CrateFile[]): readonly Site[] {
  return names.flatMap((name) =>
    files.flatMap((file) =>
      [...traitHeaders(file.text, name)].map(({ offset, self }) => ({
        file,
        offset,
        mayBeFor: (types: readonly string[]) => self === undefined || types.includes(self),
      })),
    ),
  );
}
