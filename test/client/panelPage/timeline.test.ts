import assert from 'node:assert/strict';
import type { VNode } from '../../../client/webview/dom/vnode.ts';
import { columnPitch, laneColumns } from '../../../client/webview/drops/timeline/columns.ts';
import { drawTimeline } from '../../../client/webview/drops/timeline/drawTimeline.ts';
import { laneMarks } from '../../../client/webview/drops/timeline/marks.ts';
import { rowOf, timelineRows } from '../../../client/webview/drops/timeline/rows.ts';
import { commonIndent, sourcePieces } from '../../../client/webview/drops/timeline/sourceText.ts';
import { laneStretches } from '../../../client/webview/drops/timeline/stretches.ts';
import { laneStory, lineRemarks } from '../../../client/webview/drops/timeline/words.ts';
import type {
  DropBodyView,
  DropPointView,
  DropStepView,
  LaneView,
  SourceLineView,
} from '../../../shared/dropView.ts';
import { attribute, find, textOf } from './nodes.ts';

const path = '/main.rs';

/** Lines of 20 characters each, the last their line break, from line 1 on. */
function sourceLines(count: number): readonly SourceLineView[] {
  return Array.from({ length: count }, (_, k) => {
    const text = `    let name${k} = 1;`;
    return { text, place: { path, start: 20 * k, end: 20 * k + text.length } };
  });
}

function lane(id: number, first: number, last: number, more: Partial<LaneView> = {}): LaneView {
  const start = 20 * (first - 1) + 8;
  return {
    id,
    kind: 'variable',
    label: `name${first - 1}`,
    type: 'String',
    place: { path, start, end: start + 5 },
    first,
    last,
    holds: [
      { line: first, before: 'nothing', after: 'value' },
      { line: last, before: 'value', after: 'nothing' },
    ],
    moves: [],
    ...more,
  };
}

function step(id: number, more: Partial<DropStepView> = {}): DropStepView {
  const given = { conditional: false, boxOnly: false, parts: [], rule: 'the rule', link: 'x' };
  return { name: `name${id}`, type: 'String', lane: id, ...given, ...more };
}

function body(lanes: readonly LaneView[], points: readonly Partial<DropPointView>[] = [], count = 10) {
  const whole = points.map((p) => ({ kind: 'end' as const, line: count, steps: [], moved: [], ...p }));
  const timeline = { firstLine: 1, lines: sourceLines(count), lanes, scopes: [] };
  return { kind: 'fn' as const, name: 'f', line: 1, points: whole, timeline } satisfies DropBodyView;
}

const none = new Set<number>();
const rowsOf = (of: ReturnType<typeof body>, open = none) => timelineRows(of, of.timeline, open);

describe('rows of the timeline', () => {
  const quiet = body([lane(1, 2, 50)], [], 50);

  it('fold lines in which nothing happens', () => {
    const [, second, third, last] = rowsOf(quiet);
    assert.deepEqual(
      [second, third, last],
      [
        { kind: 'line', line: 2 },
        { kind: 'fold', first: 3, last: 49 },
        { kind: 'line', line: 50 },
      ],
    );
  });

  it('leave few quiet lines as they are', () =>
    assert.equal(rowsOf(body([lane(1, 47, 50)], [{ line: 3 }, { line: 44 }], 50)).length, 11));

  it('are unfolded', () => assert.equal(rowsOf(quiet, new Set([3])).length, 50));

  it('keep lines in which something is dropped', () =>
    assert.ok(
      rowsOf(body([lane(1, 2, 50)], [{ kind: '?', line: 6 }], 50)).some(
        (row) => row.kind === 'line' && row.line === 6,
      ),
    ));

  it('find the cursor, in a fold too', () => {
    const rows = rowsOf(quiet);
    assert.deepEqual(
      [1, 5, 50, 51].map((line) => rowOf(rows, line)),
      [0, 2, 3, -1],
    );
  });
});

describe('columns of the timeline', () => {
  it('stand like a stack: freed where a scope ends', () => {
    const columns = laneColumns([
      lane(1, 1, 10),
      lane(2, 2, 4),
      lane(3, 3, 4),
      lane(4, 6, 8),
      lane(5, 9, 10),
    ]);
    assert.deepEqual([...columns.values()], [0, 1, 2, 1, 1]);
  });

  it('draw near where there are many, or little room', () => {
    assert.equal(columnPitch(3, 800), 20);
    assert.equal(columnPitch(24, 800), 15);
    assert.equal(columnPitch(40, 300), 6);
  });
});

describe('stretches of a lane', () => {
  const stretches = (given: LaneView, count = 5) => laneStretches(given, rowsOf(body([given], [], count)));

  it('run from the middle of one row to the middle of another', () =>
    assert.deepEqual(stretches(lane(1, 2, 5)), [{ look: 'value', from: 3, to: 9 }]));

  it('are dotted before the first value', () => {
    const holds = [
      { line: 2, before: 'nothing', after: 'nothing' },
      { line: 4, before: 'nothing', after: 'value' },
    ] as const;
    assert.deepEqual(stretches(lane(1, 2, 5, { holds })), [
      { look: 'declared', from: 3, to: 7 },
      { look: 'value', from: 7, to: 9 },
    ]);
  });

  it('end with a move, and go on where another path keeps the value', () => {
    const holds = [
      { line: 1, before: 'nothing', after: 'value' },
      { line: 2, before: 'value', after: 'nothing' },
      { line: 3, before: 'value', after: 'value' },
      { line: 4, before: 'maybe', after: 'maybe' },
    ] as const;
    assert.deepEqual(stretches(lane(1, 1, 5, { holds })), [
      { look: 'value', from: 1, to: 3 },
      { look: 'value', from: 4, to: 6 },
      { look: 'maybe', from: 6, to: 9 },
    ]);
  });
});

