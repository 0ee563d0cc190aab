import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Item, MacroCall, Span } from '../../syntax/ast.ts';
import type { Block } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { DeclaringMacros } from '../macros/declaringMacros.ts';
import type { Scope, SourceDef } from '../model/def.ts';
import type { Module, World } from '../model/model.ts';
import type { Blocks } from '../modules/blocks.ts';
import { expansionOf, expressionMacros } from '../units/expansion.ts';
import { walkStatements, walkSyntax } from './syntaxWalk.ts';

/** A body to look into: that of a function, or the value of a constant, static or variant. */
export interface Body {
  readonly owner: SourceDef;
  readonly unit: SourceUnit;
  readonly span: Span;
  readonly isBlock: boolean;
}

/** Expands a macro call in a body. */
export type ExpandInBody = (scope: Scope, unit: SourceUnit, call: MacroCall) => SourceUnit | undefined;

const declares = /\b(?:struct|enum|union|impl|macro_rules|mod|use|fn)\b/;
const calls = /\b([A-Za-z_]\w*)\s*!\s*[([{]/g;

/** The bodies that an item has itself (members of traits and impls have theirs). */
export function bodiesOf(owner: SourceDef): readonly Body[] {
  const { item, unit } = owner;
  const body = (span: Span | undefined, isBlock: boolean): readonly Body[] =>
    span === undefined ? [] : [{ owner, unit, span, isBlock }];
  switch (item.kind) {
    case 'fn':
      return body(item.body?.span, true);
    case 'const':
    case 'static':
      return body(item.value?.span, false);
    case 'enum':
      return owner.kind === 'enum'
        ? item.variants.flatMap(({ discriminant }) => body(discriminant?.span, false))
        : [];
    default:
      item.kind satisfies
        | Kinds<'struct union type trait impl mod use externCrate foreignMod macroCall macroDef'>
        | Kinds<'error'>;

      return [];
  }
}

/** Finds the blocks of bodies that declare something, through macro calls too. */
export class BodyWalk {
  readonly #world: World;
  readonly #blocks: Blocks;
  #expand: ExpandInBody = () => undefined;
  readonly #macros: DeclaringMacros;

  constructor(world: World, blocks: Blocks) {
    this.#world = world;
    this.#blocks = blocks;
    this.#macros = new DeclaringMacros(world);
  }

  expandWith(expand: ExpandInBody): void {
    this.#expand = expand;
  }

  /** Calls `found` for each block module in a body, outer ones first. Bodies that can't have any aren't parsed. */
  walk({ owner, unit, span, isBlock }: Body, found: (module: Module) => void): void {
    const text = unit.text.slice(span.start, span.end);
    if (!this.#worthParsing(text)) return;
    const { bodies } = this.#world;
    const place: Place = { owner, unit, scope: owner.scope, found, depth: 0 };
    if (isBlock) this.#block(bodies.block(unit, span), place);
    else this.#inside(bodies.expr(unit, span), place);
  }

  #worthParsing(text: string): boolean {
    if (declares.test(text)) return true;
    for (const [, name] of text.matchAll(calls)) if (!expressionMacros.has(name!)) return true;
    return false;
  }

  #block(block: Block, place: Place): void {
    const scope = this.#blocks.scopeOf(place.scope, place.owner, place.unit, block);
    if (scope !== place.scope) {
      const module = this.#blocks.moduleOf(scope);
      if (!isUnknown(module)) {
        this.#world.macros.expandAll(module);
        place.found(module);
      }
    }
    const inner = { ...place, scope };
    walkStatements(block, this.#visitor(inner));
  }

  #inside(node: unknown, place: Place): void {
    walkSyntax(node, this.#visitor(place));
  }

  #visitor(place: Place) {
    return {
      block: (block: Block) => this.#block(block, place),
      call: (call: MacroCall) => this.#call(call, place),
    };
  }

  #call(call: MacroCall, place: Place): void {
    if (!this.#mayHoldTypes(call, place)) return;
    const expansion = this.#expand(place.scope, place.unit, call);
    if (expansion === undefined) return;
    if (expansionOf(expansion)?.mayDeclare === false) return;
    const statements = this.#world.macros.statementsOf(expansion);
    // Items at the top of it are those of the block with the call, which has found them itself.
    walkStatements(statements, this.#visitor({ ...place, unit: expansion, depth: place.depth + 1 }));
  }

  #mayHoldTypes(call: MacroCall, place: Place): boolean {
    if (this.#macros.inArguments(place.unit.text.slice(call.body.start, call.body.end))) return true;
    const module = this.#blocks.moduleOf(place.scope);
    if (isUnknown(module)) return false;
    const position = this.#blocks.positionAt(module, place.owner, place.unit, call.span.start);
    const hit = this.#world.macros.find(position, call.path);
    return (
      hit !== undefined &&
      !isUnknown(hit) &&
      typeof hit.target !== 'string' &&
      this.#macros.mayDeclare(hit.target)
    );
  }
}

interface Place {
  readonly owner: SourceDef;
  readonly unit: SourceUnit;
  readonly scope: Scope;
  readonly found: (module: Module) => void;
  readonly depth: number;
}

/** Whether an item is listed: a struct, an enum or a union. */
export function isAdt(item: Item): boolean {
  return item.kind === 'struct' || item.kind === 'enum' || item.kind === 'union';
}
