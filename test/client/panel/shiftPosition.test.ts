import assert from 'node:assert/strict';
import { shiftPosition } from '../../../client/panel/shiftPosition.ts';
import type { Position, Range } from '../../../shared/protocol.ts';

/** A position or range, written `line:character` and `line:character-line:character`. */
const at = (text: string): Position => {
  const [line = 0, character = 0] = text.split(':').map(Number);
  return { line, character };
};
const between = (text: string): Range => {
  const [start = '', end = start] = text.split('-');
  return { start: at(start), end: at(end) };
};

describe('shiftPosition', () => {
  const check = (position: string, changes: Record<string, string>, expected: string) => {
    const list = Object.entries(changes).map(([range, text]) => ({ range: between(range), text }));
    const { line, character } = shiftPosition(at(position), list);
    assert.equal(`${line}:${character}`, expected);
  };

  it('stays when the change lies behind it', () => check('3:4', { '3:5': 'x\ny' }, '3:4'));
  it('goes down with a line inserted above', () => check('3:4', { '1:0': 'use a;\n' }, '4:4'));
  it('goes up with lines deleted above', () => check('3:4', { '0:2-2:0': '' }, '1:4'));
  it('goes right with text inserted before it', () => check('3:4', { '3:0': 'pub ' }, '3:8'));
  it('goes behind what is inserted where it stands', () => check('3:4', { '3:4': 'ab' }, '3:6'));
  it('goes to the next line when its own is broken', () => check('3:4', { '3:2': '\n  ' }, '4:4'));
  it('joins the line above', () => check('3:4', { '2:9-3:2': '' }, '2:11'));
  it('goes to the start of a replaced range', () => check('3:4', { '3:2-3:8': 'name' }, '3:2'));
  it('follows two changes of one edit', () => check('3:4', { '0:0': '\n', '3:0-3:1': '' }, '4:3'));
});
