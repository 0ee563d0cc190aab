import type { SourcePlace, Warrant } from './layoutView.ts';

/** The types of a project as the view in the side bar lists them. Sizes are bytes. */

/** One type, or one instance of a generic type that the project uses. */
export interface TypeRow {
  /** The same for the same type in another state of the files: crate, module and name. */
  readonly id: string;
  /** As Rust writes it, without paths: `Slot<Header>`; `serve()` for the future of an async function. */
  readonly name: string;
  /** Crate and modules: `ferry::net`. */
  readonly module: string;
  readonly kind: 'struct' | 'enum' | 'union' | 'future';
  /** `repr(C)` and the like, as written. */
  readonly repr?: string;
  /** Where its name stands; absent where only a macro's definition wrote it. */
  readonly place?: SourcePlace;
  /** The arguments of an instance, as they can be given to a layout request at `place`. */
  readonly typeArguments?: readonly string[];
  readonly warrant: Warrant;
  /** Why it isn't known, or not in full. */
  readonly reason?: string;
  readonly size?: number;
  /** Where `size` is absent: the least that is known of it. */
  readonly atLeast?: number;
  readonly align?: number;
  readonly unsized?: boolean;
  readonly padding?: number;
  /** An enum's largest variant, and what it needs beyond the next one. */
  readonly largest?: { readonly variant: string; readonly excess: number };
  /** Absent where it isn't known. */
  readonly needsDrop?: boolean;
}

export interface CrateTypesParams {
  /** A document of the project. */
  readonly uri: string;
  /** Chosen by the client; stands in the parts that belong to this question. */
  readonly request: number;
}

/** Some more rows, sent while the list is being made. */
export interface CrateTypesPart {
  readonly request: number;
  readonly rows: readonly TypeRow[];
  readonly progress: CrateTypesProgress;
}

export interface CrateTypesProgress {
  /** `types`: definitions are laid out; `uses`: functions are read for instances of generic types. */
  readonly stage: 'types' | 'uses';
  readonly done: number;
  readonly total: number;
}

/** The end of the list. */
export interface CrateTypesDone {
  readonly release: string;
  readonly target: string;
  /** The crates that were read: `ferry 0.1.0 (lib)`. */
  readonly crates: readonly string[];
}

/** Asks what the types were like with other texts of some files, such as those of the last commit. */
export interface TypesBeforeParams {
  readonly uri: string;
  readonly files: readonly FileBefore[];
}

export interface FileBefore {
  readonly uri: string;
  /** Null where there was no such file. */
  readonly text: string | null;
}

/** The sizes before, by `TypeRow.id`; null where a type was there and its size isn't known. */
export type SizesBefore = Readonly<Record<string, number | null>>;

/** What may stand for the parameters of a generic type: texts for each, those that the crate uses first. */
export interface TypeCandidates {
  readonly parameters: readonly (readonly string[])[];
}
