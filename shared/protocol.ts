/**
 * What the client and the server say to each other beyond the Language Server Protocol. Positions are LSP's:
 * zero-based lines, and characters in the encoding that was agreed on, which in VS Code is UTF-16. Offsets are UTF-16
 * code units in any case.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** Sent with `initialize`, as `initializationOptions`; a client without any gets a server that works all the same. */
export interface InitializeOptions {
  /**
   * The shipped parser and facts, by their names in dist/ (`facts/std-1.96.facts`); only for a server in a web worker,
   * which can't load them itself. A server in Node finds them beside itself.
   */
  readonly assets?: Readonly<Record<string, Uint8Array>>;
  /** The client answers the three file requests below, for folders that the server can't reach by itself. */
  readonly serveFiles?: boolean;
  /** The client has the extension's commands, so that hovers and hints may link to them. */
  readonly commandLinks?: boolean;
}

/** The commands that hovers and hints link to. Each takes one `CursorPlace`. */
export const showLayoutCommand = 'rustMemoryLayout.showLayout';
export const showDropsCommand = 'rustMemoryLayout.showDrops';

/** A place in a document, as a request's parameters and as a command's argument. */
export interface CursorPlace {
  readonly uri: string;
  readonly position: Position;
}

/** Client to server, by name. Parameters and results are named in the layers that own them. */
export const requests = {
  /** `LayoutParams` → `LayoutView` (layoutView.ts), or null where no type stands at the place. */
  layout: 'rustMemoryLayout/layout',
  /** `CursorPlace` → `DropView` (dropView.ts), or null where no function stands at the place. */
  drops: 'rustMemoryLayout/drops',
  /** `FileParams` → `ServerStatus` of a document, or null where it is not open. */
  ground: 'rustMemoryLayout/ground',
  /** `FileParams` → `CrateChoice[]`: the crates that have the document, the likeliest first. */
  crates: 'rustMemoryLayout/crates',
  /** `LookFromParams` → null. */
  lookFrom: 'rustMemoryLayout/lookFrom',
  /** `CursorPlace` → `InFunction` */
  inFunction: 'rustMemoryLayout/inFunction',
  /** `CrateTypesParams` → `CrateTypesDone` (crateTypes.ts), the rows before as notifications; null outside of projects. */
  crateTypes: 'rustMemoryLayout/crateTypes',
  /** `CursorPlace` → `TypeCandidates` (crateTypes.ts), or null where no generic type stands at the place. */
  typeCandidates: 'rustMemoryLayout/typeCandidates',
  /** `TypesBeforeParams` → `SizesBefore` (crateTypes.ts). */
  typesBefore: 'rustMemoryLayout/typesBefore',
} as const;

/** Asks for the picture of the type at a place. */
export interface LayoutParams extends CursorPlace {
  /** Arguments for the type's own parameters, in Rust: `['u32', 'Vec<String>']`. */
  readonly typeArguments?: readonly string[];
  /** Another target than the one in force, to compare with. */
  readonly target?: string;
}

/** One of the crates that have a document: `tests/common/mod.rs` is a module of several. */
export interface CrateChoice {
  /** Names the crate to the server. */
  readonly id: string;
  /** For people: `parse (test)`. */
  readonly label: string;
  /** The folder-relative path of the crate's root. */
  readonly root: string;
  /** Whether the document's figures are those of this crate. */
  readonly isCurrent: boolean;
}

/** Look at a document from this crate from now on; from the likeliest where `crate` is absent. */
export interface LookFromParams extends FileParams {
  readonly crate?: string;
}

/** Whether a function with a body stands at a place, of which the drop order can be shown. */
export interface InFunction {
  readonly inFunction: boolean;
}

/** Server to client, by name. */
export const notifications = {
  /** `ServerStatus`, after the start and whenever it changes. */
  status: 'rustMemoryLayout/status',
  /** `CrateTypesPart` (crateTypes.ts), while a list of types is being made. */
  crateTypesPart: 'rustMemoryLayout/crateTypesPart',
} as const;

/** What the figures hold for, and what keeps the server from giving more of them. */
export interface ServerStatus {
  /** The triple; empty where there is no project to lay anything out for. */
  readonly target: string;
  /** The rustc release whose layouts are shown, such as `1.95.0`. */
  readonly release: string;
  /** The nearest described release, whose figures are shown because `release` isn't described. */
  readonly describedAs?: string;
  /** Sentences for the user, each a reason why some types stay unknown; empty where all is well. */
  readonly degraded: readonly string[];
  /** What the document's figures hold for, a line each with where it comes from: target, release, package, features. */
  readonly ground: readonly string[];
  /** The names of the settings that take part in it. */
  readonly settings: readonly string[];
}

/**
 * Server to client: files of a workspace that is not on the server's disk. Each takes a `FileParams`; null means that
 * there is none, or that it can't be read.
 */
export const fileRequests = {
  /** → text, or null */
  readFile: 'rustMemoryLayout/readFile',
  /** → `FileEntry[]`, or null */
  readDirectory: 'rustMemoryLayout/readDirectory',
} as const;

export interface FileParams {
  readonly uri: string;
}

export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}
