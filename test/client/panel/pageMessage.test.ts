import assert from 'node:assert/strict';
import { pageMessage } from '../../../client/panel/pageMessage.ts';

describe('messages of a page', () => {
  const good: readonly object[] = [
    { kind: 'ready' },
    { kind: 'select', place: { path: '/a.rs', start: 0, end: 4 } },
    { kind: 'setFollowing', following: false },
    { kind: 'setTypeArguments', typeArguments: ['u8'] },
    { kind: 'setComparison' },
    { kind: 'setComparison', target: 'i686-unknown-linux-gnu' },
    { kind: 'save', format: 'svg', name: 'A', data: '<svg/>' },
    { kind: 'copy', text: 'x' },
  ];
  const bad: readonly unknown[] = [
    undefined,
    null,
    'ready',
    {},
    { kind: 'run', command: 'rm' },
    { kind: 'toString' },
    { kind: 'select' },
    { kind: 'select', place: { path: 7, start: 0, end: 4 } },
    { kind: 'select', place: { path: '/a.rs', start: -1, end: Number.NaN } },
    { kind: 'setFollowing', following: 'yes' },
    { kind: 'setTypeArguments', typeArguments: 'u8' },
    { kind: 'setTypeArguments', typeArguments: ['u8', {}] },
    { kind: 'setComparison', target: { a: 1 } },
    { kind: 'save', format: 'exe', name: 'A', data: '' },
    { kind: 'save', format: 'svg', name: 'A'.repeat(20_000), data: '' },
    { kind: 'copy', text: {} },
  ];
  for (const message of good)
    it(`takes ${JSON.stringify(message)}`, () => assert.equal(pageMessage(message), message));
  for (const message of bad)
    it(`leaves ${JSON.stringify(message)?.slice(0, 80)}`, () =>
      assert.equal(pageMessage(message), undefined));
});
