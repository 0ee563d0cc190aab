import { Fuel } from '../base/fuel.ts';
import type { Block, Expr, Pattern, Statement } from '../syntax/bodyAst.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import { type Emissions, scriptLimits } from './emissions.ts';
import { evaluate, withType } from './expressions.ts';
import { callExternal, externalValue } from './externals.ts';
import { GeneratedFiles } from './generatedFiles.ts';
import { runMacro } from './macros.ts';
import { matchPattern } from './patterns.ts';
import { type ScriptFunction, ScriptItems } from './scriptItems.ts';
import type { ScriptRun } from './scriptRun.ts';
import { unknownMethod } from './unknownCalls.ts';
import { type Cell, Exit, type Frame, forget, GiveUp, none, UNIT, UNKNOWN, type Value } from './values.ts';
import { ownCfgHolds, type ScriptWorld } from './world.ts';

/** How deep expressions may stand in one another, calls included: each takes some frames of our own stack. */
const MAX_NESTING = 250;

/**
 * Reads a build script as it would run, without running it: an abstract interpretation over values that
 * are known or not. Where a condition isn't known both ways are followed, and what they set counts as
 * possible; variables they change become unknown. A way that ends in a panic or a failing exit is not
 * taken, since then there would be no build to speak of.
 *
 * Nothing outside is touched: processes, files and variables are answered from a `ScriptWorld`.
 */
export class Interpreter implements ScriptRun {
  readonly world: ScriptWorld;
  readonly parser: SourceParser;
  readonly items: ScriptItems;
  readonly generated = new GeneratedFiles();
  readonly #certain = new Set<string>();
  readonly #possible = new Set<string>();
  #opaque = false;
  readonly #fuel = new Fuel(scriptLimits);
  #nesting = 0;
  #undecided = 0;
  #frame: Frame = { scopes: [], module: '' };
  /** The text that the code being read stands in. */
  text = '';

  constructor(world: ScriptWorld, parser: SourceParser) {
    this.world = world;
    this.parser = parser;
    this.items = new ScriptItems((predicate) => this.cfg(predicate), parser);
  }

  /** Runs `main` of a script whose texts were declared. */
  run(): Emissions {
    const main = this.items.findFunction(['main'], '');
    if (!main || main === 'ambiguous') throw new GiveUp();
    try {
      this.callFunction(main, []);
    } catch (exit) {
      if (!(exit instanceof Exit)) throw exit;
    }
    const files = this.generated.known();
    return { certain: this.#certain, possible: this.#possible, opaque: this.#opaque, files };
  }

  // ---------------------------------------------------------------------------------------- effects

  /** Notes what a line on standard output tells cargo; undefined parts of a line are not known. */
  print(line: string | undefined): void {
    if (line === undefined || /rustc-cfg.*<OUT_DIR>/.test(line)) this.#opaque = true;
    else for (const [, cfg] of line.matchAll(/^cargo::?rustc-cfg=(.*)$/gm)) this.emit(cfg!.trim());
  }

  emit(cfg: string): void {
    (this.#undecided > 0 ? this.#possible : this.#certain).add(cfg.replace(/\s*=\s*/, '='));
  }

  emitPerhaps(cfg: string): void {
    this.#possible.add(cfg);
  }

  /** Another crate's code ran that may print anything. */
  emitUnknown(): void {
    this.#opaque = true;
  }

  // ---------------------------------------------------------------------------------------- variables

  declare(name: string, value: Value): void {
    this.#frame.scopes.at(-1)?.set(name, { value, depth: this.#undecided });
  }

  lookup(name: string): Cell | undefined {
    for (let i = this.#frame.scopes.length - 1; i >= 0; i--) {
      const cell = this.#frame.scopes[i]?.get(name);
      if (cell) return cell;
    }
    return undefined;
  }

  /** An assignment on a way that may not be taken leaves the variable unknown. */
  assign(cell: Cell, value: Value): void {
    cell.value = this.#undecided > cell.depth ? UNKNOWN : value;
  }

  /** Changes a shared value (a list, an iterator); on an undecided way it is unknown from then on. */
  mutate(target: Value, change: () => Value): Value {
    if (this.#undecided === 0) return change();
    forget(target);
    return UNKNOWN;
  }

  /** Somebody changes a value in a way that isn't followed: whoever shares it knows nothing of it any more. */
  spoil(target: Value): void {
    // These objects stand for every value of their kind.
    if (target === none || target === UNIT) throw new GiveUp();
    forget(target);
  }

  /** The variables that a closure made here sees. */
  capture(): Frame {
    return { ...this.#frame, scopes: [...this.#frame.scopes] };
  }

  scoped<T>(body: () => T): T {
    this.#frame.scopes.push(new Map());
    const { scopes } = this.#frame;
    try {
      return body();
    } finally {
      scopes.pop();
    }
  }

  // ---------------------------------------------------------------------------------------- calls

  callFunction({ item, text, owner, module }: ScriptFunction, args: readonly Value[]): Value {
    const { body, self } = item;
    if (!body) return UNKNOWN;
    return this.#call({ scopes: [new Map()], self: owner, module }, text, () => {
      let rest = args;
      if (self) {
        this.declare('self', args[0] ?? UNKNOWN);
        rest = args.slice(1);
      }
      for (const [i, param] of item.params.entries()) this.bind(param.pat, rest[i] ?? UNKNOWN);
      return this.block(this.parser.block({ text, span: body.span }));
    });
  }

  callClosure(closure: Extract<Value, { kind: 'closure' }>, args: readonly Value[]): Value {
    const frame = { ...closure.frame, scopes: [...closure.frame.scopes, new Map()] };
    return this.#call(frame, this.text, () => {
      for (const [i, pat] of closure.params.entries()) this.bind(pat, args[i] ?? UNKNOWN);
      return this.expr(closure.body);
    });
  }

