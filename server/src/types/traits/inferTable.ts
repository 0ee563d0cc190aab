import { foldArg, foldConstParts, foldParts, type TermFolder, withoutLifetimes } from '../terms/fold.ts';
import type { Const, GenericArg, Ty } from '../terms/ty.ts';
import { hasFlags, isConstArg, termFlags } from '../terms/tyKey.ts';

type InferTy = Extract<Ty, { kind: 'infer' }>;

/**
 * Inference variables and what they stand for. Types and constants share one numbering. Bindings are undone
 * by `rollback` to a `snapshot` (rustc_infer's snapshots), which is how candidates are tried.
 */
export class InferTable implements TermFolder {
  readonly #bindings: (GenericArg | undefined)[] = [];
  readonly #trail: number[] = [];

  fresh(of: InferTy['of'] = 'any'): InferTy {
    return { kind: 'infer', id: this.#bindings.push(undefined) - 1, of };
  }

  freshConst(): Const {
    return { kind: 'constInfer', id: this.#bindings.push(undefined) - 1 };
  }

  /** A number that grows with every binding; also the argument of {@link rollback}. */
  snapshot(): number {
    return this.#trail.length;
  }

  /** How many variables there are: the number of the next one. */
  get size(): number {
    return this.#bindings.length;
  }

  isBound(id: number): boolean {
    return this.#bindings[id] !== undefined;
  }

  /** The numbers of the open variables in terms. */
  openIn(terms: readonly GenericArg[]): readonly number[] {
    const open: number[] = [];
    const folder: TermFolder = {
      ty: (part) => {
        const at = this.shallow(part);
        if (at.kind === 'infer') open.push(at.id);
        else if (hasFlags(at, termFlags.infer)) foldParts(at, folder);
        return part;
      },
      constant: (part) => {
        const at = this.shallowConst(part);
        if (at.kind === 'constInfer') open.push(at.id);
        else foldConstParts(at, folder);
        return part;
      },
    };
    for (const term of terms) if (hasFlags(term, termFlags.infer)) foldArg(term, folder);
    return open;
  }

  /** Whether a variable with a number below `first` was bound since a snapshot. */
  boundBelow(first: number, snapshot: number): boolean {
    for (let i = snapshot; i < this.#trail.length; i++) if (this.#trail[i]! < first) return true;
    return false;
  }

  /** Undoes all bindings since a snapshot. */
  rollback(snapshot: number): void {
    while (this.#trail.length > snapshot) this.#bindings[this.#trail.pop()!] = undefined;
  }

  /** Binds a variable that has no binding yet. Its lifetimes are new ones (rustc's `Generalizer`). */
  bind(id: number, term: GenericArg): void {
    this.#bindings[id] = isConstArg(term) ? term : withoutLifetimes(term);
    this.#trail.push(id);
  }

  /** The type that a variable stands for, followed to the end, but not inside; other types as they are. */
  shallow(ty: Ty): Ty {
    let at = ty;
    while (at.kind === 'infer') {
      const bound = this.#bindings[at.id];
      if (bound === undefined) return at;
      at = bound as Ty;
    }
    return at;
  }

  /** The same for a constant. */
  shallowConst(value: Const): Const {
    let at = value;
    while (at.kind === 'constInfer') {
      const bound = this.#bindings[at.id];
      if (bound === undefined) return at;
      at = bound as Const;
    }
    return at;
  }

  /** Replaces all bound variables anywhere in a term. */
  resolve<T extends GenericArg>(term: T): T {
    return (hasFlags(term, termFlags.infer) ? foldArg(term, this) : term) as T;
  }

  resolveAll<T extends GenericArg>(terms: readonly T[]): readonly T[] {
    return terms.some((term) => hasFlags(term, termFlags.infer))
      ? terms.map((term) => this.resolve(term))
      : terms;
  }

  /** As a `TermFolder`: see {@link resolve}. */
  ty(ty: Ty): Ty {
    if (!hasFlags(ty, termFlags.infer)) return ty;
    const at = this.shallow(ty);
    return at.kind === 'infer' ? at : foldParts(at, this);
  }

  /** As a `TermFolder`: see {@link resolve}. */
  constant(value: Const): Const {
    if (!hasFlags(value, termFlags.infer)) return value;
    return foldConstParts(this.shallowConst(value), this);
  }

  /** Whether an unbound variable occurs in a term (the occurs check of unification). */
  occurs(id: number, term: GenericArg): boolean {
    if (!hasFlags(term, termFlags.infer)) return false;
    let found = false;
    const folder: TermFolder = {
      ty: (part) => {
        const at = this.shallow(part);
        if (at.kind === 'infer' && at.id === id) found = true;
        if (!found && hasFlags(at, termFlags.infer)) foldParts(at, folder);
        return part;
      },
      constant: (part) => {
        const at = this.shallowConst(part);
        if (at.kind === 'constInfer' && at.id === id) found = true;
        if (!found) foldConstParts(at, folder);
        return part;
      },
    };
    foldArg(term, folder);
    return found;
  }
}
