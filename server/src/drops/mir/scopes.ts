import type { RegionScope } from '../thir/regions.ts';
import type { At, Cfg } from './controlFlow.ts';
import type { DropRule, Exit, Place } from './model.ts';

/** A drop that a scope's end owes. */
interface Scheduled {
  readonly place: Place;
  readonly rule: DropRule;
}

interface Frame {
  readonly region: RegionScope;
  readonly drops: Scheduled[];
}

/** A way that leaves scopes early and shares its drops with others to the same place (rustc's `DropTree`). */
class DropTree {
  readonly entries: { readonly from: At; readonly owed: readonly (readonly [Scheduled, RegionScope])[] }[] =
    [];

  /** Emits the drops, outermost last, and gives the block behind them; undefined where nobody came. */
  build(cfg: Cfg): At | undefined {
    if (this.entries.length === 0) return undefined;
    const target = cfg.block();
    const blocks = new Map<string, At>();
    const ids = new Map<Scheduled, number>();
    for (const { from, owed } of this.entries) {
      let key = '';
      let to = target;
      for (const [drop, region] of [...owed].reverse()) {
        let id = ids.get(drop);
        if (id === undefined) {
          id = ids.size;
          ids.set(drop, id);
        }
        key += `.${id}`;
        let block = blocks.get(key);
        if (block === undefined) {
          block = cfg.block();
          cfg.end(block, { kind: 'drop', place: drop.place, at: region.end, rule: drop.rule, to });
          blocks.set(key, block);
        }
        to = block;
      }
      cfg.goto(from, to);
    }
    return target;
  }
}

interface Breakable {
  readonly target: object;
  readonly depth: number;
  readonly destination: Place | undefined;
  readonly again: At | undefined;
  readonly out: At;
  used: boolean;
}

/** The stack of drop scopes while a body is built (`rustc_mir_build::builder::scope`). */
export class Scopes {
  readonly #cfg: Cfg;
  readonly #frames: Frame[] = [];
  readonly #ids = new Map<Scheduled, number>();
  readonly #breakables: Breakable[] = [];
  #ifThen: { readonly depth: number; readonly tree: DropTree } | undefined;

  constructor(cfg: Cfg) {
    this.#cfg = cfg;
  }

  /** rustc's `local_scope`. */
  get innermost(): RegionScope {
    return this.#frames.at(-1)!.region;
  }

  push(region: RegionScope): void {
    this.#frames.push({ region, drops: [] });
  }

  /** Ends the innermost scope: its drops, last scheduled first. */
  pop(at: At): At {
    const frame = this.#frames.pop()!;
    let end = at;
    for (const { place, rule } of frame.drops.reverse()) {
      end = this.#cfg.drop(end, place, frame.region.end, rule);
    }
    return end;
  }

  within(region: RegionScope, at: At, build: (at: At) => At): At {
    this.push(region);
    return this.pop(build(at));
  }

  /** The value in `place` is dropped when `region` ends. */
  schedule(region: RegionScope, place: Place, rule: DropRule): void {
    const frame = this.#frames.findLast((f) => f.region === region) ?? this.#frames[0]!;
    frame.drops.push({ place, rule });
  }

  /** Takes back what was scheduled for the innermost scopes (rustc's `clear_match_arm_and_guard_scopes`). */
  forget(scopes: number): void {
    for (const { drops } of this.#frames.slice(-scopes)) drops.length = 0;
  }

  #owed(depth: number): (readonly [Scheduled, RegionScope])[] {
    return this.#frames
      .slice(depth)
      .reverse()
      .flatMap(({ drops, region }) => drops.toReversed().map((drop) => [drop, region] as const));
  }

  /** `build` may fail with `breakForElse`; what was scheduled above the innermost scope of `depth` is dropped then. */
  inIfThen(depth: number, build: () => At): { readonly passed: At; readonly otherwise: At | undefined } {
    const outer = this.#ifThen;
    const own = { depth, tree: new DropTree() };
    this.#ifThen = own;
    const passed = build();
    this.#ifThen = outer;
    return { passed, otherwise: own.tree.build(this.#cfg) };
  }

  get depth(): number {
    return this.#frames.length;
  }

  breakForElse(at: At): void {
    const { depth, tree } = this.#ifThen!;
    tree.entries.push({ from: at, owed: this.#owed(depth) });
  }

  /** A loop (`again`: its start) or a labelled block; gives the block behind it. */
  inBreakable(
    target: object,
    destination: Place | undefined,
    again: At | undefined,
    build: () => At | undefined,
  ): At {
    const out = this.#cfg.block();
    this.#breakables.push({ target, depth: this.depth, destination, again, out, used: false });
    const normal = build();
    this.#breakables.pop();
    if (normal !== undefined) this.#cfg.goto(normal, out);
    return out;
  }

  /** Where the value of a `break` goes; undefined result where the target is not around. */
  breakable(target: object): { readonly destination: Place | undefined } | undefined {
    return this.#breakables.findLast((b) => b.target === target);
  }

  /** Leaves for a loop or block. Without `exit` it is part of the ordinary flow: a loop is exhausted. */
  leave(at: At, target: object, again: boolean, exit: Exit | undefined): At {
    const breakable = this.#breakables.findLast((b) => b.target === target)!;
    const to = again && breakable.again !== undefined ? breakable.again : breakable.out;
    this.#cfg.goto(this.#chain(at, breakable.depth, exit, `to ${to}`), to);
    return this.#cfg.block();
  }

  return(at: At, exit: Exit): At {
    this.#cfg.end(this.#chain(at, 0, exit, 'return'), { kind: 'return' });
    return this.#cfg.block();
  }

  #chain(at: At, depth: number, exit: Exit | undefined, target: string): At {
    const { exits } = this.#cfg;
    const number = exit && exits.push(exit) - 1;
    let end = at;
    if (number !== undefined) {
      end = this.#cfg.block();
      this.#cfg.end(at, { kind: 'exit', exit: number, to: end });
    }
    const owed = this.#owed(depth);
    const keys = this.#suffixes(owed, target);
    for (const [k, [{ place, rule }, region]] of owed.entries()) {
      const shared = keys[k]!;
      const more = number === undefined ? { shared } : { exit: number, shared };
      end = this.#cfg.drop(end, place, region.end, rule, more);
    }
    return end;
  }

  /** For each drop of a chain what it has in common with other chains: itself, all behind it, and the target. */
  #suffixes(owed: readonly (readonly [Scheduled, RegionScope])[], target: string): readonly string[] {
    const keys: string[] = [];
    let key = target;
    for (const [drop] of [...owed].reverse()) {
      const id = this.#ids.get(drop) ?? this.#ids.size;
      this.#ids.set(drop, id);
      key += `.${id}`;
      keys.unshift(key);
    }
    return keys;
  }
}
