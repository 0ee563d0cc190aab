// Early exits in MIR: `return`, `?`, `break`, `continue`. Each is a `goto` with the position of its expression, from which a
// chain of drops leads to the exit's target. Exits share the blocks of such chains.

import type { DropEvent, Elaboration, FlagState } from './elaboration.ts';
import { isInside, type LocatedFunction } from './locateBody.ts';
import type { MirBlock, MirBody, MirCode, MirSpan } from './mirText.ts';
import type { Position, ScopeKind } from './rustDrops.ts';
import type { RustSource, SourceLoop } from './rustSource.ts';

export interface Exit {
  readonly kind: ScopeKind;
  /** Null inside a foreign macro. */
  readonly position: Position | null;
  /** Scopes that end behind this offset stay: infinity for an exit that leaves the function. */
  readonly limit: number;
  /** MIR's scope of the loop that is left. */
  readonly scope?: number | null;
}

/** What an exit drops, and where ordinary flow goes on (undefined: nowhere). */
export interface ExitWalk {
  readonly events: readonly DropEvent[];
  readonly moved: readonly string[];
  readonly next: number | undefined;
  readonly state: FlagState;
}

/** Statements that change nothing between two drops of a chain. */
export const isChain = (statements: readonly MirCode[]): boolean =>
  statements.every(({ code }) => /^(StorageDead|nop|ConstEvalCounter|backward incompatible)/.test(code));

export class Exits {
  readonly #body: MirBody;
  readonly #fn: LocatedFunction;
  readonly #elaboration: Elaboration;
  readonly #found = new Map<number, Exit | null>();
  /** Blocks that a residual's conversion returns to: a `?` that fails. */
  readonly #failing: ReadonlySet<number>;

  constructor(elaboration: Elaboration, fn: LocatedFunction) {
    this.#elaboration = elaboration;
    this.#body = elaboration.before;
    this.#fn = fn;
    const calls = [...this.#body.blocks.values()].filter((b) => /from_residual\(/.test(b.terminator.code));
    this.#failing = new Set(calls.flatMap((b) => b.successors));
  }

  /** The early exit that this block's `goto` is, if any. */
  at(id: number): Exit | null {
    let exit = this.#found.get(id);
    if (exit === undefined) {
      exit = this.#find(this.#body.blocks.get(id)!);
      this.#found.set(id, exit);
    }
    return exit;
  }

  #find(block: MirBlock): Exit | null {
    const { code, span } = block.terminator;
    if (!code.startsWith('goto') || !span) return null;
    const leaves = this.#leadsToReturn(block.successors[0]);
    if (!isInside(this.#fn, span)) return leaves ? { kind: 'macro', position: null, limit: Infinity } : null;
    const { source } = this.#fn;
    const text = source.slice(span);
    const position: Position = [span.l1, span.c1];
    if (/^return\b/.test(text)) return { kind: 'return', position, limit: Infinity };
    const at = source.offset(span.l1, span.c1);
    // The way on which `e?` succeeds has its position too, and leads to the end as well where `e?` is the function's value.
    if (text.endsWith('?') && leaves && this.#failing.has(block.id)) {
      return { kind: '?', position: source.position(at + text.length - 1), limit: Infinity };
    }
    const jump = /^(break|continue)\b(?:\s*('\w+))?/.exec(text);
    const loop = jump ? source.loopOf(at, jump[2]) : undefined;
    if (!jump || !loop) return null;
    return { kind: jump[1] as ScopeKind, position, limit: loop.end - 1, scope: this.#loopScope(loop) };
  }

  #loopScope(loop: SourceLoop): number | null {
    for (const { terminator } of this.#body.blocks.values()) {
      const { span, code, scope } = terminator;
      if (span?.file === this.#fn.file && code.startsWith('goto') && spansLoop(this.#fn.source, span, loop))
        return scope;
    }
    return null;
  }

  /** Does a chain of drops lead from a block straight to `return`? */
  #leadsToReturn(from: number | undefined): boolean {
    const seen = new Set<number>();
    for (let n = from; n !== undefined && !seen.has(n); ) {
      seen.add(n);
      const block = this.#body.blocks.get(n);
      if (!block || !isChain(block.statements)) return false;
      if (/^(return|coroutine_drop)/.test(block.terminator.code)) return true;
      if (!block.drop && !block.terminator.code.startsWith('goto')) return false;
      n = block.successors[0];
    }
    return false;
  }

  /** Follows an exit's drops from block `id`. */
  walk(id: number, exit: Exit, from: FlagState): ExitWalk {
    const events: DropEvent[] = [];
    const moved: string[] = [];
    const seen = new Set<number>();
    const leaves = exit.limit === Infinity;
    let state = from;
    for (let n = this.#body.blocks.get(id)!.successors[0]; ; ) {
      const block = n === undefined ? undefined : this.#body.blocks.get(n);
      if (n === undefined || !block || seen.has(n)) return { events, moved, next: n, state };
      seen.add(n);
      if (!leaves && !isChain(block.statements)) return { events, moved, next: n, state };
      if (block.terminator.code.startsWith('return;')) return { events, moved, next: undefined, state };
      if (block.drop) {
        if (this.#isBeyond(block, exit)) return { events, moved, next: n, state };
        const elaborated = this.#elaboration.drop(n, this.#elaboration.through(n, state));
        events.push(...elaborated.events);
        if (!elaborated.events.length) moved.push(block.drop);
        state = elaborated.state;
      } else if (block.terminator.code.startsWith('goto')) {
        const isOther = !leaves && block.terminator.span && seen.size > 1 && this.at(n);
        if (isOther) return { events, moved, next: n, state };
        state = this.#elaboration.through(n, state);
      } else return { events, moved, next: n, state };
      n = block.successors[0];
    }
  }

  /** Does the drop belong to a scope outside of the one that the exit leaves? */
  #isBeyond({ terminator }: MirBlock, exit: Exit): boolean {
    const { span, scope } = terminator;
    const at = span?.file === this.#fn.file ? this.#fn.source.offset(span.l1, span.c1) : -1;
    if (at > exit.limit) return true;
    return at === exit.limit && exit.scope != null && !this.#isWithin(scope, exit.scope);
  }

  #isWithin(scope: number | null, outer: number): boolean {
    for (let s: number | null | undefined = scope; ; s = this.#body.scopeParents.get(s)) {
      if (s === outer) return true;
      if (!s) return false;
    }
  }
}

function spansLoop(source: RustSource, span: MirSpan, loop: SourceLoop): boolean {
  const from = source.offset(span.l1, span.c1);
  return source.offset(span.l2, span.c2) === loop.end && (from === loop.at || from === loop.keyword);
}
