import type { Facts } from '../../facts/format.ts';
import type { CrateGraph } from '../../project/crateGraph.ts';
import type { SourceParser } from '../../syntax/sourceParser.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';

/** The files of a snapshot; see `FileUnits`. */
export interface SourceFiles {
  /** The parsed file, the same object as long as its text stays the same; undefined when there is none. */
  unit(path: string): SourceUnit | undefined;
  /** Its text alone, for questions that need no parser. */
  text(path: string): string | undefined;
  /** The entries of a folder; undefined when there is none. */
  directory(
    path: string,
  ): readonly { readonly name: string; readonly kind: 'file' | 'directory' }[] | undefined;
  /** The path without symbolic links, where that is known. */
  realPath(path: string): string;
  /** A number for a unit with a text of that length (UTF-16 units) that no file and no other unit has. */
  nextUnitId(length?: number): number;
}

/** A macro of the standard library: an entry of `server/facts/macros-RELEASE.json`. */
export interface StdMacro {
  readonly crate: string;
  readonly module: readonly string[];
  readonly name: string;
  /** `macro_rules!` or a `macro` item. */
  readonly flavor: 'rules' | 'decl';
  /** Usable outside of its crate. */
  readonly exported: boolean;
  /** The compiler expands it itself; `text` has only its shape. */
  readonly builtin: boolean;
  /** Predicates, all of which must hold. */
  readonly cfg: readonly string[];
  /** The whole item. */
  readonly text: string;
}

/** What a `Resolver` is made of. All are read-only for it. */
export interface ResolverInputs {
  readonly graph: CrateGraph;
  readonly files: SourceFiles;
  readonly parser: SourceParser;
  /** Undefined when no facts are at hand: then every name of std is unknown. */
  readonly facts: Facts | undefined;
  readonly stdMacros: readonly StdMacro[];
}
