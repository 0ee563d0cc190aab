import assert from 'node:assert/strict';
import { markdown } from '../../../client/webview/export/markdown.ts';
import { svgPicture } from '../../../client/webview/export/svg.ts';
import { layPicture } from '../../../client/webview/geometry/sections.ts';
import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { field, option, pair, struct, u8 } from './views.ts';

const viewOf = (root: TypeView): LayoutView => ({
  release: '1.95.0',
  target: 'x86_64',
  pointerSize: 8,
  root,
});

const palette = {
  background: '#000',
  foreground: '#fff',
  faint: '#888',
  tag: '#f00',
  niche: '#fa0',
  hues: ['#00f', '#0f0'],
};

function svg(root: TypeView): string {
  return svgPicture(viewOf(root), layPicture(root, 8, new Map()), palette);
}

describe('Markdown', () => {
  it('tells a struct', () =>
    assert.equal(
      markdown(viewOf(pair)),
      `**\`Pair\`**: 8 bytes, align 4, 3 padding (37.5 %)

| offset | size | field |
| --: | --: | :-- |
| 0 | 4 | \`b: u32\` |
| 4 | 1 | \`a: u8\` |
| 5 | 3 | *padding* |

*exact for rustc 1.95.0, x86_64*
`,
    ));

  it('tells an enum, and what its bit patterns mean', () => {
    const text = markdown(viewOf(option));
    assert.match(text, /\| `None` \| 0 \| 8 \| \*tag\* \|/);
    assert.match(text, /- `None` = 0 in `Some.0…pointer`, bytes 0 to 7/);
  });

  it('says why a size is not known', () =>
    assert.equal(
      markdown(
        viewOf({ name: 'A', kind: 'struct', warrant: 'unknown', reason: '`B` is not there', pieces: [] }),
      ),
      '**`A`**: size not known\n\n`B` is not there\n\n*unknown for rustc 1.95.0, x86_64*\n',
    ));

  it('keeps bars and backticks inside their cells', () =>
    assert.match(markdown(viewOf(struct('A', 1, [field('a|b', 0, 0, u8)]))), /\| `a\\\|b: u8` \|/));
});

describe('an SVG picture', () => {
  it('holds a box for each piece', () => {
    const text = svg(pair);
    assert.equal(text.match(/<rect x=/g)?.length, 3);
    assert.match(text, /url\(#hatch\)/);
    assert.match(text, />b<\/text>/);
  });

  it('says what it holds for', () =>
    assert.match(svg(pair), /8 bytes · align 4 · 3 padding \(37\.5 %\) — rustc 1\.95\.0, x86_64/));

  it('takes nothing of the source for markup', () => {
    const text = svg(struct('A<"&>', 8, [field('<script>', 0, 0, { ...u8, name: '<b>' })]));
    assert.doesNotMatch(text, /<script|<b>/);
    assert.match(text, /A&lt;&quot;&amp;&gt;/);
  });
});
