import type { Fuel } from '../../base/fuel.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Item, MacroCall, Path } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { ExpansionInfo, SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Def } from '../model/def.ts';
import type {
  CallState,
  Entry,
  Fragment,
  Hit,
  ItemsOfCall,
  MacroService,
  Module,
  Position,
  World,
} from '../model/model.ts';
import type { Session } from '../model/session.ts';
import { MacroWords, type TextTest } from '../scan/macroWords.ts';
import { blockItems } from '../units/blockItems.ts';
import { type Expansion, pieceOf } from '../units/expansion.ts';
import { makeFragment } from '../units/fragment.ts';
import { includedDirectory } from '../units/moduleFiles.ts';
import type { Expanded, MacroExpander } from './macroExpander.ts';
import { MacroScopes } from './macroScopes.ts';

/** Finds the macro of each call, and puts what it expands to into the module or block with the call. */
export class MacroCalls implements MacroService {
  readonly #world: World;
  readonly #expander: MacroExpander;
  readonly #session: Session;
  readonly #scopes: MacroScopes;
  readonly #words: MacroWords;
  /** Index of the first call of a module that may not be expanded yet. */
  readonly #nextCall = new WeakMap<Module, number>();
  readonly #expanded = new WeakMap<SourceUnit, Map<number, { macro: Def | Item; expanded: Expanded }>>();
  readonly #items = new WeakMap<Expansion, readonly Item[]>();
  readonly #units = new WeakMap<Expansion, SourceUnit>();
  readonly #statements = new WeakMap<SourceUnit, Block>();
  /** What is left for the calls in an expansion. */
  readonly #fuel = new WeakMap<ExpansionInfo, Fuel>();

