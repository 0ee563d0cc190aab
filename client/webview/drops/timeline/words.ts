import type {
  DropBodyView,
  DropPointView,
  DropStepView,
  LaneMoveView,
  LaneView,
} from '../../../../shared/dropView.ts';

/** What stands behind the source of a line. Names stand between backquotes. */
export interface LineRemark {
  readonly kind: 'drops' | 'warning' | 'edition';
  readonly text: string;
}

const verbs: Readonly<Record<DropPointView['kind'], string>> = {
  end: 'drops',
  else: 'else drops',
  assign: 'drops the old',
  return: 'drops',
  break: 'drops',
  continue: 'drops',
  '?': 'on return drops',
};

/** What is dropped in a line, leaks there, or should be looked at; `differs` names the edition that does it otherwise. */
export function lineRemarks(
  { points, notes, timeline }: DropBodyView,
  line: number,
  differs?: string,
): readonly LineRemark[] {
  const drops = points
    .filter((point) => point.line === line && point.steps.length > 0)
    .map(({ kind, steps }) => `${verbs[kind]} ${steps.map(stepName).join(', ')}`);
  const leaks = (timeline?.lanes ?? [])
    .flatMap(({ moves }) => moves.filter((move) => move.line === line && move.fate === 'leaks'))
    .map(({ text }) => text);
  const warnings = (notes ?? []).filter((note) => note.line === line);
  return [
    ...warnings.map(({ text }) => ({ kind: 'warning' as const, text })),
    ...[...drops, ...leaks].map((text) => ({ kind: 'drops' as const, text })),
    ...(differs === undefined ? [] : [{ kind: 'edition' as const, text: `≠ ${differs}` }]),
  ];
}

function stepName({ name, type, conditional }: DropStepView): string {
  return `${name === undefined ? type.replace(/<.*/, '') : name}${conditional ? '?' : ''}`;
}

/** The life of a value in a sentence, for whoever doesn't see the picture or points at its lane. */
export function laneStory(lane: LaneView, { points, notes }: DropBodyView): string {
  const { id, kind, first, guard, moves } = lane;
  const begins = kind === 'parameter' ? 'parameter in' : kind === 'captures' ? 'taken along in' : 'from';
  const holds = guard && { lock: 'holds a lock', borrow: 'holds a borrow' }[guard];
  const events = [
    ...moves.map((move) => ({ line: move.line, text: moveStory(move) })),
    ...points.flatMap((point) => dropStory(point, id)),
    ...(notes ?? [])
      .filter((note) => note.lane === id)
      .map(({ line, text }) => ({ line, text: `line ${line}: ${text}` })),
  ];
  const told = events.sort((a, b) => a.line - b.line).map(({ text }) => text);
  return [`${begins} line ${first}`, ...(holds ? [holds] : []), ...told].join('; ');
}

function moveStory({ line, text, fate, bytes }: LaneMoveView): string {
  if (fate !== 'goes') return `line ${line}: ${text}`;
  const copied = bytes ? `, which copies ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}` : '';
  return `${text} in line ${line}${copied}`;
}

function dropStory({ kind, line, steps }: DropPointView, lane: number) {
  const at = steps.findIndex((step) => step.lane === lane);
  const step = steps[at];
  if (!step) return [];
  const when = { end: 'at the end of its scope', else: 'before `else`', assign: 'for a new value' } as const;
  const place = kind === 'end' || kind === 'else' || kind === 'assign' ? when[kind] : `at \`${kind}\``;
  const flag = step.conditional ? ' if still owned' : '';
  const order = steps.length > 1 ? `, number ${at + 1} of ${steps.length}` : '';
  return [{ line, text: `dropped ${place} in line ${line}${order}${flag}` }];
}