describe('marks of a lane', () => {
  const marks = (given: LaneView, points: readonly Partial<DropPointView>[]) => {
    const of = body([given], points, 5);
    return laneMarks(given, of, rowsOf(of)).map(({ kind, row, number, conditional }) =>
      [kind, row, number, conditional && '?'].filter((x) => x !== undefined && x !== false).join(' '),
    );
  };

  it('number the drops of a point', () =>
    assert.deepEqual(marks(lane(1, 2, 5), [{ line: 5, steps: [step(7), step(1)] }]), [
      'made 1',
      'ended 4 2',
    ]));

  it('tell early exits and assignments from the end', () =>
    assert.deepEqual(
      marks(lane(1, 2, 5), [
        { kind: '?', line: 3, steps: [step(1)] },
        { kind: 'assign', line: 4, steps: [step(1)] },
        { line: 5, steps: [step(1, { conditional: true })] },
      ]),
      ['made 1', 'left 2 1', 'replaced 3 1', 'ended 4 1 ?'],
    ));

  it('show a guard, and where it should not be held', () => {
    const of = {
      ...body([lane(1, 2, 5, { guard: 'lock' })], [], 5),
      notes: [{ kind: 'heldAcrossAwait' as const, line: 4, text: 'waits', lane: 1 }],
    };
    const kinds = laneMarks(of.timeline.lanes[0]!, of, rowsOf(of)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['locked', 'warned']);
  });

  it('show where a value goes, is dropped or leaks', () => {
    const moves = [
      { line: 3, fate: 'goes', text: '' },
      { line: 4, fate: 'drops', text: '' },
      { line: 5, fate: 'leaks', text: '' },
    ] as const;
    assert.deepEqual(marks(lane(1, 2, 5, { moves }), []), ['made 1', 'moved 2', 'dropped 3', 'leaked 4']);
  });
});

describe('words of the timeline', () => {
  it('tell what a line drops', () => {
    const of = body(
      [lane(1, 2, 5)],
      [{ kind: '?', line: 3, steps: [step(1), step(2, { conditional: true })] }],
      5,
    );
    assert.deepEqual(lineRemarks(of, 3, '2021'), [
      { kind: 'drops', text: 'on return drops name1, name2?' },
      { kind: 'edition', text: '≠ 2021' },
    ]);
  });

  it('tell a life in a sentence', () => {
    const moves = [{ line: 3, fate: 'goes', text: '`name1` is moved into `keep`', bytes: 24 }] as const;
    const of = body(
      [lane(1, 2, 5, { moves })],
      [{ line: 5, steps: [step(7), step(1, { conditional: true })] }],
      5,
    );
    assert.equal(
      laneStory(of.timeline.lanes[0]!, of),
      'from line 2; `name1` is moved into `keep` in line 3, which copies 24 bytes; ' +
        'dropped at the end of its scope in line 5, number 2 of 2 if still owned',
    );
  });

  it('tell what a call does to the value, in its own words', () => {
    const moves = [{ line: 3, fate: 'leaks', text: '`name1` is never dropped', bytes: 24 }] as const;
    const of = body([lane(1, 2, 5, { moves })], [], 5);
    assert.equal(laneStory(of.timeline.lanes[0]!, of), 'from line 2; line 3: `name1` is never dropped');
  });

  it('mark the names of lanes in the source', () => {
    const [, second] = sourceLines(2);
    assert.deepEqual(sourcePieces(second!, [lane(1, 2, 5)]), [
      { text: '    let ' },
      { text: 'name1', lane: 1 },
      { text: ' = 1;' },
    ]);
  });

  it('measure the indentation', () => assert.equal(commonIndent(sourceLines(3)), 4));
});

describe('the drawing of the timeline', () => {
  const state = { cursorLine: 3, open: none, width: 800 };
  const of = body([lane(1, 2, 5), lane(2, 3, 5)], [{ line: 5, steps: [step(2), step(1)] }], 5);
  const drawn = (more = {}) => {
    const node = drawTimeline(of, 0, { ...state, ...more });
    assert.ok(node);
    return find(node, () => true);
  };
  const lanesIn = (nodes: readonly VNode[]) =>
    nodes.filter((n) => attribute(n, 'data-lane') !== undefined && n.type === 'g');

  it("marks the cursor's line", () => {
    const [current] = drawn().filter((node) => attribute(node, 'aria-current') === 'location');
    assert.match(textOf(current!), /^3.*name2/);
  });

  it('names each lane for those who do not see it, and lets the Tab key reach one', () => {
    const lanes = lanesIn(drawn());
    assert.deepEqual(
      lanes.map((lane) => attribute(lane, 'tabindex')),
      ['0', '-1'],
    );
    assert.match(attribute(lanes[0], 'aria-label') ?? '', /^name1, String: from line 2; dropped/);
  });

  it('tells the life of the lane that is pointed at', () => {
    const nodes = drawn({ lane: '0.2' });
    const caption = nodes.find((node) => attribute(node, 'class') === 'caption');
    assert.match(textOf(caption!), /^name2 String from line 3/);
    assert.match(attribute(lanesIn(nodes)[1], 'class') ?? '', /same/);
  });

  it('says what the signs mean', () => {
    const legend = drawn().find((node) => attribute(node, 'class') === 'caption legend');
    assert.equal(textOf(legend!), 'made1dropped, in this order');
  });
});
