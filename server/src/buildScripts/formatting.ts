import type { ScriptRun } from './scriptRun.ts';
import { UNKNOWN, type Value } from './values.ts';

/**
 * What `format!`-like macros make of their arguments: undefined where a part isn't known. `{}`, `{0}`,
 * `{name}` and captured names are filled in; other formats (`{:?}`, widths) are known only for strings' `{:?}`.
 */
export function format(
  run: ScriptRun,
  template: Value,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string | undefined {
  if (template.kind !== 'string') return undefined;
  let next = 0;
  let known = true;
  const text = template.value.replace(
    /\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}/g,
    (all, name: string | undefined, spec: string | undefined) => {
      if (all === '{{') return '{';
      if (all === '}}') return '}';
      const value = argument(run, name ?? '', () => positional[next++], positional, named);
      const shown = display(run, value);
      run.make(shown?.length ?? 0);
      const isDebug = spec === '?';
      if (shown === undefined || (spec !== undefined && !isDebug)) known = false;
      if (isDebug && !['string', 'int', 'bool'].includes(value.kind)) known = false;
      // What `Debug` escapes is not told.
      if (isDebug && value.kind === 'string' && /["\\]|[^ -~]/.test(value.value)) known = false;
      return isDebug && value.kind === 'string' ? `"${shown}"` : (shown ?? '');
    },
  );
  return known ? text : undefined;
}

function argument(
  run: ScriptRun,
  name: string,
  next: () => Value | undefined,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  if (name === '') return next() ?? UNKNOWN;
  if (/^\d+$/.test(name)) return positional[Number(name)] ?? UNKNOWN;
  return named.get(name) ?? run.resolve([name]);
}

/** A value as `Display` writes it, by an own `impl Display` for the script's types; undefined where not known. */
export function display(run: ScriptRun, value: Value): string | undefined {
  switch (value.kind) {
    case 'string':
    case 'char':
      return value.value;
    case 'int':
    case 'bool':
      return String(value.value);
    case 'variant':
    case 'struct':
      return displayOwn(run, value);
    default:
      return undefined;
  }
}

function displayOwn(
  run: ScriptRun,
  value: Extract<Value, { kind: 'variant' | 'struct' }>,
): string | undefined {
  const fmt = run.items.methods.get(value.kind === 'variant' ? value.of : value.name)?.get('fmt');
  if (!fmt) return undefined;
  const formatter: Value = { kind: 'list', items: [] };
  run.callFunction(fmt, [value, formatter]);
  const parts = formatter.kind === 'list' ? formatter.items : [UNKNOWN];
  return parts.every((p) => p.kind === 'string')
    ? parts.map((p) => (p as { value: string }).value).join('')
    : undefined;
}
