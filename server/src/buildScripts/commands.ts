import type { ScriptRun } from './scriptRun.ts';
import { bool, int, ok, some, string, UNKNOWN, type Value } from './values.ts';
import { isNightly, type ScriptWorld, versionText } from './world.ts';

type Command = Extract<Value, { kind: 'command' }>;

/**
 * `std::process::Command` on rustc, the one program whose answers are known without running it: its version,
 * and that a stable compiler refuses every program with `#![feature(…)]`. The command, its child and its
 * output are one value here.
 */
export function commandMethod(run: ScriptRun, self: Command, name: string, args: readonly Value[]): Value {
  switch (name) {
    case 'arg':
      self.args.push(args[0] ?? UNKNOWN);
      return self;
    case 'args':
      if (args[0] && 'items' in args[0]) self.args.push(...args[0].items);
      else self.args.push(UNKNOWN);
      return self;
    case 'env':
      if (args[0]?.kind === 'string' && args[0].value === 'RUSTC_BOOTSTRAP') self.bootstrap = true;
      return self;
    case 'env_remove':
      return self;
    case 'spawn':
    case 'output':
    case 'status':
    case 'wait':
    case 'wait_with_output':
      return ok(self);
    case 'take':
      return some(self);
    case 'write_all':
      self.input.push(args[0]?.kind === 'string' ? args[0].value : '');
      return ok({ kind: 'unit' });
    case 'success':
      return success(run.world, self);
    case 'code': {
      const done = success(run.world, self);
      return done.kind === 'bool' ? some(int(done.value ? 0 : 1)) : UNKNOWN;
    }
    default:
      return self;
  }
}

/** What a field of `Output` or `Child` holds. */
export function commandField(run: ScriptRun, self: Command, name: string): Value {
  if (name === 'stdout') {
    const text = printedVersion(run.world, self);
    return text === undefined ? UNKNOWN : string(text);
  }
  return name === 'stdin' ? some(self) : self;
}

function words(self: Command): readonly string[] {
  return self.args.map((a) => (a.kind === 'string' ? a.value : ''));
}

function printedVersion(world: ScriptWorld, self: Command): string | undefined {
  const [program = '', ...rest] = words(self);
  if (program !== 'rustc') return undefined;
  if (rest.includes('-vV') || (rest.includes('--version') && rest.includes('--verbose')))
    return versionText(world, true);
  return rest.includes('--version') || rest.includes('-V') ? versionText(world, false) : undefined;
}

function success(world: ScriptWorld, self: Command): Value {
  if (printedVersion(world, self) !== undefined) return bool(true);
  const [program = '', ...rest] = words(self);
  if (
    program !== 'rustc' ||
    isNightly(world) ||
    self.bootstrap ||
    world.variables.RUSTC_BOOTSTRAP !== undefined
  )
    return UNKNOWN;
  const sources = [
    ...self.input,
    ...rest.filter((w) => w.endsWith('.rs')).map((file) => world.readFile(file) ?? ''),
  ];
  // error[E0554]: `#![feature]` may not be used on the stable release channel
  return sources.some((text) => /^\s*#!\[.*\bfeature\(/m.test(text)) ? bool(false) : UNKNOWN;
}
