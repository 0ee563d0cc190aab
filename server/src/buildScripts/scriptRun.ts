import type { Block, Expr, Pattern } from '../syntax/bodyAst.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { GeneratedFiles } from './generatedFiles.ts';
import type { ScriptFunction, ScriptItems } from './scriptItems.ts';
import type { Cell, Frame, Value } from './values.ts';
import type { ScriptWorld } from './world.ts';

/** What the parts of the interpreter ask of it; `Interpreter` is the only implementation. */
export interface ScriptRun {
  readonly world: ScriptWorld;
  readonly parser: SourceParser;
  readonly items: ScriptItems;
  readonly generated: GeneratedFiles;
  /** The text that the code being read stands in. */
  text: string;

  /** Notes what a line on standard output tells cargo; undefined parts of a line are not known. */
  print(line: string | undefined): void;
  /** Notes a cfg that is set on the way that is followed. */
  emit(cfg: string): void;
  /** Notes a cfg that may be set. */
  emitPerhaps(cfg: string): void;
  /** Another crate's code ran that may print anything. */
  emitUnknown(): void;

  declare(name: string, value: Value): void;
  lookup(name: string): Cell | undefined;
  /** An assignment on a way that may not be taken leaves the variable unknown. */
  assign(cell: Cell, value: Value): void;
  /** Changes a shared value (a list, an iterator); on an undecided way it is unknown from then on. */
  mutate(target: Value, change: () => Value): Value;
  /** Somebody changes a value in a way that isn't followed: whoever shares it knows nothing of it any more. */
  spoil(target: Value): void;
  /** The variables that a closure made here sees. */
  capture(): Frame;

  callFunction(code: ScriptFunction, args: readonly Value[]): Value;
  callClosure(closure: Extract<Value, { kind: 'closure' }>, args: readonly Value[]): Value;
  apply(callee: Value, args: readonly Value[]): Value;
  /** Follows ways of which one is taken, not known which. */
  either(ways: readonly (() => Value)[]): Value;
  /** Follows a way that may not be taken. */
  perhaps(way: () => Value): void;
  /** How many undecided branches are open. */
  readonly undecided: number;

  block(block: Block): Value;
  expr(expr: Expr): Value;
  scoped<T>(body: () => T): T;
  bind(pattern: Pattern, value: Value): void;
  cfg(predicate: string): boolean | undefined;
  typeName(name: string): string;
  /** What a path of names means: a variable, an item of the script, or something of another crate. */
  resolve(path: readonly string[]): Value;

  /** Takes a step of fuel; gives the script up where there is none left. */
  step(): void;
  /** Takes room for a text or list before it is made. */
  make(size: number): void;
}
