import assert from 'node:assert/strict';
import { act, choose, fillIn } from '../../../client/webview/app/actions.ts';
import { drawPage } from '../../../client/webview/drawing/page.ts';
import {
  initialState,
  isSameType,
  pageState,
  restored,
  type State,
  withComparison,
  withOpen,
  withView,
} from '../../../client/webview/state/panelState.ts';
import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { attribute, find, textOf } from './nodes.ts';
import { field, pair, shape, struct, u8 } from './views.ts';

const place = { uri: 'file:///a.rs', position: { line: 0, character: 0 } };
const viewOf = (root: TypeView): LayoutView => ({
  release: '1.95.0',
  target: 'x86_64',
  pointerSize: 8,
  root,
});
const showing = (root: TypeView): State => withView(initialState, viewOf(root), place);

const withAttribute = (state: State, name: string) =>
  find(drawPage(state), (node) => attribute(node, name) !== undefined);

function part(state: State, name: string): string {
  const [found] = find(drawPage(state), (node) => attribute(node, 'class') === name);
  return found === undefined ? '' : textOf(found);
}

describe('the page of the panel', () => {
  it('says first how large the type is', () => {
    assert.equal(part(showing(pair), 'answer'), '8 bytesalign4padding3 (37.5 %)');
    assert.equal(part(showing(pair), 'holdsFor'), 'rustc 1.95.0 · x86_64');
  });

  it('names the crate that it holds for', () => {
    const ground = { parts: ['demo (lib)', 'edition 2024'], details: ['Target x86_64: the host'] };
    const state = withView(initialState, { ...viewOf(pair), ground }, place);
    assert.equal(part(state, 'holdsFor'), 'rustc 1.95.0 · x86_64 · demo (lib) · edition 2024');
    const [line] = find(drawPage(state), (node) => attribute(node, 'class') === 'holdsFor');
    assert.equal(line && attribute(line, 'title'), 'Target x86_64: the host');
  });

  it('says why a type is not known', () => {
    const state = showing({ name: 'A', kind: 'struct', warrant: 'unknown', reason: 'no `B`', pieces: [] });
    assert.equal(part(state, 'reason'), 'no B');
    assert.equal(part(state, 'badge unknown'), 'unknown');
  });

  it('names each field for a screen reader', () => {
    const labels = withAttribute(showing(pair), 'data-main').map((node) => attribute(node, 'aria-label'));
    assert.deepEqual(labels, [
      'b u32 @0 · 4 bytes, field, bytes 0 to 3',
      'a u8 @4 · 1 byte, field, byte 4',
      '3 of padding, bytes 5 to 7',
    ]);
  });

  it('keeps what is open when the type changes', () => {
    const outer = struct('Outer', 8, [field('pair', 0, 0, pair)]);
    const opened = withOpen(showing(outer), 'pair', true);
    const later = withView(
      opened,
      viewOf(struct('Outer', 9, [...outer.pieces, field('c', 1, 8, u8)])),
      place,
    );
    const fields = withAttribute(later, 'data-field').map((node) => attribute(node, 'data-field'));
    assert.deepEqual(fields, ['pair', 'b', 'a', 'c']);
  });

  it('keeps the picture while nothing new is known, and says so', () => {
    const state = { ...showing(pair), nothing: 'No type stands here.' };
    assert.equal(part(state, 'status'), 'No type stands here.');
    assert.equal(withAttribute(state, 'data-main').length, 3);
  });

  it('holds no handlers and no HTML text', () => {
    for (const node of find(drawPage(showing(shape)), () => true)) {
      assert.deepEqual(
        Object.keys(node.props).filter((name) => /^(on|dangerously)/.test(name)),
        [],
      );
    }
  });
});

describe('what survives the page', () => {
  it('is what was opened, and how it is shown', () => {
    const outer = struct('Outer', 8, [field('pair', 0, 0, pair)]);
    const left = { ...withOpen(showing(outer), 'pair', true), following: false, rowWidth: 8 as const };
    const back = restored(pageState(left));
    assert.equal(back.following, false);
    assert.equal(back.rowWidth, 8);
    assert.equal(back.open.get('Outer')?.get('pair'), true);
  });

  it('tells a new type from the same one with other arguments', () => {
    const place = { path: '/a.rs', start: 5, end: 8 };
    const gen = (name: string) => viewOf({ ...pair, name, place });
    assert.equal(isSameType(gen('Gen<T>'), gen('Gen<u8>')), true);
    assert.equal(isSameType(gen('Gen<T>'), gen('Other')), false);
  });
});

describe('what the user does', () => {
  it('stops and starts following', () => {
    const { state, message } = act(initialState, 'follow');
    assert.equal(state.following, false);
    assert.deepEqual(message, { kind: 'setFollowing', following: false });
  });

  it('compares with another target until it is enough', () => {
    const asked = choose(showing(pair), 'compare', 'wasm32-unknown-unknown');
    assert.deepEqual(asked.message, { kind: 'setComparison', target: 'wasm32-unknown-unknown' });
    const answered = withComparison(asked.state, {
      kind: 'comparison',
      target: 'wasm32-unknown-unknown',
      view: viewOf({ ...pair, size: 12 }),
    });
    assert.match(part(answered, 'rivalFigures'), /8 bytes/);
    assert.equal(find(drawPage(answered), (node) => attribute(node, 'class') === 'map').length, 2);
    assert.deepEqual(choose(answered, 'compare', '').message, { kind: 'setComparison' });
  });

  it('compares with the declared order by itself', () => {
    const { state, message } = choose(showing(pair), 'compare', 'reprC');
    assert.equal(message, undefined);
    assert.equal(find(drawPage(state), (node) => attribute(node, 'class') === 'map').length, 2);
  });

  it('gives arguments to a generic type', () => {
    const { message } = fillIn(showing({ ...pair, name: 'Gen<T>' }), [' u32 ']);
    assert.deepEqual(message, { kind: 'setTypeArguments', typeArguments: ['u32'] });
    assert.deepEqual(fillIn(initialState, [' ']).message, { kind: 'setTypeArguments', typeArguments: [] });
  });

  it('is told what is wrong with them', () => {
    const errors = [{ parameter: 0, reason: '`Vec<` is no type' }];
    const generic = { parameters: ['T'], typeArguments: ['Vec<'], errors };
    const state = withView(initialState, { ...viewOf(pair), generic }, place);
    assert.equal(part(state, 'argumentErrors'), 'T: Vec< is no type.');
  });

  it('is remembered where the panel comes back', () => {
    assert.equal(restored({ place, rowWidth: 32, offsets: 'hex' }).rowWidth, 32);
    assert.equal(restored({ place, rowWidth: 7 }).rowWidth, 'auto');
    assert.equal(restored(undefined).offsets, 'decimal');
  });
});