  constructor(world: World, expander: MacroExpander, session: Session) {
    this.#world = world;
    this.#session = session;
    this.#expander = expander;
    this.#words = new MacroWords(
      (position, name) => this.textual(position, name),
      ({ item }) => item.kind === 'macroCall' && this.#innerCrate(item.call.path) !== undefined,
    );
    this.#scopes = new MacroScopes(world, this.#words);
  }

  textual(position: Position, name: string): Hit {
    return this.#scopes.find(position, name);
  }

  /** By index, because expansions add further calls behind. */
  expandAll(module: Module): void {
    let next = this.#nextCall.get(module) ?? 0;
    for (let i = next; i < module.calls.length; i++) {
      const call = module.calls[i]!;
      this.expandDeep(call);
      if (i === next && call.expansion?.done) next++;
    }
    this.#nextCall.set(module, Math.max(next, this.#nextCall.get(module) ?? 0));
  }

  expandFor(module: Module, ...tests: readonly TextTest[]): boolean {
    let settled = true;
    for (let i = this.#nextCall.get(module) ?? 0; i < module.calls.length; i++) {
      const call = module.calls[i]!;
      if (call.expansion?.done || !this.#words.mayBring(call, ...tests)) continue;
      this.expandDeep(call, tests);
      settled &&= call.expansion?.done ?? true;
    }
    return settled;
  }

  /** With the calls inside at once: so a macro without end meets the limit for nesting before that for size. */
  expandDeep(call: Entry, tests?: readonly TextTest[]): void {
    if (call.expansion === undefined || call.expansion.done) return;
    this.expand(call);
    for (const inner of call.expansion.fragment?.entries ?? []) {
      if (tests === undefined || this.#words.mayBring(inner, ...tests)) this.expandDeep(inner, tests);
    }
  }

  expand(entry: Entry): void {
    const { expansion } = entry;
    if (expansion === undefined || expansion.done) return;
    this.#world.guard.answer<true | undefined>(expansion.slot, undefined, () => this.#try(entry, expansion));
    // A macro that wasn't found while imports around it are open may still be found.
    if (expansion.done || expansion.slot.answer === undefined) return;
    expansion.done = true;
    this.#settle(entry, { kind: 'absent', reason: expansion.absent ?? 'there is no such macro' });
  }

  /** Undefined if the macro is not found. */
  #try(entry: Entry, expansion: CallState): true | undefined {
    const { item, fragment, index } = entry;
    if (item.kind !== 'macroCall') return undefined;
    const what = fragment.module.kind === 'block' ? 'statements' : 'items';
    const result = this.expandItems({ fragment, index }, fragment.unit, item.call, what);
    if (result.kind === 'absent') {
      expansion.absent = result.reason;
      return undefined;
    }
    expansion.done = true;
    this.#settle(entry, result);
    return true;
  }

  #settle(entry: Entry, result: ItemsOfCall): void {
    const { item, fragment, index, expansion } = entry;
    if (item.kind !== 'macroCall' || expansion === undefined || result.kind === 'none') return;
    if (result.kind !== 'items') {
      const atModule = fragment.module.kind !== 'block';
      const { places } = this.#world;
      const gaps = places.callGaps(fragment.unit, item.call, atModule, result.reason);
      for (const gap of gaps) fragment.module.addGap(gap);
      return;
    }
    const { unit, items, fuel, directory } = result;
    const condition = entry.condition ?? result.condition;
    expansion.fragment = makeFragment({
      unit,
      items,
      module: fragment.module,
      parent: { fragment, index },
      depth: fragment.depth + 1,
      fuel,
      ...(condition !== undefined && { condition }),
      ...((directory ?? fragment.directory) && { directory: (directory ?? fragment.directory)! }),
    });
    fragment.module.addFragment(expansion.fragment);
  }

  find(position: Position, path: Path): Hit {
    const { segments, global } = path;
    const [only] = segments;
    if (only === undefined) return undefined;
    const inner = this.#innerCrate(path);
    if (inner !== undefined && segments.length === 1) {
      const crate = this.#world.crate(inner);
      const hit = isUnknown(crate) ? undefined : crate.exportedMacro(only.name.text);
      if (hit !== undefined) return hit;
    }
    if (segments.length === 1 && only.crate === undefined && !global) {
      const textual = this.textual(position, only.name.text);
      if (textual !== undefined) return textual;
    }
    const hit = this.#world.paths.resolve(position.fragment.module, segments, global, 'macro', 'early');
    if (isUnknown(hit)) {
      const inside =
        segments.length === 1 && !global ? this.#scopes.findInside(position, only.name.text) : undefined;
      return inside ?? ('absent' in hit ? undefined : hit);
    }
    if (hit.resolved < segments.length) return undefined;
    return { ...hit, visibleIn: 'everywhere' };
  }

  /** The crate that a macro with `local_inner_macros` means by the names that it calls. */
  #innerCrate({ segments: [first] }: Path): string | undefined {
    return first?.name.mark === undefined ? undefined : this.#session.innerCrate(first.name.mark);
  }

  expandItems(
    position: Position,
    unit: SourceUnit,
    call: MacroCall,
    what: 'items' | 'statements',
  ): ItemsOfCall {
    const { fragment } = position;
    const hit = this.find(position, call.path);
    if (hit === undefined) return { kind: 'absent', reason: `there is no macro \`${pathText(call.path)}!\`` };
    if (isUnknown(hit)) return { kind: 'absent', reason: hit.reason };
    if (typeof hit.target === 'string' || !mayGiveItems(hit.target, what)) return { kind: 'none' };
    const fuel = this.#fuelFor(fragment, unit);
    const expanded = this.expandCall(hit.target, position, unit, call, fuel);
    const items = this.#read(expanded, what);
    if (items.kind !== 'items') return items;
    const { condition } = hit;
    const directory =
      expanded.kind === 'include' ? includedDirectory(fragment.module.directory, expanded.path) : undefined;
    return {
      ...items,
      fuel,
      ...(condition !== undefined && { condition }),
      ...(directory && { directory }),
    };
  }

  /** Expands a call of a known macro; the same call is not expanded twice. Calls in an expansion share its fuel. */
  expandCall(
    macro: Def,
    position: Position,
    unit: SourceUnit,
    call: MacroCall,
    fuel = this.#fuelFor(position.fragment, unit),
  ): Expanded {
    const { fragment } = position;
    if (Math.max(fragment.depth, nestingOf(unit)) >= fragment.module.crate.recursionLimit) {
      // Like rustc, which stops at the first call that nests too deep: the others would only do so again.
      fuel.drain();
      return limitReached(call);
    }
    let ofUnit = this.#expanded.get(unit);
    if (ofUnit === undefined) {
      ofUnit = new Map();
      this.#expanded.set(unit, ofUnit);
    }
    const known = ofUnit.get(call.span.start);
    // In a later snapshot the same call may name another macro, or a changed one.
    const written = macro.origin === 'source' ? macro.item : macro;
    if (known?.macro === written) return known.expanded;
    const expanded = this.#expandCall(macro, position, unit, call, fuel);
    if (expanded.kind === 'text') this.#fuel.set(expanded.expansion, fuel);
    ofUnit.set(call.span.start, { macro: written, expanded });
    return expanded;
  }

  /** A call in the source gets its own, for everything that it expands to. */
  #fuelFor({ fuel, module }: Fragment, unit: SourceUnit): Fuel {
    return (unit.expansion && this.#fuel.get(unit.expansion)) ?? fuel ?? module.crate.fuel.fresh();
  }

  #expandCall(macro: Def, position: Position, unit: SourceUnit, call: MacroCall, fuel: Fuel): Expanded {
    const { crate } = position.fragment.module;
    return this.#expander.expand(macro, crate, unit, call, fuel, (tokens) => {
      const names = tokens.filter(({ kind }) => kind === 'ident');
      const segments = names.map(({ text, start, end, crateId }) => ({
        name: { text, span: { start, end } },
        ...(crateId !== undefined && { crate: crateId }),
      }));
      const hit = this.find(position, { segments, global: tokens[0]?.text === '::', span: call.span });
      return hit === undefined || isUnknown(hit) || typeof hit.target === 'string' ? undefined : hit.target;
    });
  }

  /** The unit of an expansion, the same each time. */
  unitOf({ text, expansion }: Extract<Expanded, { kind: 'text' }>): SourceUnit {
    let unit = this.#units.get(expansion);
    if (unit === undefined) {
      const { path } = expansion.call.unit;
      const id = this.#world.files.nextUnitId(text.length);
      unit = { id, text, path, items: [], innerAttributes: [], expansion };
      this.#units.set(expansion, unit);
    }
    return unit;
  }

  statementsOf(unit: SourceUnit): Block {
    let block = this.#statements.get(unit);
    if (block === undefined) {
      block = this.#world.parser.statements(pieceOf(unit, { start: 0, end: unit.text.length }));
      this.#statements.set(unit, block);
    }
    return block;
  }

  #read(expanded: Expanded, what: 'items' | 'statements') {
    const { parser, files } = this.#world;
    if (expanded.kind === 'include') {
      const unit = files.unit(expanded.path);
      if (unit === undefined) return unknown(`there is no file ${expanded.path} to include`);
      return { kind: 'items' as const, unit, items: unit.items };
    }
    if (expanded.kind === 'unknown') return expanded;
    if (expanded.kind !== 'text') return { kind: 'none' as const };
    if (what === 'statements' && !expanded.expansion.mayDeclare) return { kind: 'none' as const };
    const unit = this.unitOf(expanded);
    if (what === 'statements') {
      return { kind: 'items' as const, unit, items: blockItems(this.statementsOf(unit)) };
    }
    let items = this.#items.get(expanded.expansion);
    if (items === undefined) {
      items = parser.items(expanded.text, expanded.expansion).items;
      this.#items.set(expanded.expansion, items);
    }
    return { kind: 'items' as const, unit, items };
  }
}

/** In a body std's macros are expressions, but for a few; expanding every `println!` would find nothing. */
function mayGiveItems(macro: Def, what: 'items' | 'statements'): boolean {
  if (what === 'items' || macro.origin === 'source') return true;
  return ['thread_local', 'include', 'cfg_select'].includes(macro.name);
}

function limitReached({ path }: MacroCall): Unknown {
  return unknown(`recursion limit reached while expanding \`${pathText(path)}!\``);
}

/** How many expansions a unit lies in. */
function nestingOf(unit: SourceUnit): number {
  let nesting = 0;
  for (let at = unit.expansion; at !== undefined; at = at.call.unit.expansion) nesting++;
  return nesting;
}

function pathText(path: Path): string {
  return path.segments.map(({ name, crate }) => (crate === undefined ? name.text : '$crate')).join('::');
}