  apply(callee: Value, args: readonly Value[]): Value {
    switch (callee.kind) {
      case 'closure':
        return this.callClosure(callee, args);
      case 'function':
        return this.callFunction(callee.found, args);
      case 'constructor':
        return { kind: 'variant', name: callee.name, of: callee.of, items: [...args] };
      case 'external':
        return callExternal(this, callee.path, args);
      default:
        return unknownMethod(this, args);
    }
  }

  /** Runs a body in a frame; an undecided `return` in it makes what follows, and the result, unknown. */
  #call(frame: Frame, text: string, body: () => Value): Value {
    const outer = this.#frame;
    const outerText = this.text;
    const undecided = this.#undecided;
    this.#frame = frame;
    this.text = text;
    try {
      const value = body();
      return this.#undecided > undecided ? UNKNOWN : value;
    } catch (exit) {
      if (!(exit instanceof Exit) || exit.kind !== 'return') throw exit;
      return this.#undecided > undecided ? UNKNOWN : exit.value;
    } finally {
      this.#frame = outer;
      this.text = outerText;
      this.#undecided = undecided;
    }
  }

  // ---------------------------------------------------------------------------------------- undecided ways

  /** Follows ways of which one is taken, not known which. */
  either(ways: readonly (() => Value)[]): Value {
    const outcomes = ways.map((way) => this.#attempt(way));
    const living = outcomes.filter((o) => !(o instanceof Exit && o.kind === 'panic'));
    const [only] = living;
    if (living.length === 0) throw new Exit('panic');
    if (living.length === 1 && only) {
      // All others panic, so this is the one, and what it does is certain.
      const way = ways[outcomes.indexOf(only)]!;
      return way();
    }
    const exits = living.filter((o) => o instanceof Exit);
    if (exits.length === living.length && exits.every((e) => e.kind === exits[0]?.kind)) {
      throw new Exit(exits[0]!.kind, UNKNOWN, exits[0]!.label);
    }
    // Some ways leave and some don't: whatever follows may not be reached.
    if (exits.length > 0) this.#undecided++;
    return UNKNOWN;
  }

  #attempt(way: () => Value): Value | Exit {
    const undecided = this.#undecided;
    this.#undecided++;
    try {
      return way();
    } catch (exit) {
      if (exit instanceof Exit) return exit;
      throw exit;
    } finally {
      this.#undecided = undecided;
    }
  }

  /** How many undecided branches are open. */
  get undecided(): number {
    return this.#undecided;
  }

  /** Something that may or may not run. */
  perhaps(way: () => Value): void {
    this.either([way, () => UNIT]);
  }

  // ---------------------------------------------------------------------------------------- code

  block(block: Block): Value {
    this.items.declare(
      block.statements.flatMap((s) => (s.kind === 'item' ? [s.item] : [])),
      this.text,
      this.#frame.module,
    );
    return this.scoped(() => {
      for (const statement of block.statements) this.#statement(statement);
      return block.tail ? this.expr(block.tail) : UNIT;
    });
  }

  #statement(statement: Statement): void {
    this.step();
    switch (statement.kind) {
      case 'let': {
        if (this.#disabled(statement.attrs)) return;
        const value = withType(statement.init ? this.expr(statement.init) : UNKNOWN, statement.ty);
        const { otherwise } = statement;
        if (!otherwise) {
          if (!statement.init && statement.pat.kind === 'bind') {
            // `let x;` is assigned later, on each way once.
            this.declare(statement.pat.name.text, UNKNOWN);
          } else this.bind(statement.pat, value);
          return;
        }
        const matched = matchPattern(this, statement.pat, value);
        if (matched === false) this.block(otherwise);
        else if (matched === undefined) this.perhaps(() => this.block(otherwise));
        return;
      }
      case 'expr':
        if (!this.#disabled(statement.expr.attrs)) this.expr(statement.expr);
        return;
      case 'macro':
        if (!this.#disabled(statement.attrs)) runMacro(this, statement.call);
        return;
      default:
    }
  }

  /** `#[cfg(…)]` on a statement. */
  #disabled(attrs: Expr['attrs']): boolean {
    return (attrs ?? []).some((a) => a.path === 'cfg' && this.cfg(a.args.replace(/^\(|\)$/g, '')) === false);
  }

  cfg(predicate: string): boolean | undefined {
    return ownCfgHolds(this.world, predicate);
  }

  bind(pattern: Pattern, value: Value): void {
    matchPattern(this, pattern, value);
  }

  step(): void {
    if (!this.#fuel.take(1)) throw new GiveUp();
  }

  /** Takes room for a text or list before it is made. */
  make(size: number): void {
    if (!this.#fuel.make(size)) throw new GiveUp();
  }

  expr(expr: Expr): Value {
    this.step();
    if (++this.#nesting > MAX_NESTING) throw new GiveUp();
    try {
      return evaluate(this, expr);
    } finally {
      this.#nesting--;
    }
  }

  // ---------------------------------------------------------------------------------------- names

  typeName(name: string): string {
    return name === 'Self' ? (this.#frame.self ?? name) : name;
  }

  /** What a path of names means: a variable, an item of the script, or something of another crate. */
  resolve(path: readonly string[]): Value {
    const names = path.map((name) => this.typeName(name));
    const last = names.at(-1) ?? '';
    if (names.length === 1) {
      const cell = this.lookup(last);
      if (cell) return cell.value;
    }
    const owner = names.at(-2);
    const method = owner === undefined ? undefined : this.items.methods.get(owner)?.get(last);
    if (method) return { kind: 'function', found: method };
    const made = this.items.constructors.get(last);
    if (made) {
      return made.unit
        ? { kind: 'variant', name: last, of: made.of, items: [] }
        : { kind: 'constructor', name: last, of: made.of };
    }
    const found = this.items.findFunction(names, this.#frame.module);
    if (found === 'ambiguous') throw new GiveUp();
    if (found) return { kind: 'function', found };
    const constant = this.items.constants.get(last);
    if (constant) {
      constant.value ??= this.expr(this.parser.expr(constant));
      return constant.value;
    }
    const imported = this.items.imports.get(names[0] ?? '');
    const full = imported ? [imported, ...names.slice(1)] : names;
    return externalValue(full.join('::'));
  }
}
