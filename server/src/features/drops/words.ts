import type { DropPartView } from '../../../../shared/dropView.ts';
import type { DropGlue, GlueStep } from '../../drops/glue.ts';
import { ruleTexts } from '../../drops/rules.ts';
import type { BodySchedule, ScheduleEntry, SchedulePoint } from '../../drops/scheduleModel.ts';
import { emptyParamEnv } from '../../types/model.ts';
import { displayTy } from '../../types/terms/displayTy.ts';

/** `guard`, `name?`, `a temporary of type Ref<u8>`: an entry in a list of drops. */
export function entryWords(entry: ScheduleEntry): string {
  const flag = entry.conditional ? '?' : '';
  if (entry.kind === 'variable')
    return `\`${entry.name}${flag}\`${entry.part ? ' (its heap block alone)' : ''}`;
  if (entry.hidden === 'captures') return `what the closure holds${flag}`;
  return `a temporary \`${displayTy(entry.ty)}${flag}\``;
}

/** Of more values than these at one point the single steps are not told on hover. */
const MAX_TOLD = 3;

/**
 * The numbered list of what a point drops, what that gives back, and the rule that says so, as Markdown. With `told`,
 * the body's kind, short lists have the steps of each value's destruction too.
 */
export function pointMarkdown(point: SchedulePoint, glue: DropGlue, told?: BodySchedule['kind']): string {
  if (point.unresolved !== undefined) return `Drops here are not known: ${point.unresolved}`;
  const lines = point.entries.flatMap((entry, k) => {
    const { text, link } = ruleTexts[entry.rule];
    const effect = entry.part ? undefined : glue.effectOf(entry.ty)?.text;
    const line = `${k + 1}. ${entryWords(entry)}${effect ? `, which ${effect}` : ''}: [${text}](${link})`;
    if (!told || point.entries.length > MAX_TOLD || effect !== undefined) return [line];
    const step = entry.part ? undefined : glue.of(entry.ty, emptyParamEnv);
    const inner = step ? glueLines(step, 3, '   ') : [];
    const slot = inner.length > 0 ? slotWords(entry, point.kind, told, glue) : undefined;
    return [line, ...inner, ...(slot === undefined ? [] : [`   ${step!.steps.length + 1}. ${slot}`])];
  });
  if (point.entries.some((e) => e.conditional)) {
    lines.push('', '`?`: decided at run time, by a drop flag or by the variant');
  }
  const moved = [...new Set(point.moved.map((m) => `\`${m.name}\``))];
  if (moved.length > 0) lines.push('', `Not dropped here, moved or never set: ${moved.join(', ')}`);
  return lines.join('\n');
}

const wordsOfKinds: Readonly<Record<SchedulePoint['kind'], string>> = {
  end: 'Dropped where the scope ends',
  else: 'Dropped where the condition fails',
  assign: 'Dropped by the assignment',
  return: 'Dropped by `return`',
  break: 'Dropped by `break`',
  continue: 'Dropped by `continue`',
  '?': 'Dropped when `?` returns early',
};

export function pointTitle(point: SchedulePoint): string {
  return `**${wordsOfKinds[point.kind]}**`;
}

/** Levels of a part's destruction whose effects are told with it. */
const EFFECT_LEVELS = 5;

/** A type's drop order in one line: its own destructor and its parts, each with what it gives back. */
export function glueLine(step: GlueStep): string | undefined {
  if (step.steps.length < 2) return undefined;
  return step.steps.map((inner, k) => `${k + 1}. ${partWords(inner)}`).join(', ');
}

function partWords(step: GlueStep): string {
  if (step.kind === 'effect' || step.kind === 'destructor') return effectWords(step);
  const name = `\`${step.label === '' ? step.type : step.label}\``;
  const effects = [...new Set(effectsOf(step, EFFECT_LEVELS))];
  return effects.length > 0 ? `${name} (${effects.join(', ')})` : name;
}

/** What a step and those in it give back. */
function effectsOf(step: GlueStep, depth: number): readonly string[] {
  if (depth === 0) return [];
  const own = step.kind === 'effect' || step.kind === 'destructor' ? [effectWords(step)] : [];
  return [...own, ...step.steps.flatMap((inner) => effectsOf(inner, depth - 1))];
}

/** A value's destruction as plain data; deeper steps than `depth` are left out. */
export function glueParts(step: GlueStep | undefined, depth: number): readonly DropPartView[] {
  if (step === undefined || depth === 0) return [];
  return step.steps.map((inner) => ({ text: stepWords(inner), parts: glueParts(inner, depth - 1) }));
}

/**
 * The last step of a variable's life, behind its destruction: its place in the stack frame. Undefined for parts and
 * temporaries, for what takes no bytes, where a new value comes, and in async code, whose variables live in the future.
 */
export function slotWords(
  { kind, name, ty, part, detail }: ScheduleEntry,
  point: SchedulePoint['kind'],
  body: BodySchedule['kind'],
  glue: DropGlue,
): string | undefined {
  if (point === 'assign') return undefined;
  const isWhole = kind === 'variable' && /^\w+$/.test(name) && part === undefined && detail === undefined;
  const size = isWhole && !body.startsWith('async') ? glue.sizeOf(ty) : undefined;
  if (size === undefined || size === 0) return undefined;
  return `its ${size} ${size === 1 ? 'byte' : 'bytes'} on the stack ${size === 1 ? 'is' : 'are'} free`;
}

/** A type's drop order as an indented numbered list; deeper steps than `depth` are left out. */
export function glueLines(step: GlueStep, depth: number, indent = ''): readonly string[] {
  if (depth === 0) return [];
  return step.steps.flatMap((inner, k) => [
    `${indent}${k + 1}. ${stepWords(inner)}`,
    ...glueLines(inner, depth - 1, `${indent}   `),
  ]);
}

function effectWords({ text, block }: GlueStep): string {
  if (!block) return text ?? '';
  const size = `${block.size} ${block.size === 1 ? 'byte' : 'bytes'}`;
  return `${text ?? ''} (${size}${block.per === 'element' ? ' for each element' : ''})`;
}

function stepWords(step: GlueStep): string {
  const { label, type, kind, text } = step;
  if (kind === 'effect' || kind === 'destructor') return effectWords(step);
  const name = label === '' ? `\`${type}\`` : type === '' ? `\`${label}\`` : `\`${label}\`: \`${type}\``;
  return text === undefined ? name : `${name}, ${text}`;
}
