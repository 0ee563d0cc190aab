import assert from 'node:assert/strict';
import { drawDrops } from '../../../client/webview/drops/drawDrops.ts';
import type { DropPointView, DropView } from '../../../shared/dropView.ts';
import { textOf } from './nodes.ts';

const step = {
  name: 'guard',
  type: 'MutexGuard<u32>',
  conditional: false,
  boxOnly: false,
  parts: [],
  rule: 'the rule',
  link: 'x',
};

function view(points: readonly Partial<DropPointView>[]): DropView {
  const whole = points.map((point) => ({ kind: 'end' as const, line: 3, steps: [], moved: [], ...point }));
  return { release: '1.95.0', edition: '2024', bodies: [{ kind: 'fn', name: 'f', line: 1, points: whole }] };
}

const state = { cursorLine: 1, open: new Set<number>(), width: 800 };

const text = (drawn: DropView) => drawDrops(drawn, state).map(textOf).join(' ');

describe('the page of drops', () => {
  it('lists what is dropped, with the rule', () => {
    assert.match(
      text(view([{ steps: [step] }])),
      /line 3 at the end of the scope.*guard.*MutexGuard<u32>.*the rule/,
    );
  });

  it('tells what dropping the value does', () => {
    const parts = [{ text: '`name`: `String`', parts: [{ text: 'frees its buffer', parts: [] }] }];
    assert.match(text(view([{ steps: [{ ...step, parts }] }])), /name: String.*frees its buffer/);
  });

  it('says what is decided at run time', () => {
    assert.match(text(view([{ steps: [{ ...step, conditional: true }] }])), /only if still owned/);
  });

  it('names what was moved away', () => {
    assert.match(text(view([{ moved: [{ name: 'text' }] }])), /not dropped, for moved away: text/);
  });

  it('gives the reason where nothing is claimed', () => {
    assert.match(text(view([{ unresolved: '`x` has no known type' }])), /Not known: x has no known type/);
  });

  it('puts calls that drop between the points', () => {
    const [body] = view([{ line: 3 }, { line: 9 }]).bodies;
    assert.ok(body);
    const drawn = { ...view([]), bodies: [{ ...body, calls: [{ line: 5, text: 'drops `s` here' }] }] };
    assert.match(text(drawn), /line 3.*line 5 drops s here.*line 9/);
  });

  it('marks the next point below the cursor', () => {
    const [, body] = drawDrops(view([{ line: 3 }, { line: 9 }]), { ...state, cursorLine: 4 });
    const classes = JSON.stringify(body).match(/"class":"point(?: current)?"/g);
    assert.deepEqual(classes, ['"class":"point"', '"class":"point current"']);
  });
});
