import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceParser } from '../../server/src/syntax/sourceParser.ts';
import { testParser } from '../support/parser.ts';
import { printSyntax } from '../support/printSyntax.ts';
import { wholeItems } from '../support/wholeItems.ts';

/**
 * Golden files: `# title`, Rust, `==>`, the syntax as data. After a change that is meant, run with
 * UPDATE_GOLDENS=1 and read the difference.
 */
const folder = path.join(import.meta.dirname, 'cases');

describe('syntax goldens', () => {
  let parser: SourceParser;
  before(async () => {
    parser = await testParser();
  });

  for (const file of readdirSync(folder)) {
    describe(file, () => {
      const cases = readCases(path.join(folder, file));
      for (const one of cases) {
        it(one.title, () => {
          assert.equal(describeSyntax(parser, one.source), one.expected);
        });
      }
    });
  }

  after(() => {
    if (process.env.UPDATE_GOLDENS)
      for (const file of readdirSync(folder)) update(parser, path.join(folder, file));
  });
});

interface Case {
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

function readCases(file: string): readonly Case[] {
  const sections = readFileSync(file, 'utf8').split(/^# /m).slice(1);
  return sections.map((section) => {
    const [head = '', expected = ''] = section.split('\n==>\n');
    const [title = '', ...source] = head.split('\n');
    return { title, source: source.join('\n'), expected: expected.trim() };
  });
}

/** Items one a line; the body of a function on the line behind it. */
function describeSyntax(parser: SourceParser, text: string): string {
  const lines = wholeItems(parser, text).flatMap((item) => {
    if (item.kind !== 'fn' || !item.body) return [printSyntax(item)];
    return [printSyntax(parser.block({ text, span: item.body.span }))];
  });
  return lines.join('\n');
}

function update(parser: SourceParser, file: string): void {
  const sections = readCases(file).map(
    ({ title, source }) => `# ${title}\n${source}\n==>\n${describeSyntax(parser, source)}\n`,
  );
  writeFileSync(file, sections.join('\n'));
}
