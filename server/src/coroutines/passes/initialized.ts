import { BitSet } from '../dataflow/bitSet.ts';
import { reversePostorder, untilStable } from '../dataflow/graph.ts';
import {
  type Body,
  CTX_ARG,
  type Place,
  placeOf,
  SELF_ARG,
  type Statement,
  type Terminator,
} from '../mir/model.ts';
import {
  assignedBy,
  type Lookup,
  type MovePath,
  type MovePaths,
  movedBy,
  movedByTerminator,
  onAll,
} from './movePaths.ts';

/** Whether a set holds what may be initialized or what may be uninitialized. */
type Kind = 'init' | 'uninit';

/**
 * Which move paths may hold values, or may hold none, where each block begins (rustc's `MaybeInitializedPlaces` and
 * `MaybeUninitializedPlaces` as drop elaboration asks them).
 */
export class Initialized {
  readonly kind: Kind;
  readonly #body: Body;
  readonly #paths: MovePaths;
  readonly #entries: (BitSet | undefined)[];
  /** Blocks whose drop drops nothing, so that it can't unwind. */
  readonly #deadUnwinds: ReadonlySet<number> | undefined;

  constructor(kind: Kind, body: Body, paths: MovePaths, deadUnwinds?: ReadonlySet<number>) {
    this.kind = kind;
    this.#body = body;
    this.#paths = paths;
    this.#deadUnwinds = deadUnwinds;
    // What is not reached holds nothing for sure, but all that leads on from there may be uninitialized.
    this.#entries = body.blocks.map(() => (kind === 'uninit' ? new BitSet(paths.all.length) : undefined));
    this.#entries[0] = this.#start();
    untilStable(reversePostorder(body.blocks), (block) => this.#visit(block));
  }

  /** What holds where a block's end is reached. */
  before(block: number): BitSet {
    const entry = this.#entries[block];
    if (!entry) return new BitSet(this.#paths.all.length);
    const state = new BitSet(entry);
    for (const statement of this.#body.blocks[block]!.statements) this.#statement(state, statement);
    return state;
  }

  #start(): BitSet {
    const state = new BitSet(this.#paths.all.length);
    if (this.kind === 'uninit') for (const { id } of this.#paths.all) state.add(id);
    for (const arg of [SELF_ARG, CTX_ARG]) this.#set(state, this.#paths.find(placeOf(arg)), true);
    return state;
  }

  #visit(block: number): readonly number[] {
    if (!this.#entries[block]) return [];
    const state = this.before(block);
    const { terminator } = this.#body.blocks[block]!;
    const changed: number[] = [];
    const join = (to: number | undefined, given: BitSet): void => {
      if (to === undefined) return;
      const known = this.#entries[to];
      if (known ? !known.union(given) : false) return;
      if (!known) this.#entries[to] = new BitSet(given);
      changed.push(to);
    };
    if (terminator) this.#end(block, terminator, state, join);
    return changed;
  }

  #end(
    block: number,
    terminator: Terminator,
    state: BitSet,
    join: (to: number | undefined, given: BitSet) => void,
  ): void {
    for (const place of movedByTerminator(terminator)) this.#setMoved(state, place);
    switch (terminator.kind) {
      case 'goto':
        join(terminator.to, state);
        break;
      case 'switch':
        for (const target of terminator.targets) {
          const { discriminant } = terminator;
          join(
            target.to,
            discriminant ? this.#refined(state, discriminant, target.variant, terminator) : state,
          );
        }
        break;
      case 'call': {
        join(terminator.unwind, state);
        const returned = new BitSet(state);
        this.#set(returned, this.#paths.find(terminator.destination), true);
        join(terminator.to, returned);
        break;
      }
      case 'assert':
        join(terminator.unwind, state);
        join(terminator.to, state);
        break;
      case 'drop': {
        const dead = this.#isUnwindDead(block, terminator.place, state);
        this.#set(state, this.#paths.find(terminator.place), false);
        if (!dead) join(terminator.unwind, state);
        join(terminator.to, state);
        break;
      }
      case 'yield': {
        const resumed = new BitSet(state);
        this.#set(resumed, this.#paths.find(terminator.resumeArg), true);
        join(terminator.resume, resumed);
        join(terminator.dropline, state);
        break;
      }
      case 'return':
      case 'unreachable':
      case 'resume':
      case 'coroutineDrop':
        break;
    }
  }

  #isUnwindDead(block: number, place: Place, state: BitSet): boolean {
    if (this.#deadUnwinds) return this.#deadUnwinds.has(block);
    return this.kind === 'init' && isDead(this.#paths.find(place), state);
  }

  #statement(state: BitSet, statement: Statement): void {
    for (const place of movedBy(statement)) this.#setMoved(state, place);
    for (const place of assignedBy(statement)) this.#set(state, this.#paths.find(place), true);
    // Whatever is borrowed mutably may be written through the reference.
    if (this.kind !== 'init' || statement.kind !== 'assign') return;
    const { value } = statement;
    if (value.kind === 'rawPtr' || (value.kind === 'ref' && value.borrow !== 'shared'))
      this.#set(state, this.#paths.find(value.place), true);
  }

  #setMoved(state: BitSet, place: Place): void {
    const path = this.#paths.pathFor(place);
    if (path) this.#setAll(state, path, false);
  }

  #set(state: BitSet, lookup: Lookup, isInit: boolean): void {
    if ('exact' in lookup) this.#setAll(state, lookup.exact, isInit);
  }

  #setAll(state: BitSet, path: MovePath, isInit: boolean): void {
    onAll(path, ({ id }) => {
      if (isInit === (this.kind === 'init')) state.add(id);
      else state.delete(id);
    });
  }

  /** On the way of one variant the others hold nothing; on that of the remaining ones those told apart don't. */
  #refined(
    given: BitSet,
    place: Place,
    variant: number | undefined,
    { targets }: Extract<Terminator, { kind: 'switch' }>,
  ): BitSet {
    const lookup = this.#paths.find(place);
    if (!('exact' in lookup)) return given;
    const state = new BitSet(given);
    for (const child of lookup.exact.children) {
      if (child.step?.kind !== 'variant') continue;
      const { index } = child.step;
      const isInactive = variant === undefined ? targets.some((t) => t.variant === index) : index !== variant;
      if (isInactive) this.#setAll(state, child, false);
    }
    return state;
  }
}

/** Whether nothing of a place may hold a value (`MaybeInitializedPlaces::is_unwind_dead`). */
export function isDead(lookup: Lookup, init: BitSet): boolean {
  if (!('exact' in lookup)) return false;
  let dead = true;
  onAll(lookup.exact, ({ id }) => {
    if (init.has(id)) dead = false;
  });
  return dead;
}
