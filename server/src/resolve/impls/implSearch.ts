import { isUnknown } from '../../base/unknown.ts';
import type { CrateId } from '../../project/crateGraph.ts';
import type { Def, SourceDef } from '../model/def.ts';
import type { World } from '../model/model.ts';
import { CrateHeaders } from '../scan/crateHeaders.ts';
import type { CrateTexts } from '../scan/crateTexts.ts';
import type { CrateFile, HeaderInFile } from '../scan/fileExtract.ts';
import { SelfNames } from '../scan/selfNames.ts';
import { wordsIn } from '../scan/textScan.ts';
import type { CrateWalk } from '../walk/crateWalk.ts';
import type { FileModules } from '../walk/fileModules.ts';
import { ImplPlaces } from './implPlaces.ts';
import type { MacroHost } from './macroClosures.ts';
import { type BroughtByRules, callText, MacroImpls, type Sought } from './macroImpls.ts';
import { MacroImports, type WrittenPath } from './macroImports.ts';
import { hasUnnamedSelf } from './macroRules.ts';

/** A place in a file that may have, or bring, impls of those that are sought. */
interface Site {
  readonly file: CrateFile;
  readonly offset: number;
  readonly self: WrittenSelf | MadeSelf | undefined;
}

/** The last name of the path that is `Self` in a header. */
interface WrittenSelf {
  readonly name: string;
}

/** What names the types that a macro call may write impls for: its text, and rules. */
interface MadeSelf {
  readonly text: string;
  readonly brings: BroughtByRules;
}

/** What is known of a crate's texts. */
interface Searched {
  readonly texts: CrateTexts;
  /** By the trait's name; the empty one stands for impls without a trait. */
  readonly sites: Map<string, readonly Site[]>;
  readonly headers: CrateHeaders;
  selfNames?: SelfNames;
}

/**
 * Finds the impls of one trait, or of one type, in a crate without reading the crate: the files' texts show where
 * a name stands in a header, and which macros may write one; only these places are parsed and expanded. What is
 * found may be more than was asked for, and never less: where the texts don't tell, all of the crate is read.
 *
 * Two things are taken for granted: that a trait goes by another name only where the crate itself gives it one,
 * and that an impl without a trait, or of a foreign one, for a type of the crate names that type (which the orphan
 * rules ask for).
 */
export class ImplSearch {
  readonly #world: World;
  readonly #walk: CrateWalk;
  readonly #macros: MacroImpls;
  readonly #places: ImplPlaces;
  readonly #imports = new WeakMap<CrateTexts, MacroImports>();
  readonly #searched = new Map<CrateId, Searched>();

  constructor(world: World, walk: CrateWalk, files: FileModules) {
    this.#world = world;
    this.#walk = walk;
    this.#macros = new MacroImpls(this.#macroHost());
    this.#places = new ImplPlaces(world, walk, files);
  }

  forget(crates: ReadonlySet<CrateId>): void {
    for (const crate of crates) this.#searched.delete(crate);
    this.#macros.forget(crates);
  }

  /** See `ResolutionQueries.implsOfTrait`. */
  find(crate: CrateId, trait: Def, self: Def | undefined): readonly SourceDef[] | undefined {
    const local = self !== undefined && self.crate === crate && trait.crate !== crate;
    return this.#find(crate, { trait: trait.name }, local ? self : undefined);
  }

  /** See `ResolutionQueries.inherentImplsOf`. */
  findInherent(self: Def): readonly SourceDef[] | undefined {
    return this.#find(self.crate, 'inherent', self);
  }

  #find(crate: CrateId, sought: Sought, self: Def | undefined): readonly SourceDef[] | undefined {
    const searched = this.#walk.hasRead(crate) ? undefined : this.#searchedIn(crate);
    if (searched === undefined) return undefined;
    const mayBeFor = self && selfTest(this.#selfNames(crate, searched), self.name);
    const found = new Set<SourceDef>();
    for (const site of this.#sitesOf(crate, sought, searched)) {
      if (mayBeFor?.(site) === false) continue;
      for (const impl of this.#places.implsAt(crate, site.file.path, site.offset)) found.add(impl);
    }
    return [...found];
  }

  #searchedIn(crate: CrateId): Searched | undefined {
    let searched = this.#searched.get(crate);
    if (searched === undefined) {
      const texts = this.#textsOf(crate);
      if (texts === undefined) return undefined;
      searched = { texts, sites: new Map(), headers: new CrateHeaders(texts.files) };
      this.#searched.set(crate, searched);
    }
    return searched;
  }

