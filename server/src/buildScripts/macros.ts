import { Fuel } from '../base/fuel.ts';
import type { MacroCall } from '../syntax/ast.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import { lex } from '../syntax/lexer.ts';
import { callLimits, expandMacro } from '../syntax/macros/expand.ts';
import { expandText } from '../syntax/macros/expandText.ts';
import { MarkTable } from '../syntax/macros/marks.ts';
import { parseMacroRules } from '../syntax/macros/parseRules.ts';
import { buildStream } from '../syntax/tokenTree.ts';
import { emitAliases } from './cfgAliases.ts';
import { writeTo } from './changes.ts';
import { format } from './formatting.ts';
import type { ScriptRun } from './scriptRun.ts';
import { bool, Exit, list, none, some, string, UNIT, UNKNOWN, type Value } from './values.ts';
import { environmentVariable, maybeSet } from './world.ts';

/** Runs a macro call at expression or statement position. */
export function runMacro(run: ScriptRun, call: MacroCall): Value {
  const name = call.path.segments.at(-1)?.name.text ?? '';
  if (run.items.macroRules.has(name)) return runOwn(run, name, call);
  const known = MACROS[name];
  if (known) return known(run, call);
  // A macro of another crate may print what it likes.
  run.emitUnknown();
  if (!['quote', 'parse_quote', 'format_ident'].includes(name)) run.generated.lose();
  return UNKNOWN;
}

type Macro = (run: ScriptRun, call: MacroCall) => Value;

const MACROS: Readonly<Record<string, Macro>> = {
  println: (run, call) => printed(run, call),
  print: (run, call) => printed(run, call),
  eprintln: () => UNIT,
  eprint: () => UNIT,
  format: (run, call) => {
    const text = formatted(run, call);
    return text === undefined ? UNKNOWN : string(text);
  },
  format_args: (run, call) => {
    const text = formatted(run, call);
    return text === undefined ? UNKNOWN : string(text);
  },
  write: (run, call) => written(run, call, ''),
  writeln: (run, call) => written(run, call, '\n'),
  panic: panics,
  unreachable: panics,
  todo: panics,
  unimplemented: panics,
  assert: (run, call) => {
    const [condition] = argumentsOf(run, call);
    const value = condition ? run.expr(condition) : UNKNOWN;
    if (value.kind === 'bool' && !value.value) throw new Exit('panic');
    return UNIT;
  },
  assert_eq: () => UNIT,
  assert_ne: () => UNIT,
  debug_assert: () => UNIT,
  debug_assert_eq: () => UNIT,
  debug_assert_ne: () => UNIT,
  vec: (run, call) => list(argumentsOf(run, call).map((e) => run.expr(e))),
  matches: (run, call) => {
    const text = run.text.slice(call.body.start, call.body.end);
    const source = `match ${text.replace(',', '{')} => true, _ => false }`;
    const at = run.text;
    run.text = source;
    const value = run.expr(run.parser.expr({ text: source, span: { start: 0, end: source.length } }));
    run.text = at;
    return value;
  },
  cfg: (run, call) => {
    const holds = run.cfg(run.text.slice(call.body.start, call.body.end));
    return holds === undefined ? UNKNOWN : bool(holds);
  },
  concat: (run, call) => {
    const parts = argumentsOf(run, call).map((e) => run.expr(e));
    return parts.every((p) => p.kind === 'string')
      ? string(parts.map((p) => (p as { value: string }).value).join(''))
      : UNKNOWN;
  },
  stringify: (run, call) => string(run.text.slice(call.body.start, call.body.end).trim()),
  env: (run, call) => {
    const [name] = argumentsOf(run, call).map((e) => run.expr(e));
    const value = name?.kind === 'string' ? environmentVariable(run.world, name.value) : null;
    return typeof value === 'string' ? string(value) : UNKNOWN;
  },
  option_env: (run, call) => {
    const [name] = argumentsOf(run, call).map((e) => run.expr(e));
    if (name?.kind !== 'string' || maybeSet(run.world, name.value)) return UNKNOWN;
    const value = environmentVariable(run.world, name.value);
    return value === undefined ? none : some(value === null ? UNKNOWN : string(value));
  },
  dbg: (run, call) => argumentsOf(run, call).map((e) => run.expr(e))[0] ?? UNIT,
  include_bytes: () => UNKNOWN,
  line: () => UNKNOWN,
  column: () => UNKNOWN,
  file: () => UNKNOWN,
  module_path: () => UNKNOWN,
  include_str: (run, call) => {
    const [path] = argumentsOf(run, call).map((e) => run.expr(e));
    const text = path?.kind === 'string' ? run.world.readFile(path.value) : undefined;
    return text === undefined ? UNKNOWN : string(text);
  },
  cfg_aliases: (run, call) => {
    emitAliases(run, run.text.slice(call.body.start, call.body.end));
    return UNIT;
  },
};

