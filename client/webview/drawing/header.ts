import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { bytes, grouped, share } from '../geometry/figures.ts';
import { nicheText } from '../geometry/words.ts';

/** The answer first: name, size, alignment, padding. It stays in view. */
export function drawAnswer({ root, describedAs }: LayoutView): VNode {
  return el(
    'header',
    { class: 'header', key: 'header' },
    el('div', { class: 'titleLine' }, titleOf(root), badge(root, describedAs)),
    el('p', { class: 'answer' }, answer(root)),
  );
}

/** How far the answer can be trusted, what else it holds, and what it holds for. */
export function drawRemarks({ root, release, describedAs, target, ground }: LayoutView): VNode {
  const whose =
    describedAs === undefined ? `rustc ${release}` : `≈ rustc ${describedAs}, not yours (${release})`;
  return el(
    'div',
    { class: 'remarksPart', key: 'remarks' },
    root.reason !== undefined &&
      el(
        'p',
        { class: describedAs === undefined ? 'reason' : 'reason nearest', role: 'note' },
        prose(root.reason),
      ),
    el('p', { class: 'remarks' }, remarks(root)),
    el(
      'p',
      { class: 'holdsFor', title: ground?.details.join('\n') },
      [whose, target, ...(ground?.parts ?? [])].join(' · '),
    ),
  );
}

function titleOf(root: TypeView): VNode {
  const words = [root.repr, root.kind].filter((word) => word !== undefined && word !== 'scalar');
  const name = el(
    'button',
    {
      type: 'button',
      class: 'typeName',
      'data-action': root.place === undefined ? undefined : 'selectType',
      title: root.place === undefined ? undefined : 'Select it in the source',
    },
    root.name,
  );
  return el('h1', {}, el('span', { class: 'kind' }, words.join(' ')), name);
}

function badge({ warrant, reason }: TypeView, describedAs: string | undefined): VNode {
  const text = describedAs === undefined ? warrant : `≈ ${warrant}: ${describedAs}`;
  return el('span', { class: `badge ${warrant}`, title: reason ?? meanings[warrant] }, text);
}

const meanings: Record<TypeView['warrant'], string> = {
  exact: "Computed by rustc's algorithm from fully known parts, for this release and target.",
  verified: 'Your own rustc was asked, and agreed.',
  nearest: 'The figures of the nearest release that is described; yours is not.',
  guaranteed: 'The language promises it, on any release.',
  partial: 'Some part is generic or unknown.',
  unknown: 'It is not known; the reason stands below.',
};

function answer(root: TypeView): readonly VNode[] {
  const isLeast = root.size === undefined || root.tail?.kind === 'traitObject';
  return [
    figure('size', `${root.warrant === 'nearest' ? '≈ ' : ''}${sizeText(root)}`, true),
    ...(root.tail?.formula === undefined ? [] : [figure('at least', grouped(root.size ?? 0))]),
    ...(root.align === undefined ? [] : [figure('align', `${isLeast ? 'at least ' : ''}${root.align}`)]),
    ...lossFigure(root),
  ];
}

/** `56 bytes`; `4 + 4 × len bytes` and `at least 32 bytes` where it depends on the value, or isn't known. */
function sizeText({ size, atLeast, symbolicSize, unsized, tail, ifWritten }: TypeView): string {
  if (tail?.formula !== undefined) {
    const { formula, roundedTo } = tail;
    return `${formula} bytes${roundedTo === undefined ? '' : `, up to a multiple of ${roundedTo}`}`;
  }
  if (size !== undefined) return unsized ? `at least ${bytes(size)}` : bytes(size);
  if (symbolicSize !== undefined) return `${symbolicSize} and padding`;
  if (ifWritten !== undefined) return `${bytes(ifWritten.size)} if ${ifWritten.by} leaves it as written`;
  return atLeast === undefined ? '?' : `at least ${bytes(atLeast)}`;
}

/** A type's padding; for an enum the bytes that its variants leave unused. */
function lossFigure({ size, padding, variants = [], unsized, tail }: TypeView): readonly VNode[] {
  if (tail?.kind === 'traitObject') return [figure('padding', 'known at run time')];
  if (unsized) return padding ? [figure('padding', grouped(padding))] : [];
  const unused = variants.filter((variant) => !variant.uninhabited).map((variant) => variant.unused);
  if (unused.length > 0) {
    const [least, most] = [Math.min(...unused), Math.max(...unused)];
    return [figure('unused, by variant', least === most ? String(least) : `${least} to ${grouped(most)}`)];
  }
  return padding === undefined || size === undefined ? [] : [figure('padding', paddingText(padding, size))];
}

function figure(name: string, value: string, isMain = false): VNode {
  return el(
    'span',
    { class: isMain ? 'figure main' : 'figure', key: name },
    !isMain && el('span', { class: 'label' }, name),
    el('span', { class: 'value' }, value),
  );
}

function paddingText(padding: number, size: number): string {
  return padding === 0 ? 'none' : `${grouped(padding)} (${share(padding, size)})`;
}

function remarks(root: TypeView): readonly VNode[] {
  const { isCopy, needsDrop, niche, sizeAsReprC, size } = root;
  const texts = [
    root.uninhabited && 'no value of it can exist',
    root.unsized && `only behind a pointer: an address and ${metadata(root)}`,
    root.unsized && "it can't be moved or copied itself",
    isCopy && '`Copy`',
    isCopy === false && size !== undefined && !root.unsized && `a move copies ${bytes(size)}`,
    needsDrop === true && 'needs drop',
    needsDrop === false && !isCopy && 'no drop',
    niche !== undefined && nicheText(root),
    sizeAsReprC !== undefined && `\`repr(C)\` would be ${bytes(sizeAsReprC)}`,
  ];
  return texts
    .filter((text) => typeof text === 'string')
    .map((text) => el('span', { class: 'remark', key: text }, prose(text)));
}

function metadata({ tail }: TypeView): string {
  if (tail === undefined) return 'what its kind needs';
  return tail.kind === 'traitObject' ? 'a vtable' : '`len`';
}
