import assert from 'node:assert/strict';
import { ancestors, dirname, isAbsolute, join, normalize, relativeTo } from '../../server/src/base/paths.ts';

describe('paths', () => {
  for (const [path, expected] of [
    ['/a/./b//c/', '/a/b/c'],
    ['/a/../../b', '/b'],
    ['C:\\a\\..\\b', 'C:/b'],
    ['C:\\..\\b', 'C:/b'],
    ['C:/', 'C:/'],
    ['a/../../b', '../b'],
    ['//server/share/a', '//server/share/a'],
    ['/', '/'],
  ] as const) {
    it(`normalizes ${path}`, () => assert.equal(normalize(path), expected));
  }

  it('joins, and starts afresh at an absolute part', () => {
    assert.equal(join('/a', '../b', 'c'), '/b/c');
    assert.equal(join('/a', '/b'), '/b');
    assert.equal(join('C:/a', '..'), 'C:/');
  });

  it('walks upward to the root', () => {
    assert.deepEqual(ancestors('/a/b'), ['/a/b', '/a', '/']);
    assert.deepEqual(ancestors('C:/a'), ['C:/a', 'C:/']);
    assert.equal(dirname('/'), '/');
  });

  it('tells what lies in a folder', () => {
    assert.equal(relativeTo('/a/b/c', '/a'), 'b/c');
    assert.equal(relativeTo('/ab', '/a'), undefined);
    assert.equal(relativeTo('/a', '/'), 'a');
    assert.ok(isAbsolute('C:/x') && isAbsolute('\\x') && !isAbsolute('x'));
  });
});
