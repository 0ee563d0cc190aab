import type {
  DropBodyView,
  DropCallView,
  DropNoteView,
  DropPartView,
  DropPointView,
  DropStepView,
  DropView,
} from '../../../shared/dropView.ts';
import type { SourcePlace } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';

const pointWords: Record<DropPointView['kind'], string> = {
  end: 'at the end of the scope',
  else: 'before `else`',
  assign: 'at the assignment, the old value',
  return: 'at `return`',
  break: 'at `break`',
  continue: 'at `continue`',
  '?': 'at `?`, if it returns',
};

/**
 * The page: a function's points in the order of the text, with what is dropped there, numbered. The next one below the
 * cursor's line (from 1) is marked.
 */
export function drawDrops(view: DropView, cursorLine: number): readonly VNode[] {
  const [first] = view.bodies;
  const facts = [`rustc ${view.release}`, `drop rules of edition ${view.edition}`];
  return [
    el(
      'header',
      { key: 'head' },
      el('h1', {}, el('span', { class: 'kind' }, `${first?.kind ?? 'fn'} `), first?.name ?? ''),
      el('p', { class: 'facts' }, facts.join(' · ')),
    ),
    ...view.bodies.map((body, at) => drawBody(body, at, cursorLine)),
    ...(view.notes ?? []).map((note, at) => drawNote(note, at)),
    ...(view.other === undefined ? [] : [drawOther(view.other.points, view.other.edition)]),
  ];
}

function drawBody(body: DropBodyView, at: number, cursorLine: number): VNode {
  const title = at > 0 && el('h2', {}, placeButton(body.place, `${body.kind} in line ${body.line}`));
  const current = body.points.find(({ line }) => line >= cursorLine);
  const points = body.points.map((point, i) => ({
    line: point.line,
    node: drawPoint(point, `${at}.${i}`, point === current),
  }));
  const calls = (body.calls ?? []).map((call, i) => ({
    line: call.line,
    node: drawCall(call, `${at} call ${i}`),
  }));
  const entries = [...calls, ...points].sort((a, b) => a.line - b.line).map(({ node }) => node);
  return el(
    'section',
    { class: 'body', key: String(at) },
    title,
    body.unresolved !== undefined &&
      el('p', { class: 'reason', role: 'note' }, prose(`Not known: ${body.unresolved}`)),
    body.unresolved === undefined &&
      entries.length === 0 &&
      el('p', { class: 'facts' }, 'Nothing is dropped here.'),
    el('ol', { class: 'points' }, entries),
  );
}

/** A call that drops a value on the spot, loses it, or leaves another in its place. */
function drawCall({ place, line, text }: DropCallView, key: string): VNode {
  return el(
    'li',
    { class: 'point', key },
    el('h3', {}, placeButton(place, `line ${line}`), ' ', prose(text)),
  );
}

/** A lock guard that a reader should know of. */
function drawNote({ line, place, text }: DropNoteView, at: number): VNode {
  const children = [placeButton(place, `line ${line}`), ' ', ...prose(text)];
  return el('p', { class: 'reason', role: 'note', key: `note ${at}` }, children);
}

/** What would be dropped elsewhere, or in another order, by the other edition's rules. */
function drawOther(points: readonly DropPointView[], edition: string): VNode {
  return el(
    'section',
    { class: 'other', key: 'other' },
    el('h2', {}, `In edition ${edition} these would differ`),
    el(
      'ol',
      { class: 'points' },
      points.map((point, i) => drawPoint(point, `other ${i}`)),
    ),
  );
}

function drawPoint(point: DropPointView, key: string, isCurrent = false): VNode {
  return el(
    'li',
    { class: isCurrent ? 'point current' : 'point', key, 'aria-current': isCurrent },
    el('h3', {}, placeButton(point.place, `line ${point.line}`), ' ', prose(pointWords[point.kind])),
    point.unresolved !== undefined &&
      el('p', { class: 'reason', role: 'note' }, prose(`Not known: ${point.unresolved}`)),
    point.steps.length > 0 && el('ol', { class: 'steps' }, point.steps.map(drawStep)),
    point.moved.length > 0 &&
      el(
        'p',
        { class: 'moved' },
        'not dropped, for moved away: ',
        el('span', { class: 'names' }, point.moved.map(({ name }) => name).join(', ')),
      ),
  );
}

function drawStep(step: DropStepView, at: number): VNode {
  const notes = [
    step.conditional && 'only if still owned',
    step.boxOnly && 'the allocation alone; the content has moved',
  ];
  const note = notes.filter((text) => text !== false).join('; ');
  return el(
    'li',
    { class: step.conditional ? 'step conditional' : 'step', key: String(at) },
    el(
      'div',
      {},
      placeButton(step.place, step.name ?? 'a temporary', 'name'),
      el('code', { class: 'type' }, step.type),
    ),
    note !== '' && el('div', { class: 'note' }, note),
    drawParts(step.parts),
    el('a', { class: 'rule', href: step.link }, prose(step.rule)),
  );
}

/** What the destruction of a value does, step by step. */
function drawParts(parts: readonly DropPartView[]): VNode | false {
  return (
    parts.length > 0 &&
    el(
      'ol',
      { class: 'parts' },
      parts.map((part, at) => el('li', { key: String(at) }, prose(part.text), drawParts(part.parts))),
    )
  );
}

/** Text that selects its place in the source; plain text where it has none. */
function placeButton(place: SourcePlace | undefined, text: string, look = 'line'): VNode {
  if (place === undefined) return el('span', { class: look }, text);
  return el('button', { type: 'button', class: look, 'data-place': JSON.stringify(place) }, text);
}
