import type { KnownField, TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { bytes } from '../geometry/figures.ts';

const HUES = 6;

/** A picture with a gap: the fields of a type whose layout isn't known, each as wide as it is large. */
export function drawKnown(type: TypeView): VNode | undefined {
  const { knownFields = [], atLeast = 0 } = type;
  if (knownFields.length === 0) return undefined;
  const isPlaced = knownFields.some(({ offset }) => offset !== undefined);
  return el(
    'section',
    { class: 'part', key: 'known', 'aria-label': 'What is known' },
    el('h2', {}, isPlaced ? 'What is known' : 'What is known, not in memory order'),
    el(
      'ul',
      { class: 'knownFields' },
      knownFields.map((field) => drawField(field)),
    ),
    el('p', {}, prose(summary(type, isPlaced))),
    atLeast > 0 && drawReasons(knownFields),
  );
}

function drawField(field: KnownField): VNode {
  const { name, type, index, offset, variant, variantName } = field;
  const isMissing = type.size === undefined;
  const size = type.size ?? type.atLeast ?? 0;
  const place = field.place && JSON.stringify(field.place);
  const path = variantName === undefined ? name : `${variantName}.${name}`;
  return el(
    'li',
    {
      class: isMissing ? 'known missing' : `known hue${index % HUES}`,
      key: `${variant ?? ''}/${index}`,
      style: { 'flex-grow': String(Math.max(1, Math.min(size, 64))) },
    },
    el('span', { class: 'name' }, place === undefined ? path : sourceButton(path, place)),
    el('span', { class: 'type' }, type.name),
    el('span', { class: 'figures' }, figuresOf(type, offset)),
  );
}

const sourceButton = (text: string, place: string): VNode =>
  el('button', { type: 'button', class: 'plainButton', 'data-place': place }, text);

function figuresOf({ size, atLeast }: TypeView, offset: number | undefined): string {
  const at = offset === undefined ? '' : `@${offset} · `;
  if (size !== undefined) return `${at}${bytes(size)}`;
  return atLeast === undefined ? '? bytes' : `at least ${bytes(atLeast)}`;
}

function summary({ knownFields = [], align, atLeast, kind }: TypeView, isPlaced: boolean): string {
  if (atLeast === undefined) return 'These are the fields as they are written.';
  const sum = knownFields.reduce((all, { type }) => all + (type.size ?? type.atLeast ?? 0), 0);
  const missing = knownFields.find(({ type }) => type.size === undefined);
  const decides =
    missing === undefined ? '' : `\`${missing.name}\` decides where the others lie: no offsets.`;
  const order = isPlaced
    ? 'In declared order, all before the gap has its place.'
    : `rustc orders the fields by alignment and niches, so ${decides}`;
  if (kind !== 'struct' && kind !== 'tuple') return `A value has at least ${bytes(atLeast)}.`;
  return `${bytes(sum)} of fields that are known, rounded up to their alignment, ${align ?? 1}. ${order}`;
}

/** Each reason once: why fields are missing. */
function drawReasons(fields: readonly KnownField[]): VNode | false {
  const missing = fields.filter(({ type }) => type.size === undefined);
  const reasons = missing.map(
    ({ name, type }) => `\`${name}: ${type.name}\` isn't known: ${type.reason ?? ''}`,
  );
  if (reasons.length < 2) return false;
  return el(
    'ul',
    { class: 'meanings' },
    [...new Set(reasons)].map((text) => el('li', { key: text }, prose(text))),
  );
}
