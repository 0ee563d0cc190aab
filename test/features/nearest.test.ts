import assert from 'node:assert/strict';
import { newestRelease, releaseName } from '../../server/src/base/releases.ts';
import type { AnalysisOptions } from '../../server/src/engine/analysis.ts';
import { inlayHints } from '../../server/src/features/hints/inlayHints.ts';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { layoutAt } from '../../server/src/features/layoutAt.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { openText } from '../support/features.ts';

const newest = releaseName(newestRelease);

async function hover(fixture: string, options: AnalysisOptions): Promise<readonly string[]> {
  const { cx, offset } = await openText(fixture, options);
  return hoverAt(cx, offset)?.markdown.split('\n\n') ?? [];
}

describe('a release that is not described', () => {
  const fixture = 'struct S$0(u8, String, bool);';

  for (const rustc of ['1.120', 'nightly-2026-11-01', 'my-fork', '1.63', '1.2', '1.90'] as const) {
    it(`has the figures of the nearest one, and no claim: ${rustc}`, async () => {
      const { cx, offset } = await openText(fixture, { rustc });
      const { release } = cx.engine;
      const view = layoutAt(cx, offset, { release, target: 'x86_64-unknown-linux-gnu' });
      assert.deepEqual([view?.root.warrant, view?.root.size], ['nearest', 32]);
      assert.deepEqual([view?.release, view?.describedAs], [rustc, release.describedAs]);
    });
  }

  it('is named in the hover, with what helps', async () => {
    const parts = await hover(fixture, { rustc: '1.120' });
    assert.match(parts[0] ?? '', /^\*\*≈ 32 bytes\*\* · align 8/);
    assert.equal(
      parts.at(-1),
      `≈ As of Rust ${newest}; your 1.120 is not described: with rustup’s component \`rust-src\`, the command line reads it exactly (\`--facts auto\`).`,
    );
  });

  it('is named with what is known of old ones', async () => {
    const parts = await hover('struct S$0 { a: u128, b: u64 }', { rustc: '1.70' });
    assert.match(parts[0] ?? '', /^\*\*≈ 24 bytes\*\* · align 8/);
    assert.equal(
      parts.at(-1),
      '≈ As of Rust 1.85.1; your 1.70 is not described. Before 1.77 `u128` and `i128` were aligned to 8 bytes on x86, and are so here.',
    );
  });

  it('leaves what the language guarantees', async () => {
    const [first] = await hover('#[repr(C)] struct S$0 { a: u8, b: u32 }', { rustc: '1.120' });
    assert.equal(first, '**8 bytes** · align 4 · 3 padding (37.5 %) · guaranteed');
  });

  it('marks hints and says why', async () => {
    const { cx } = await openText('#[repr(C)] struct S { a: u8, b: u64 }', { rustc: '1.120' });
    const span = { start: 0, end: 100 };
    const [hint] = [...inlayHints(cx, span, defaultSettings.inlayHints)].flat();
    assert.equal(hint?.label, '≈ +7 padding');
    assert.match(hint?.tooltip ?? '', /≈ As of Rust 1\.\d+\.\d+; your 1\.120 is not described/);
  });

  it('has no figures where these are switched off', async () => {
    const text = (await hover(fixture, { rustc: '1.120', nearestRelease: false })).join('\n');
    assert.match(text, /1\.120 is not described/);
    assert.doesNotMatch(text, /32 bytes|≈/);
  });
});

describe('a release between described ones', () => {
  it('is exact where std is the same around it', async () => {
    const [first] = await hover('struct S$0(u8, Option<u32>, std::ops::Range<u8>);', { rustc: '1.88' });
    assert.match(first ?? '', /^\*\*12 bytes\*\*/);
  });

  it('has the newer form of what differs, and says so', async () => {
    const parts = await hover('struct S$0(u8, std::mem::ManuallyDrop<u32>);', { rustc: '1.88' });
    assert.match(parts[0] ?? '', /^\*\*≈ 8 bytes\*\*/);
    assert.equal(
      parts.at(-1),
      '≈ As of Rust 1.95.0; your 1.88 is not described: with rustup’s component `rust-src`, the command line reads it exactly (`--facts auto`).',
    );
  });
});