  #macroHost(): MacroHost {
    return {
      world: this.#world,
      texts: (crate) => this.#textsOf(crate),
      namesIn: (crate, trait) => this.#textsOf(crate)?.namesOf(trait) ?? [trait],
      imports: (crate) => this.#importsOf(crate),
      callee: (crate, path) => this.#calleeOf(crate, path),
    };
  }

  #textsOf(id: CrateId): CrateTexts | undefined {
    const crate = this.#world.crate(id);
    return isUnknown(crate) ? undefined : crate.texts;
  }

  #importsOf(id: CrateId): MacroImports | undefined {
    const texts = this.#textsOf(id);
    let imports = texts && this.#imports.get(texts);
    if (texts !== undefined && imports === undefined) {
      const isCrate = (name: string) =>
        stdCrates.has(name) || this.#world.graph.dependency(id, name) !== undefined;
      imports = new MacroImports(texts, isCrate);
      this.#imports.set(texts, imports);
    }
    return imports;
  }

  #calleeOf(id: CrateId, path: WrittenPath): Def | undefined {
    const crate = this.#world.crate(id);
    if (isUnknown(crate) || isUnknown(crate.root)) return undefined;
    const span = { start: 0, end: 0 };
    const segments = path.map((text) => ({ name: { text, span } }));
    const position = { fragment: crate.root.root, index: Number.POSITIVE_INFINITY };
    // In edition 2015 paths start at the root, where other crates have their names.
    const global = crate.info.edition !== '2015';
    const hit = this.#world.macros.find(position, { segments, global, span });
    return hit === undefined || isUnknown(hit) || typeof hit.target === 'string' ? undefined : hit.target;
  }

  #selfNames(crate: CrateId, searched: Searched): SelfNames {
    const { texts } = searched;
    searched.selfNames ??= new SelfNames(
      texts,
      [...texts.calls].flatMap(([name, calls]) => {
        const aliases = this.#macros.aliases(name, calls, crate);
        return aliases.length === 0 ? [] : calls.map((call) => ({ text: callText(call), aliases }));
      }),
    );
    return searched.selfNames;
  }

  // ---------------------------------------------------------------------------------------- places in texts

  #sitesOf(crate: CrateId, sought: Sought, { texts, sites, headers }: Searched): readonly Site[] {
    const key = sought === 'inherent' ? '' : sought.trait;
    let found = sites.get(key);
    if (found === undefined) {
      const written =
        sought === 'inherent' ? headers.inherent : texts.namesOf(key).flatMap((name) => headers.of(name));
      found = [...written.map(writtenSite), ...this.#macroSites(crate, sought, texts)];
      sites.set(key, found);
    }
    return found;
  }

  #macroSites(crate: CrateId, sought: Sought, texts: CrateTexts): readonly Site[] {
    const names = sought === 'inherent' ? [] : texts.namesOf(sought.trait);
    const sites: Site[] = [];
    for (const [name, calls] of texts.calls) {
      for (const call of calls) {
        const brings = this.#macros.callBrings(name, call, calls, crate, sought);
        if (brings === 'none') continue;
        const text = callText(call);
        if (brings !== 'any' && brings.byCall && !names.some((own) => hasWordOf(text, [own]))) continue;
        const unsure = brings === 'any' || brings.unnamedSelf || hasUnnamedSelf(text);
        sites.push({ file: call.file, offset: call.offset, self: unsure ? undefined : { text, brings } });
      }
    }
    return sites;
  }
}

function writtenSite({ file, offset, self }: HeaderInFile): Site {
  return { file, offset, self: self === undefined ? undefined : { name: self } };
}

/** Says of a site whether an impl from there may be one for a type of a name. */
function selfTest(selfNames: SelfNames, type: string): (site: Site) => boolean {
  const names = selfNames.of(type);
  const byRules = new Map<BroughtByRules, boolean>();
  return ({ self }) => {
    if (self === undefined) return true;
    if ('name' in self) return selfNames.mayMean(self.name, names);
    const { text, brings } = self;
    let named = byRules.get(brings);
    if (named === undefined) {
      named = brings.rules.some((rules) => hasWordOf(rules, names));
      byRules.set(brings, named);
    }
    return named || hasWordOf(text, names);
  };
}

function hasWordOf(text: string, names: Iterable<string>): boolean {
  for (const name of names) if (!wordsIn(text, name).next().done) return true;
  return false;
}

const stdCrates: ReadonlySet<string> = new Set(['std', 'core', 'alloc']);
