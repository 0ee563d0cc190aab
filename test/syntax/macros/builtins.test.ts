import assert from 'node:assert/strict';
import { type BuiltinHost, expandBuiltin } from '../../../server/src/syntax/macros/builtins.ts';
import { streamOf } from './expandOne.ts';

const host: BuiltinHost = {
  cfg: (predicate) =>
    predicate.tokens[0]?.text === 'unix' ? true : predicate.tokens[0]?.text === 'odd' ? undefined : false,
  env: (name) => (name === 'OUT_DIR' ? '/out' : undefined),
  expand: () => undefined,
};

function result(name: string, input: string): string {
  const found = expandBuiltin(name, streamOf(input), host);
  if (found === undefined) return 'none';
  if (found.kind === 'tokens') return found.stream.tokens.map((t) => t.text).join(' ');
  if (found.kind === 'typed') return `: ${found.type}`;
  return found.kind === 'include' ? `${found.as} ${found.path}` : `error: ${found.reason}`;
}

describe('expandBuiltin', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['stringify', 'a + b', '"a + b"'],
    ['stringify', 'Vec<u8>', '"Vec<u8>"'],
    ['concat', '"a", 1u8, -2, true, \'c\', 1.50, 0x10', '"a1-2truec1.5016"'],
    ['concat', 'env!("OUT_DIR"), "/x.rs"', '"/out/x.rs"'],
    ['concat', 'x!()', ": &'static str"],
    ['include', 'concat!(env!("OUT_DIR"), "/x.rs")', 'source /out/x.rs'],
    ['include_bytes', '"a.bin"', 'bytes a.bin'],
    ['include', 'env!("ELSE")', 'error: the path of the included file is not known'],
    ['cfg', 'unix', 'true'],
    ['cfg', 'odd', ': bool'],
    ['cfg_select', 'windows => { a } unix => { b; } _ => { c }', 'b ;'],
    ['cfg_select', 'odd => { a } _ => { c }', 'error: whether this `cfg` holds is not known'],
    ['line', '', ': u32'],
    ['compile_error', '"no"', 'error: no'],
    ['bitflags', '', 'none'],
  ];
  for (const [name, input, expected] of cases) {
    it(`${name}!(${input})`, () => assert.equal(result(name, input), expected));
  }
});
