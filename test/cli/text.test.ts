import assert from 'node:assert/strict';
import { createPaint, printable, printableData } from '../../server/src/cli/text.ts';

describe('what reaches the terminal', () => {
  it('has no control characters of the user’s files', () => {
    assert.equal(
      printable('a\u001b[31mb\u0007\r\u009b2J\nc\td'),
      'a\\u001b[31mb\\u0007\\u000d\\u009b2J\nc\td',
    );
  });
  it('can not turn the direction of what follows', () =>
    assert.equal(printable('a\u202eb\u2066c'), 'a\\u202eb\\u2066c'));
  it('keeps our own colours, and no other sequence, where there are colours', () => {
    const red = createPaint(true).accent('x');
    assert.equal(printable(red, true), red);
    assert.equal(printable('\u001b[2J\u001b]0;title\u0007', true), '\\u001b[2J\\u001b]0;title\\u0007');
  });
  it('is cleaned as data before colours go between', () =>
    assert.deepEqual(printableData({ name: '\u001b[31m', sizes: [1, null] }), {
      name: '\\u001b[31m',
      sizes: [1, null],
    }));
  it('stays JSON', () => {
    const json = JSON.stringify({ name: '\u009b\u001b\u202e' });
    assert.deepEqual(JSON.parse(printable(json)), { name: '\u009b\u001b\u202e' });
  });
});
