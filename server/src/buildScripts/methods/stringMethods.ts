import { spoilIfChanged, writeTo } from '../changes.ts';
import type { ScriptRun } from '../scriptRun.ts';
import {
  bool,
  forget,
  int,
  isAscii,
  none,
  ok,
  option,
  some,
  string,
  UNIT,
  UNKNOWN,
  type Value,
} from '../values.ts';

/** Methods of strings, paths and bytes. */
export function stringMethod(
  run: ScriptRun,
  text: string,
  self: Value,
  name: string,
  args: readonly Value[],
): Value {
  const first = args[0];
  if (['len', 'find', 'rfind'].includes(name) && !isAscii(text)) return UNKNOWN;
  switch (name) {
    case 'len':
      return int(text.length);
    case 'is_empty':
      return bool(text === '');
    case 'trim':
      return string(text.trim());
    case 'trim_start':
    case 'trim_left':
      return string(text.trimStart());
    case 'trim_end':
    case 'trim_right':
      return string(text.trimEnd());
    case 'to_lowercase':
    case 'to_ascii_lowercase':
      return string(text.toLowerCase());
    case 'to_uppercase':
    case 'to_ascii_uppercase':
      return string(text.toUpperCase());
    case 'into_string':
    case 'to_str':
      return name === 'to_str' ? some(self) : ok(self);
    case 'parse':
      // What is no integer may be of another type: a float, or a version.
      return /^[+-]?\d+$/.test(text) ? ok(int(BigInt(text.replace('+', '')))) : UNKNOWN;
    case 'file_name':
    case 'file_stem':
    case 'extension':
      return fileNamePart(text, name);
    case 'chars':
    case 'bytes':
      return { kind: 'iterator', items: [...text].map((value) => ({ kind: 'char', value })) };
    case 'lines':
      return pieces(text.replace(/\n$/, '').split(/\r?\n/));
    case 'split_whitespace':
    case 'split_ascii_whitespace':
      return pieces(
        text
          .trim()
          .split(/\s+/)
          .filter((p) => p !== ''),
      );
    case 'push_str':
    case 'push':
      return run.mutate(self, () => {
        if (first?.kind === 'string') run.make(first.value.length);
        if (first && (first.kind === 'string' || first.kind === 'char'))
          (self as { value: string }).value += first.value;
        else forget(self);
        return UNIT;
      });
    case 'write_str':
      return writeTo(run, self, first?.kind === 'string' ? first.value : undefined);
    case 'clear':
      return run.mutate(self, () => {
        (self as { value: string }).value = '';
        return UNIT;
      });
    default:
      spoilIfChanged(run, self, name);
      return patternMethod(run, text, name, args);
  }
}

/** `Path::file_name` and its two parts around the last dot; one at its start is none of an extension. */
function fileNamePart(path: string, part: string): Value {
  const name = path.replace(/\/+$/, '').replace(/^.*\//, '');
  if (name === '' || name === '..' || name === '.') return UNKNOWN;
  const dot = name.lastIndexOf('.');
  if (part === 'file_name') return some(string(name));
  if (part === 'file_stem') return some(string(dot > 0 ? name.slice(0, dot) : name));
  return option(dot > 0 ? string(name.slice(dot + 1)) : undefined);
}

function pieces(parts: readonly string[]): Value {
  return { kind: 'iterator', items: parts.map(string), areStrings: true };
}

/** Methods that take a pattern: text, a character, or a closure on characters. */
function patternMethod(run: ScriptRun, text: string, name: string, args: readonly Value[]): Value {
  const counted = name === 'splitn' || name === 'rsplitn';
  const given = args[counted ? 1 : 0];
  if (given?.kind === 'closure') return closurePattern(run, text, name, given);
  if (given?.kind !== 'string' && given?.kind !== 'char') return UNKNOWN;
  const pattern = given.value;
  const at = text.indexOf(pattern);
  const last = text.lastIndexOf(pattern);
  const halves = (index: number): Value =>
    index < 0
      ? none
      : some({
          kind: 'tuple',
          items: [string(text.slice(0, index)), string(text.slice(index + pattern.length))],
        });
  switch (name) {
    case 'contains':
      return bool(at >= 0);
    case 'starts_with':
      return bool(text.startsWith(pattern));
    case 'ends_with':
      return bool(text.endsWith(pattern));
    case 'eq_ignore_ascii_case':
      return bool(text.toLowerCase() === pattern.toLowerCase());
    case 'find':
      return option(at < 0 ? undefined : int(at));
    case 'rfind':
      return option(last < 0 ? undefined : int(last));
    case 'split':
      return pieces(text.split(pattern));
    case 'splitn':
      return args[0]?.kind === 'int' ? pieces(splitn(text, pattern, Number(args[0].value))) : UNKNOWN;
    case 'split_once':
      return halves(at);
    case 'rsplit_once':
      return halves(last);
    case 'strip_prefix':
      return option(text.startsWith(pattern) ? string(text.slice(pattern.length)) : undefined);
    case 'strip_suffix':
      return option(text.endsWith(pattern) ? string(text.slice(0, text.length - pattern.length)) : undefined);
    case 'trim_start_matches':
    case 'trim_left_matches':
      return string(trimStart(text, pattern));
    case 'trim_end_matches':
      return string(text.endsWith(pattern) ? text.slice(0, text.length - pattern.length) : text);
    case 'replace':
      return args[1]?.kind === 'string' ? replaced(run, text, pattern, args[1].value) : UNKNOWN;
    case 'join':
      return string(`${text}/${pattern}`);
    case 'with_extension':
      return string(`${text.replace(/\.[^./]*$/, '')}.${pattern}`);
    default:
      return UNKNOWN;
  }
}

function replaced(run: ScriptRun, text: string, pattern: string, by: string): Value {
  run.make(text.length);
  const pieces = text.split(pattern);
  run.make(pieces.length * by.length);
  return string(pieces.join(by));
}

function trimStart(text: string, pattern: string): string {
  let rest = text;
  while (pattern !== '' && rest.startsWith(pattern)) rest = rest.slice(pattern.length);
  return rest;
}

function splitn(text: string, pattern: string, count: number): readonly string[] {
  const parts = text.split(pattern);
  return parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join(pattern)];
}

function closurePattern(
  run: ScriptRun,
  text: string,
  name: string,
  closure: Extract<Value, { kind: 'closure' }>,
): Value {
  const parts: string[] = [''];
  for (const char of text) {
    const hit = run.callClosure(closure, [{ kind: 'char', value: char }]);
    if (hit.kind !== 'bool') return UNKNOWN;
    if (hit.value) parts.push('');
    else parts[parts.length - 1] += char;
  }
  if (name === 'split') return pieces(parts);
  return name === 'contains' ? bool(parts.length > 1) : UNKNOWN;
}
