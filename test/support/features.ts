import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { targetFacts } from '../../server/src/base/targets.ts';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { Analysis, type AnalysisOptions, type Platform } from '../../server/src/engine/analysis.ts';
import { type FileContext, fileContext } from '../../server/src/engine/fileContext.ts';
import type { FactsSource } from '../../server/src/facts/format.ts';
import { MemoryFiles, memoryFiles } from './memoryFiles.ts';
import { testParser } from './parser.ts';

/** The shipped facts of the standard library, read once for all tests of a run. */
export const realFacts: FactsSource = {
  read(name) {
    try {
      return readFileSync(path.join(import.meta.dirname, '../../server/facts', name), 'utf8');
    } catch {
      return undefined;
    }
  },
};

/** The real engine over files in memory, on Linux, for the newest release that is described. */
export async function testPlatform(files: MemoryFiles, facts = realFacts): Promise<Platform> {
  return {
    files,
    parser: await testParser(),
    facts,
    environment: {
      home: '/home/me',
      host: 'x86_64-unknown-linux-gnu',
      targetCfg: (triple) => targetFacts(triple)?.cfg,
    },
  };
}

export async function openAnalysis(
  files: MemoryFiles,
  at: string,
  options: AnalysisOptions = {},
  facts = realFacts,
): Promise<Analysis> {
  const analysis = Analysis.open(await testPlatform(files, facts), at, { edition: '2021', ...options });
  assert.ok(!isUnknown(analysis), isUnknown(analysis) ? analysis.reason : '');
  return analysis;
}

/** A fixture's `/main.rs` with the offset of its `$0`, which is taken out of the text. */
export interface Cursor {
  readonly cx: FileContext;
  readonly offset: number;
  readonly text: string;
}

/** Opens a Rust text; `$0` marks the cursor. */
export async function openText(fixture: string, options: AnalysisOptions = {}): Promise<Cursor> {
  const dedented = memoryFiles(fixture).readFile('/main.rs') ?? fixture;
  const offset = dedented.indexOf('$0');
  const text = dedented.replace('$0', '');
  const analysis = await openAnalysis(new MemoryFiles([['/main.rs', text]]), '/main.rs', options);
  const cx = fileContext(analysis, await testParser(), '/main.rs');
  assert.ok(cx, 'the fixture is in no crate');
  return { cx, offset, text };
}
