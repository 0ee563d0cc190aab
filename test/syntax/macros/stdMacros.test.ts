import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { factsReleases } from '../../../server/src/base/releases.ts';
import { parseMacroDecl, parseMacroRules } from '../../../server/src/syntax/macros/parseRules.ts';
import { sliceStream } from '../../../server/src/syntax/tokenTree.ts';
import { streamOf } from './expandOne.ts';

interface StdMacro {
  readonly crate: string;
  readonly name: string;
  readonly flavor: 'rules' | 'decl';
  readonly builtin: boolean;
  readonly text: string;
}

describe('std macro facts', () => {
  for (const release of factsReleases) {
    const url = new URL(`../../../server/facts/macros-${release}.json`, import.meta.url);
    const macros: readonly StdMacro[] = JSON.parse(readFileSync(url, 'utf8')).macros;
    it(`${release}: every definition parses`, () => {
      for (const macro of macros) {
        if (macro.builtin) continue;
        const stream = streamOf(macro.text);
        const groups: number[] = [];
        for (let i = 0; i < stream.tokens.length; i++) {
          if (stream.partner[i]! <= i) continue;
          groups.push(i);
          i = stream.partner[i]!;
        }
        // A visibility may have its own parentheses.
        if (stream.tokens[0]?.text === 'pub' && stream.tokens[1]?.text === '(') groups.shift();
        const inside = groups.map((open) => sliceStream(stream, open + 1, stream.partner[open]!));
        const site = { name: macro.name, crateId: macro.crate, editionOf: () => 2024 as const };
        const body = inside[inside.length - 1]!;
        const parsed =
          macro.flavor === 'rules'
            ? parseMacroRules(body, site)
            : parseMacroDecl(inside.length > 1 ? inside[0] : undefined, body, site);
        assert.equal(parsed.kind, 'macro', `${macro.name}: ${parsed.kind === 'error' ? parsed.reason : ''}`);
      }
    });
    it(`${release}: has the macros that everyone uses`, () => {
      const names = new Set(macros.map((macro) => macro.name));
      for (const name of [
        'vec',
        'matches',
        'thread_local',
        'assert_eq',
        'write',
        'dbg',
        'todo',
        'pin',
        'addr_of',
        'try',
      ]) {
        assert.ok(names.has(name), name);
      }
    });
  }
});
