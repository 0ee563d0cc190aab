import assert from 'node:assert/strict';
import { drawTypes } from '../../../client/webview/types/drawTypes.ts';
import { parseFilter, passes } from '../../../client/webview/types/filter.ts';
import { type Choices, initialChoices, linesOf, windowOf } from '../../../client/webview/types/model.ts';
import { heightsOf, type TypesState } from '../../../client/webview/types/state.ts';
import type { TypeRow } from '../../../shared/crateTypes.ts';
import { attribute, find } from './nodes.ts';

function row(name: string, size: number | undefined, more: Partial<TypeRow> = {}): TypeRow {
  const module = 'ferry::net';
  const figures = size === undefined ? { reason: 'no `B`' } : { size, align: 8, padding: 0 };
  const warrant = size === undefined ? 'unknown' : 'exact';
  return { id: `${module}::${name}`, name, module, kind: 'struct', warrant, ...figures, ...more };
}

const peer = row('Peer', 64, { padding: 7, needsDrop: true });
const header = row('Header', 24, { padding: 10 });
const job = row('Job', 32, { module: 'ferry::queue', id: 'ferry::queue::Job', padding: 7 });
const reply = row('Reply', undefined, { atLeast: 32 });
const rows = [reply, header, peer, job];

const names = (choices: Partial<Choices>, before?: Record<string, number | null>) =>
  linesOf(rows, before, { ...initialChoices, group: false, ...choices }).map((line) =>
    line.kind === 'type' ? line.row.name : line.module,
  );

describe('the list of types', () => {
  it('is sorted by a figure, and what is not known stands last', () => {
    assert.deepEqual(names({}), ['Peer', 'Job', 'Header', 'Reply']);
    assert.deepEqual(names({ descending: false }), ['Header', 'Job', 'Peer', 'Reply']);
    assert.deepEqual(names({ sort: 'share' }), ['Header', 'Job', 'Peer', 'Reply']);
  });

  it('is grouped by module, and a folded module has its head alone', () => {
    assert.deepEqual(names({ group: true }), [
      'ferry::net',
      'Peer',
      'Header',
      'Reply',
      'ferry::queue',
      'Job',
    ]);
    assert.deepEqual(names({ group: true, closed: new Set(['ferry::net']) }).slice(0, 3), [
      'ferry::net',
      'ferry::queue',
      'Job',
    ]);
  });

  it('knows what grew, what shrank and what is new since the last commit', () => {
    const before = { [peer.id]: 64, [header.id]: 16, [reply.id]: null };
    assert.deepEqual(names({ onlyChanged: true }, before), ['Job', 'Header']);
  });

  it('is filtered by words and by bounds, which what is not known passes', () => {
    const passing = (text: string) =>
      rows.filter((one) => passes(one, parseFilter(text))).map(({ name }) => name);
    assert.deepEqual(passing('size>24'), ['Reply', 'Peer', 'Job']);
    assert.deepEqual(passing('net:: padding>=7'), ['Reply', 'Header', 'Peer']);
    assert.deepEqual(passing('JOB'), ['Job']);
  });
});

describe('10,000 types', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => row(`T${i}`, i));
  const lines = linesOf(many, undefined, { ...initialChoices, group: false });

  it('cost no more than those in view', () => {
    const { first, end, height } = windowOf(lines, heightsOf(false), 200_000, 800);
    assert.equal(height, 400_000);
    assert.ok(first > 4900 && end < 5100 && end - first <= 62, `${first} to ${end}`);
  });

  it('are few elements of the page', () => {
    const state: TypesState = {
      phase: 'complete',
      rows: many,
      choices: initialChoices,
      scrollTop: 0,
      viewHeight: 800,
      width: 320,
    };
    assert.ok(find(drawTypes(state), () => true).length < 1000);
  });

  it('are read aloud one by one', () => {
    const state = {
      phase: 'complete',
      rows,
      choices: initialChoices,
      scrollTop: 0,
      viewHeight: 800,
      width: 320,
    };
    const [item] = find(drawTypes(state as TypesState), (node) => attribute(node, 'data-line') === peer.id);
    assert.equal(
      attribute(item, 'aria-label'),
      'Peer, struct in ferry::net, 64 bytes, 7 padding, needs drop',
    );
  });
});
