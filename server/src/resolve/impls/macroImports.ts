import type { CrateTexts } from '../scan/crateTexts.ts';

/** Names from the crate's root or of another crate on: `['dep', 'inner', 'name']`. */
export type WrittenPath = readonly string[];

/** What a path may come to: something of one of these names in the crate, and paths that start with other crates. */
export interface Followed {
  readonly own: readonly string[];
  readonly others: readonly WrittenPath[];
}

/** More ways than this by which a name may be imported are not followed. */
const MAX_PATHS = 400;

/** A longer path goes in circles. */
const MAX_LENGTH = 12;

/** Whose names everybody knows, so that a glob of theirs brings no other. */
const standard: ReadonlySet<string> = new Set(['std', 'core', 'alloc']);

/** What the `use` items of a crate's texts bring under which name, told without a parser; too much rather than too little. */
export class MacroImports {
  readonly #byName = new Map<string, WrittenPath[]>();
  readonly #globs: readonly WrittenPath[];
  /** The names of imports in which a macro's variable stands. */
  readonly #variable: ReadonlySet<string>;
  readonly #isCrate: (name: string) => boolean;

  /** `isCrate` tells the names of other crates. */
  constructor({ imports }: CrateTexts, isCrate: (name: string) => boolean) {
    this.#isCrate = isCrate;
    const globs: WrittenPath[] = [];
    for (const { path, alias } of imports) {
      const start = withoutOwnRoot(path);
      const name = alias ?? path.at(-1);
      if (name === undefined || name === '_' || start.length === 0) continue;
      if (name === '*') globs.push(start.slice(0, -1));
      else if (start.length > 1 || start[0] !== name) this.#add(name, start);
    }
    this.#variable = new Set(
      imports.flatMap(({ path, alias }) => (path.some(isVariable) ? [alias ?? path.at(-1)!] : [])),
    );
    // Globs of the crate's own modules bring what is imported there, which has its name in the list.
    this.#globs = globs.flatMap((glob) => {
      const others = this.#follow([...glob, '*'], [])?.others ?? [];
      return others.map((path) => path.slice(0, -1));
    });
  }

  #add(name: string, path: WrittenPath): void {
    const paths = this.#byName.get(name);
    if (paths === undefined) this.#byName.set(name, [path]);
    else paths.push(path);
  }

  /** What a path may come to, wherever in the crate it stands; undefined where that is too much, or a macro makes it. */
  follow(path: WrittenPath): Followed | undefined {
    const found = this.#follow(withoutOwnRoot(path), this.#globs);
    const byMacro = [...this.#variable].some(
      (name) => name === '*' || name.startsWith('$') || path.includes(name),
    );
    return found?.others.length === 0 && byMacro ? undefined : found;
  }

  #follow(path: WrittenPath, globs: readonly WrittenPath[]): Followed | undefined {
    const own: string[] = [];
    const others: WrittenPath[] = [];
    const pending = new Map([[path.join('::'), path]]);
    const add = (next: WrittenPath) => {
      const key = next.join('::');
      if (next.length <= MAX_LENGTH && !pending.has(key)) pending.set(key, next);
    };
    for (const [first, ...rest] of pending.values()) {
      if (first === undefined) continue;
      const isCrate = this.#isCrate(first);
      if (rest.length === 0) own.push(first);
      else if (isCrate && !(standard.has(first) && rest.at(-1) === '*')) others.push([first, ...rest]);
      for (const start of this.#byName.get(first) ?? []) add([...start, ...rest]);
      if (!isCrate || rest.length === 0) for (const start of globs) add([...start, first, ...rest]);
      // `a::b` in the crate is what some import there calls `b`.
      if (!isCrate && rest.length > 0) add(rest);
      if (pending.size > MAX_PATHS) return undefined;
    }
    return { own, others };
  }
}

/** `crate::`, `self::`, `super::` and `$crate::` taken off. */
function withoutOwnRoot(path: WrittenPath): WrittenPath {
  const start = path.findIndex((name) => !/^(?:\$?crate|self|super)$/.test(name));
  return start < 0 ? [] : path.slice(start);
}

function isVariable(name: string): boolean {
  return name.startsWith('$') && name !== '$crate';
}
