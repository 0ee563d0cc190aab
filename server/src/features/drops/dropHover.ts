import type { BodySchedule, ScheduleEntry, SchedulePoint } from '../../drops/scheduleModel.ts';
import { dropsOf, functionAt } from '../../engine/drops.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { Span } from '../../syntax/ast.ts';
import { filePlace } from '../../syntax/sourceUnit.ts';
import type { Hover } from '../hover/hover.ts';
import { callNotes } from './callWords.ts';
import { entryWords, pointMarkdown, pointTitle } from './words.ts';

/**
 * What is dropped at a place of a body, as Markdown: on a closing brace, `return`, `?`, `break` and `continue`,
 * on a variable's declaration, on a function's name, and on the name of a called function of std that drops or
 * loses a value (`mem::drop`, `Option::take`). Undefined elsewhere, and where nothing is dropped.
 */
export function dropHoverAt(cx: FileContext, offset: number): Hover | undefined {
  const def = functionAt(cx, offset);
  if (!def || !worthAsking(cx.unit.text, offset)) return undefined;
  const bodies = dropsOf(cx.engine).schedules.of(def);
  return (
    pointHover(cx, bodies, offset) ??
    variableHover(cx, bodies, offset) ??
    callHover(cx, def, offset) ??
    nameHover(cx, def, bodies, offset)
  );
}

/** Whether the text at the offset can be a place that drops, a declared name, or a function's name. */
function worthAsking(text: string, offset: number): boolean {
  return /[\w}?;]/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

function pointHover(cx: FileContext, bodies: readonly BodySchedule[], offset: number): Hover | undefined {
  const here = bodies
    .flatMap((body) => body.points.map((point) => ({ point, kind: body.kind })))
    .filter(({ point }) => point.at.unit === cx.unit && covers(spanOf(point, cx.unit.text), offset))
    .filter(({ point }) => point.entries.length > 0 || point.unresolved !== undefined);
  const [first] = here;
  if (!first) return undefined;
  const { glue } = dropsOf(cx.engine);
  const texts = here.map(({ point, kind }) => `${pointTitle(point)}\n\n${pointMarkdown(point, glue, kind)}`);
  return { markdown: texts.join('\n\n'), span: spanOf(first.point, cx.unit.text) };
}

/** The token that a point stands at. */
export function spanOf({ kind, at }: SchedulePoint, text: string): Span {
  const word = /^\w+/.exec(text.slice(at.offset, at.offset + 16))?.[0].length ?? 1;
  const length = kind === 'end' || kind === 'else' || kind === '?' ? 1 : word;
  return { start: at.offset, end: at.offset + length };
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset < Math.max(end, start + 1);
}

/** Where a variable goes: on its declaration. */
function variableHover(cx: FileContext, bodies: readonly BodySchedule[], offset: number): Hover | undefined {
  for (const body of bodies) {
    const variable = body.variables.find(
      (v) =>
        v.at.unit === cx.unit && covers({ start: v.at.offset, end: v.at.offset + v.name.length }, offset),
    );
    if (!variable || variable.drops === false) continue;
    const places = body.points.flatMap((point) =>
      point.entries.filter((e) => isPartOf(e, variable)).map((entry) => ({ point, entry })),
    );
    const lines = places.map(({ point, entry }) => {
      return `- line ${lineOf(cx, point)}, ${pointTitle(point).replaceAll('*', '').toLowerCase()}: ${entryWords(entry)}`;
    });
    const markdown =
      lines.length > 0
        ? `**Drops of \`${variable.name}\`**\n\n${lines.join('\n')}`
        : movedAway(variable.name);
    const { offset: start } = variable.at;
    return { markdown, span: { start, end: start + variable.name.length } };
  }
  return undefined;
}

function movedAway(name: string): string {
  return `\`${name}\` is never dropped here: it is moved away on every way`;
}

function isPartOf(entry: ScheduleEntry, variable: { readonly at: SchedulePoint['at'] }): boolean {
  return (
    entry.kind === 'variable' && entry.at?.offset === variable.at.offset && entry.at.unit === variable.at.unit
  );
}

/** The line of the file as it is now, from 1. */
function lineOf({ unit, lineShift = 0 }: FileContext, { at }: SchedulePoint): number {
  const place = filePlace(at.unit, at.offset);
  return place.unit.text.slice(0, place.offset).split('\n').length + (place.unit === unit ? lineShift : 0);
}

/** What a call of `mem::drop` and the like means: on the name of what is called. */
function callHover(cx: FileContext, def: SourceDef, offset: number): Hover | undefined {
  for (const { site, text } of callNotes(cx.engine, def)) {
    const span = { start: site.at.offset, end: site.at.offset + site.length };
    if (site.at.unit === cx.unit && covers(span, offset)) return { markdown: sentence(text), span };
  }
  return undefined;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** All points of a function: on its name. */
function nameHover(
  cx: FileContext,
  def: SourceDef,
  bodies: readonly BodySchedule[],
  offset: number,
): Hover | undefined {
  const name = 'name' in def.item ? def.item.name?.span : undefined;
  const [own] = bodies;
  if (!own || !name || !covers(name, offset)) return undefined;
  if (own.unresolved) return { markdown: `Drops are not known: ${own.unresolved.reason}`, span: name };
  const points = own.points.filter((p) => p.at.exact && p.entries.length > 0);
  if (points.length === 0) return undefined;
  const lines = points.map((point) => {
    const what = point.unresolved === undefined ? point.entries.map(entryWords).join(', ') : point.unresolved;
    return `- line ${lineOf(cx, point)} (${point.kind}): ${what}`;
  });
  return { markdown: `**What \`${def.name}\` drops**\n\n${lines.join('\n')}`, span: name };
}
