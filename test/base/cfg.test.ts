import assert from 'node:assert/strict';
import { type CfgSet, evaluateCfg, parseCfg } from '../../server/src/base/cfg.ts';
import { isUnknown, unknown } from '../../server/src/base/unknown.ts';

const set: CfgSet = {
  option(name, value) {
    if (name === 'maybe') return unknown('nobody knows');
    return (name === 'unix' && value === undefined) || (name === 'feature' && value === 'std');
  },
};

function check(text: string, expected: boolean | 'unknown' | 'bad') {
  it(`${text}: ${expected}`, () => {
    const expr = parseCfg(text);
    if (isUnknown(expr)) assert.equal('bad', expected);
    else {
      const truth = evaluateCfg(expr, set);
      assert.equal(isUnknown(truth) ? 'unknown' : truth, expected);
    }
  });
}

describe('cfg predicates', () => {
  check('unix', true);
  check('r#unix', true);
  check('windows', false);
  check('feature = "std"', true);
  check('feature="alloc"', false);
  check('not(unix)', false);
  check('all()', true);
  check('any()', false);
  check('all(unix, feature = "std",)', true);
  check('any(windows, not(feature = "alloc"))', true);
  check('true', true);
  check('not(false)', true);
  check('maybe', 'unknown');
  check('not(maybe)', 'unknown');
  check('all(maybe, unix)', 'unknown');
  check('all(maybe, windows)', false);
  check('any(maybe, unix)', true);
  check('any(maybe, windows)', 'unknown');
  check('', 'bad');
  check('all(unix', 'bad');
  check('not(unix, windows)', 'bad');
  check('feature = std', 'bad');
  check('unix windows', 'bad');
});
