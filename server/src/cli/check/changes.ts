import type { MeasuredField, MeasuredType, Measurement } from './measured.ts';

/** How one type differs between two states of the files. */
export interface Change {
  readonly id: string;
  readonly before?: MeasuredType;
  readonly now?: MeasuredType;
  /** Grew, or has more padding than before. */
  readonly worse: boolean;
  /** `24 → 32 bytes, +7 padding, because `flag: bool` was added`. */
  readonly summary: string;
}

/** Every type whose size, alignment, padding or fields' sizes differ, those that grew most first. */
export function changesBetween(before: Measurement, now: Measurement): readonly Change[] {
  const old = new Map(before.types.map((type) => [type.id, type]));
  const ids = new Set([...old.keys(), ...now.types.map(({ id }) => id)]);
  const fresh = new Map(now.types.map((type) => [type.id, type]));
  return [...ids]
    .flatMap((id) => changeOf(id, old.get(id), fresh.get(id)) ?? [])
    .sort((a, b) => growth(b) - growth(a) || (a.id < b.id ? -1 : 1));
}

function changeOf(
  id: string,
  before: MeasuredType | undefined,
  now: MeasuredType | undefined,
): Change | undefined {
  if (!before && now) return { id, now, worse: false, summary: `new, ${sizeText(now)}` };
  if (!now && before) return { id, before, worse: false, summary: `gone, was ${sizeText(before)}` };
  if (!before || !now) return undefined;
  const figures = [
    ...sizeChange(before, now),
    ...delta('align', before.align, now.align),
    ...delta('padding', before.padding, now.padding),
  ];
  if (figures.length === 0) return undefined;
  const causes = causesOf(before.fields, now.fields);
  const because = causes.length > 0 ? `, because ${causes.join(' and ')}` : '';
  const worse = isMore(before.size, now.size) || isMore(before.padding, now.padding);
  return { id, before, now, worse, summary: figures.join(', ') + because };
}

function sizeChange({ size: before }: MeasuredType, { size: now, reason }: MeasuredType): readonly string[] {
  if (before === now) return [];
  if (now === undefined) return [`${before} bytes → unknown (${reason ?? 'no reason is given'})`];
  return [`${before ?? '?'} → ${now} bytes`];
}

function delta(word: string, before = 0, now = 0): readonly string[] {
  if (before === now) return [];
  return [`${now > before ? '+' : '−'}${Math.abs(now - before)} ${word}`];
}

/** What happened to the fields, in words; nothing where the fields are as they were (a type inside them changed). */
function causesOf(before: readonly MeasuredField[], now: readonly MeasuredField[]): readonly string[] {
  const old = new Map(before.map((field) => [field.name, field]));
  const fresh = new Map(now.map((field) => [field.name, field]));
  const added = now.filter(({ name }) => !old.has(name)).map((field) => `${text(field)} was added`);
  const removed = before.filter(({ name }) => !fresh.has(name)).map((field) => `${text(field)} was removed`);
  const changed = now.flatMap((field) => {
    const was = old.get(field.name);
    if (!was) return [];
    if (was.type !== field.type) return [`${text(field)} was \`${was.type}\``];
    if (was.size !== field.size)
      return [`${text(field)} went from ${was.size ?? '?'} to ${field.size ?? '?'} bytes`];
    return [];
  });
  const all = [...added, ...removed, ...changed];
  return all.length > 3 ? [...all.slice(0, 2), `${all.length - 2} more fields changed`] : all;
}

function text({ name, type }: MeasuredField): string {
  return `\`${name}: ${type}\``;
}

function sizeText({ size }: MeasuredType): string {
  return size === undefined ? 'of unknown size' : `${size} byte${size === 1 ? '' : 's'}`;
}

function isMore(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now > before;
}

function growth({ before, now }: Change): number {
  return (now?.size ?? 0) - (before?.size ?? 0);
}
