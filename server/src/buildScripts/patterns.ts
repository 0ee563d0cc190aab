import type { Pattern } from '../syntax/bodyAst.ts';
import { literalValue } from './literals.ts';
import type { ScriptRun } from './scriptRun.ts';
import { equal, UNKNOWN, type Value } from './values.ts';

/** Matches a value and binds the pattern's names: true, false, or undefined when it can't be told (names are then unknown). */
export function matchPattern(run: ScriptRun, pattern: Pattern, value: Value): boolean | undefined {
  switch (pattern.kind) {
    case 'wild':
    case 'rest':
      return true;
    case 'bind':
      return matchBinding(run, pattern, value);
    case 'ref':
    case 'box':
      return matchPattern(run, pattern.inner, value);
    case 'literal': {
      const expected = run.expr(pattern.value);
      return equal(value, expected);
    }
    case 'path':
      return matchVariant(run, pattern.path.segments.at(-1)?.name.text ?? '', [], value);
    case 'tupleStruct':
      return matchVariant(run, pattern.path.segments.at(-1)?.name.text ?? '', pattern.elements, value);
    case 'tuple':
    case 'slice':
      return matchItems(run, pattern.elements, 'items' in value ? value.items : undefined);
    case 'or':
      return matchAny(run, pattern.alternatives, value);
    case 'range':
      return matchRange(run, pattern, value);
    case 'struct': {
      for (const field of pattern.fields) {
        const part = value.kind === 'struct' ? value.fields.get(field.name.text) : undefined;
        matchPattern(run, field.pat, part ?? UNKNOWN);
      }
      return value.kind === 'struct' ? true : undefined;
    }
    default:
      return undefined;
  }
}

function matchBinding(
  run: ScriptRun,
  pattern: Extract<Pattern, { kind: 'bind' }>,
  value: Value,
): boolean | undefined {
  const made =
    run.items.constructors.get(pattern.name.text) ?? (pattern.name.text === 'None' ? true : undefined);
  if (made) return matchVariant(run, pattern.name.text, [], value);
  if (run.items.constants.has(pattern.name.text)) return equal(value, run.resolve([pattern.name.text]));
  run.declare(pattern.name.text, value);
  return pattern.sub ? matchPattern(run, pattern.sub, value) : true;
}

function matchVariant(
  run: ScriptRun,
  name: string,
  elements: readonly Pattern[],
  value: Value,
): boolean | undefined {
  if (value.kind === 'variant') {
    return value.name === name ? matchItems(run, elements, value.items) : false;
  }
  for (const element of elements) matchPattern(run, element, UNKNOWN);
  return undefined;
}

function matchItems(
  run: ScriptRun,
  elements: readonly Pattern[],
  items: readonly Value[] | undefined,
): boolean | undefined {
  const rest = elements.findIndex((e) => e.kind === 'rest' || (e.kind === 'bind' && e.sub?.kind === 'rest'));
  if (items && (rest < 0 ? items.length !== elements.length : items.length < elements.length - 1))
    return false;
  let result: boolean | undefined = items ? true : undefined;
  for (const [i, element] of elements.entries()) {
    if (i === rest) continue;
    const at = rest >= 0 && i > rest && items ? items.length - (elements.length - i) : i;
    const matched = matchPattern(run, element, items?.[at] ?? UNKNOWN);
    if (matched === false) return false;
    if (matched === undefined) result = undefined;
  }
  return result;
}

function matchAny(run: ScriptRun, alternatives: readonly Pattern[], value: Value): boolean | undefined {
  let result: boolean | undefined = false;
  for (const alternative of alternatives) {
    const matched = matchPattern(run, alternative, value);
    if (matched) return true;
    if (matched === undefined) result = undefined;
  }
  return result;
}

function matchRange(
  run: ScriptRun,
  pattern: Extract<Pattern, { kind: 'range' }>,
  value: Value,
): boolean | undefined {
  const start = pattern.start && literalValue(run.expr(pattern.start));
  const end = pattern.end && literalValue(run.expr(pattern.end));
  const at = literalValue(value);
  if (at === undefined || (pattern.start && start === undefined) || (pattern.end && end === undefined))
    return undefined;
  if (start !== undefined && at < start) return false;
  return end === undefined || at < end || (pattern.inclusive && at === end);
}
