import type { BitSet } from '../dataflow/bitSet.ts';
import { reversePostorder } from '../dataflow/graph.ts';
import { type Body, CTX_ARG, type Place, placeOf, SELF_ARG } from '../mir/model.ts';
import { BodyPatch } from './bodyPatch.ts';
import { Initialized, isDead } from './initialized.ts';
import {
  assignedBy,
  type Lookup,
  type MovePath,
  MovePaths,
  movedBy,
  movedByTerminator,
  onAll,
} from './movePaths.ts';
import { DropOpener, type OpenTypes } from './openDrops.ts';

/** What is known of a path where a drop happens. */
export interface DropState {
  readonly init: BitSet;
  readonly uninit: BitSet;
}

/**
 * Drops become what is left of them: nothing where no value is, the parts that are left of a value, and a question to a
 * drop flag where the way decides (`rustc_mir_transform::elaborate_drops`). A flag is a local like any other: where it is
 * asked behind a suspension point, the future holds it.
 */
export function elaborateDrops(body: Body, types: OpenTypes): { readonly body: Body; readonly gap?: string } {
  const order = reversePostorder(body.blocks);
  const paths = new MovePaths(body, order, types);
  const inits = new Initialized('init', body, paths);
  const dead = new Set<number>();
  for (const block of order) {
    const { terminator } = body.blocks[block]!;
    if (terminator?.kind === 'drop' && isDead(paths.find(terminator.place), inits.before(block)))
      dead.add(block);
  }
  const uninits = new Initialized('uninit', body, paths, dead);
  const elaboration = new Elaboration(body, order, paths, inits, uninits, types);
  return elaboration.run();
}

class Elaboration {
  readonly #body: Body;
  readonly #order: readonly number[];
  readonly #paths: MovePaths;
  readonly #inits: Initialized;
  readonly #uninits: Initialized;
  readonly #types: OpenTypes;
  readonly #patch: BodyPatch;
  readonly #flags = new Map<MovePath, number>();

  constructor(
    body: Body,
    order: readonly number[],
    paths: MovePaths,
    inits: Initialized,
    uninits: Initialized,
    types: OpenTypes,
  ) {
    this.#body = body;
    this.#order = [...order].sort((a, b) => a - b);
    this.#paths = paths;
    this.#inits = inits;
    this.#uninits = uninits;
    this.#types = types;
    this.#patch = new BodyPatch(body);
  }

  run(): { readonly body: Body; readonly gap?: string } {
    const states = new Map<number, DropState>();
    for (const block of this.#order) {
      const { terminator } = this.#body.blocks[block]!;
      if (terminator?.kind !== 'drop') continue;
      const state = { init: this.#inits.before(block), uninit: this.#uninits.before(block) };
      states.set(block, state);
      this.#collectFlags(terminator.place, state);
    }
    const opener = new DropOpener(this.#patch, this.#types, this.#flags);
    for (const [block, state] of states) this.#elaborate(block, state, opener);
    this.#setFlags();
    return { body: this.#patch.apply(), ...(opener.gap !== undefined && { gap: opener.gap }) };
  }

  #collectFlags(place: Place, { init, uninit }: DropState): void {
    const lookup = this.#paths.find(place);
    if (!('exact' in lookup)) return;
    onAll(lookup.exact, (path) => {
      if (!init.has(path.id) || !uninit.has(path.id) || this.#flags.has(path)) return;
      this.#flags.set(path, this.#patch.local({ kind: 'bool' }, this.#body.locals[place.local]!.at));
    });
  }

  #elaborate(block: number, state: DropState, opener: DropOpener): void {
    const { terminator, isCleanup } = this.#body.blocks[block]!;
    if (terminator?.kind !== 'drop') return;
    const { place, to } = terminator;
    const ty = place.projections.at(-1)?.ty ?? this.#body.locals[place.local]!.ty;
    if (!this.#types.needsDrop(ty)) {
      this.#patch.end(block, { kind: 'goto', to });
      return;
    }
    const lookup = this.#paths.find(place);
    if (!('exact' in lookup)) return;
    const unwind = isCleanup ? 'inCleanup' : (terminator.unwind ?? this.#patch.resumeBlock());
    opener.elaborate(block, { path: lookup.exact, place, state, to, unwind });
  }

  // ---------------------------------------------------------------------------------- what sets the flags

  #setFlags(): void {
    const start = { block: 0, index: 0 };
    for (const flag of this.#flags.values()) this.#patch.assignFlag(start, flag);
    for (const block of this.#order) {
      const { terminator } = this.#body.blocks[block]!;
      if (terminator?.kind === 'call' && terminator.to !== undefined && terminator.unwind !== undefined)
        this.#set({ block: terminator.to, index: 0 }, this.#paths.find(terminator.destination));
    }
    for (const arg of [SELF_ARG, CTX_ARG]) this.#set(start, this.#paths.find(placeOf(arg)));
    for (const block of this.#order) this.#setInBlock(block);
  }

  #setInBlock(block: number): void {
    const { statements, terminator } = this.#body.blocks[block]!;
    for (const [index, statement] of statements.entries()) {
      for (const place of movedBy(statement)) this.#clear({ block, index }, place);
      for (const place of assignedBy(statement)) this.#set({ block, index }, this.#paths.find(place));
    }
    if (!terminator || terminator.kind === 'drop') return;
    const end = { block, index: statements.length };
    for (const place of movedByTerminator(terminator)) this.#clear(end, place);
    if (terminator.kind === 'yield') this.#set(end, this.#paths.find(terminator.resumeArg));
    if (terminator.kind === 'call' && terminator.to !== undefined && terminator.unwind === undefined)
      this.#set(end, this.#paths.find(terminator.destination));
  }

  #clear(at: { readonly block: number; readonly index: number }, place: Place): void {
    const path = this.#paths.pathFor(place);
    if (path) this.#set(at, { exact: path });
  }

  /** To the flags' liveness it is one whether they are set or cleared. */
  #set(at: { readonly block: number; readonly index: number }, lookup: Lookup): void {
    if (!('exact' in lookup)) return;
    onAll(lookup.exact, (path) => {
      const flag = this.#flags.get(path);
      if (flag !== undefined) this.#patch.assignFlag(at, flag);
    });
  }
}