function panics(): never {
  throw new Exit('panic');
}

/** The comma-separated expressions of a call; `name = value` ones as assignments. */
function argumentsOf(run: ScriptRun, call: MacroCall): readonly Expr[] {
  const inner = run.text.slice(call.body.start, call.body.end);
  if (inner.trim() === '') return [];
  // As an array, so that positions stay those of the script's text.
  const text = `${' '.repeat(call.body.start - 1)}[${inner}]`;
  const parsed = run.parser.expr({ text, span: { start: call.body.start - 1, end: text.length } });
  return parsed.kind === 'array' ? parsed.elements : [];
}

function formatted(run: ScriptRun, call: MacroCall, skip = 0): string | undefined {
  const [template, ...rest] = argumentsOf(run, call).slice(skip);
  if (!template) return '';
  const named = new Map<string, Value>();
  const positional: Value[] = [];
  for (const argument of rest) {
    if (argument.kind === 'assign' && argument.left.kind === 'path') {
      named.set(argument.left.path.segments[0]?.name.text ?? '', run.expr(argument.right));
    } else positional.push(run.expr(argument));
  }
  return format(run, run.expr(template), positional, named);
}

function printed(run: ScriptRun, call: MacroCall): Value {
  const text = formatted(run, call);
  // Where only a value in a line that sets no cfg is unknown, nothing is lost.
  const [template] = argumentsOf(run, call);
  const shape =
    template?.kind === 'literal' && template.value.kind === 'str' ? template.value.value : undefined;
  if (text === undefined && shape !== undefined && !/rustc-cfg|^\s*\{/.test(shape)) return UNIT;
  run.print(text);
  return UNIT;
}

function written(run: ScriptRun, call: MacroCall, end: string): Value {
  const [target] = argumentsOf(run, call);
  const sink = target ? run.expr(target) : UNKNOWN;
  const text = formatted(run, call, 1);
  return writeTo(run, sink, text === undefined ? undefined : text + end);
}

/** A macro of the script's own. */
function runOwn(run: ScriptRun, name: string, call: MacroCall): Value {
  const rules = run.items.macroRules.get(name)!;
  const editionOf = () => 2021 as const;
  const streamOf = (text: string, start: number, end: number) =>
    buildStream(lex(text, { source: 0, edition: 2021, start, end }));
  const body = streamOf(rules.text, rules.start, rules.end);
  const input = streamOf(run.text, call.body.start, call.body.end);
  if ('reason' in body || 'reason' in input) return UNKNOWN;
  const definition = parseMacroRules(body, { name, crateId: '', editionOf });
  if (definition.kind !== 'macro') return UNKNOWN;
  const marks = new MarkTable();
  const result = expandMacro(definition, input, marks.freshExpansion(), {
    marks,
    fuel: new Fuel(callLimits),
    editionOf,
  });
  if (!('stream' in result)) return UNKNOWN;
  const { text } = expandText(result.stream);
  const outer = run.text;
  run.text = text;
  try {
    const statements = run.parser.statements({ text, span: { start: 0, end: text.length } });
    return run.block(statements);
  } finally {
    run.text = outer;
  }
}
