import type {
  DropBodyView,
  DropCallView,
  DropNoteView,
  DropPartView,
  DropPointView,
  DropStepView,
  DropView,
  LaneView,
} from '../../../shared/dropView.ts';
import type { SourcePlace } from '../../../shared/layoutView.ts';
import { el, prose, type VNode } from '../dom/vnode.ts';
import { drawTimeline, hueOf, laneKey, type TimelineState } from './timeline/drawTimeline.ts';

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
 * The page: a function's values on their timelines, then its points in the order of the text, with what is dropped
 * there, numbered. The next one below the cursor's line is marked. Closures and async blocks follow.
 */
export function drawDrops(view: DropView, state: TimelineState): readonly VNode[] {
  const [first] = view.bodies;
  const { describedAs } = view;
  const release = describedAs === undefined ? view.release : `≈ ${describedAs}, not yours (${view.release})`;
  const { other, ground } = view;
  const facts = [
    `rustc ${release}`,
    `drop rules of edition ${view.edition}`,
    ...(ground?.parts.filter((part) => !part.startsWith('edition ')) ?? []),
  ];
  const differs = other && {
    edition: other.edition,
    lines: new Set(other.lines.map(({ line }) => line)),
  };
  const whole = { ...state, ...(differs && { differs }) };
  return [
    el(
      'header',
      { key: 'head' },
      el('h1', {}, el('span', { class: 'kind' }, `${first?.kind ?? 'fn'} `), first?.name ?? ''),
      el('p', { class: 'facts', title: ground?.details.join('\n') }, facts.join(' · ')),
    ),
    ...view.bodies.map((body, at) => drawBody(body, at, whole)),
    ...(other ? [drawOther(other, view.edition)] : []),
  ];
}

function drawBody(body: DropBodyView, at: number, state: TimelineState): VNode {
  const title = at > 0 && el('h2', {}, placeButton(body.place, `${body.kind} in line ${body.line}`));
  const current = body.points.find(({ line }) => line >= state.cursorLine);
  const steps: StepContext = { body: at, lanes: body.timeline?.lanes ?? [], lane: state.lane };
  const points = body.points.map((point, i) => ({
    line: point.line,
    node: drawPoint(point, `${at}.${i}`, steps, point === current),
  }));
  const calls = (body.calls ?? []).map((call, i) => ({
    line: call.line,
    node: drawCall(call, `${at} call ${i}`),
  }));
  const notes = (body.notes ?? []).map((note, i) => ({
    line: note.line,
    node: drawNote(note, `${at} note ${i}`),
  }));
  const entries = [...calls, ...notes, ...points].sort((a, b) => a.line - b.line).map(({ node }) => node);
  return el(
    'section',
    { class: 'body', key: String(at) },
    title,
    body.unresolved !== undefined &&
      el('p', { class: 'reason', role: 'note' }, prose(`Not known: ${body.unresolved}`)),
    body.unresolved === undefined &&
      entries.length === 0 &&
      el('p', { class: 'facts' }, 'Nothing is dropped here.'),
    title === false &&
      el('h2', { class: 'heard', key: 'points title' }, 'Points at which something is dropped'),
    drawTimeline(body, at, state),
    el('ol', { class: 'points', key: 'points' }, entries),
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

/** A guard that a reader should know of. */
function drawNote({ line, place, text }: DropNoteView, key: string): VNode {
  const children = [placeButton(place, `line ${line}`), ' ', ...prose(text)];
  return el('li', { class: 'point warning', role: 'note', key }, el('h3', {}, children));
}

/** Side by side, line by line, what the two editions' rules make of it; only where they differ. */
function drawOther({ edition, lines }: NonNullable<DropView['other']>, ownEdition: string): VNode {
  const column = (name: string, points: readonly DropPointView[], line: number, key: string) =>
    el(
      'div',
      { class: 'edition' },
      el('h3', {}, `Edition ${name}`),
      points.length === 0 && el('p', { class: 'facts' }, `Nothing of this in line ${line}.`),
      el(
        'ol',
        { class: 'points' },
        points.map((point, i) => drawPoint(point, `${key} ${i}`)),
      ),
    );
  return el(
    'section',
    { class: 'other', key: 'other' },
    el('h2', {}, `Where edition ${edition} differs`),
    lines.map(({ line, own, other }) =>
      el(
        'div',
        { class: 'editions', key: String(line) },
        column(ownEdition, own, line, `own ${line}`),
        column(edition, other, line, `other ${line}`),
      ),
    ),
  );
}

/** Whose steps are drawn, and which lane is pointed at. */
interface StepContext {
  readonly body: number;
  readonly lanes: readonly LaneView[];
  readonly lane: string | undefined;
}

function drawPoint(point: DropPointView, key: string, steps?: StepContext, isCurrent = false): VNode {
  return el(
    'li',
    { class: isCurrent ? 'point current' : 'point', key, 'aria-current': isCurrent },
    el('h3', {}, placeButton(point.place, `line ${point.line}`), ' ', prose(pointWords[point.kind])),
    point.unresolved !== undefined &&
      el('p', { class: 'reason', role: 'note' }, prose(`Not known: ${point.unresolved}`)),
    point.steps.length > 0 &&
      el(
        'ol',
        { class: 'steps' },
        point.steps.map((step, i) => drawStep(step, i, steps)),
      ),
    point.moved.length > 0 &&
      el(
        'p',
        { class: 'moved' },
        'not dropped, for moved away: ',
        el('span', { class: 'names' }, point.moved.map(({ name }) => name).join(', ')),
      ),
  );
}

function drawStep(step: DropStepView, at: number, cx?: StepContext): VNode {
  const notes = [
    step.conditional && 'only if still owned',
    step.boxOnly && 'the allocation alone; the content has moved',
  ];
  const note = notes.filter((text) => text !== false).join('; ');
  const lane = cx && step.lane !== undefined ? laneKey(cx.body, step.lane) : undefined;
  const looks = [
    'step',
    step.conditional && 'conditional',
    lane !== undefined && lane === cx?.lane && 'same',
  ];
  return el(
    'li',
    { class: looks.filter(Boolean).join(' '), key: String(at), 'data-lane': lane },
    el(
      'div',
      {},
      cx && step.lane !== undefined && el('span', { class: `swatch ${hueOf(cx.lanes, step.lane)}` }),
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
