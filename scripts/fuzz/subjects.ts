import { isUnknown } from '../../server/src/base/unknown.ts';
import { scriptEmissions } from '../../server/src/buildScripts/decide.ts';
import type { ScriptWorld } from '../../server/src/buildScripts/world.ts';
import { Analysis } from '../../server/src/engine/analysis.ts';
import { dropsOf } from '../../server/src/engine/drops.ts';
import { fileContext } from '../../server/src/engine/fileContext.ts';
import { codeActions } from '../../server/src/features/actions/codeActions.ts';
import { diagnostics } from '../../server/src/features/diagnostics/diagnostics.ts';
import { dropHoverAt } from '../../server/src/features/drops/dropHover.ts';
import { listDrops } from '../../server/src/features/drops/dropsListing.ts';
import { dropHints } from '../../server/src/features/hints/dropHints.ts';
import { inlayHints } from '../../server/src/features/hints/inlayHints.ts';
import { hoverAt } from '../../server/src/features/hover/hover.ts';
import { listLayouts } from '../../server/src/features/layoutJson.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { testPlatform } from '../../test/support/features.ts';
import { TestClient } from '../../test/support/languageClient.ts';
import { MemoryFiles } from '../../test/support/memoryFiles.ts';
import { testParser } from '../../test/support/parser.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

/** One input: texts by what they are for. Plain data, so that it can be stored, shrunk and tried again. */
export interface Input {
  readonly kind: Kind;
  readonly texts: readonly string[];
}

export const kinds = ['crate', 'manifest', 'script', 'edits', 'protocol'] as const;
export type Kind = (typeof kinds)[number];

/** What inputs are made of. */
export interface Corpus {
  readonly sources: readonly string[];
  readonly manifests: readonly string[];
  readonly scripts: readonly string[];
}

export function makeInput(kind: Kind, corpus: Corpus, random: Random): Input {
  const { sources, manifests, scripts } = corpus;
  const source = () => piece(random.pick(sources), random);
  switch (kind) {
    case 'crate':
      return { kind, texts: [mutate(source(), sources, random)] };
    case 'manifest':
      return { kind, texts: [mutate(random.pick(manifests), manifests, random), source()] };
    case 'script':
      return { kind, texts: [mutate(random.pick(scripts), [...scripts, ...sources], random)] };
    case 'edits': {
      const texts = [source().slice(0, 6000)];
      for (let i = 0; i < 4; i++) texts.push(mutate(texts[i]!, sources, random).slice(0, 12_000));
      return { kind, texts };
    }
    case 'protocol':
      return { kind, texts: [source().slice(0, 4000), ...Array.from({ length: 8 }, () => message(random))] };
  }
}

/** A part of a long text, cut at lines. */
function piece(text: string, random: Random): string {
  const lines = text.split('\n');
  if (lines.length <= 250) return text;
  const start = random.below(lines.length - 200);
  return lines.slice(start, start + 200).join('\n');
}

/** Asks all that can be asked of an input. Throws, or returns what is wrong with the answers. */
export async function check(input: Input): Promise<string | undefined> {
  const [first = '', ...rest] = input.texts;
  switch (input.kind) {
    case 'crate':
      return (await answers(new MemoryFiles([['/main.rs', first]]), '/main.rs')).defect;
    case 'manifest': {
      const files = new MemoryFiles([
        ['/ws/Cargo.toml', first],
        ['/ws/src/lib.rs', rest[0] ?? ''],
        ['/ws/a/Cargo.toml', '[package]\nname = "a"\nversion = "1.0.0"\n'],
        ['/ws/a/src/lib.rs', 'pub struct A(u8);'],
      ]);
      return (await answers(files, '/ws/src/lib.rs')).defect;
    }
    case 'script': {
      scriptEmissions({ text: first, path: 'build.rs', world }, await testParser());
      return undefined;
    }
    case 'edits':
      return compareEdits(input.texts);
    case 'protocol':
      return talk(first, rest);
  }
}

const world: ScriptWorld = {
  release: '1.95.0',
  target: 'x86_64-unknown-linux-gnu',
  host: 'x86_64-unknown-linux-gnu',
  targetOptions: ['unix', 'target_os="linux"', 'target_pointer_width="64"'],
  ownCfg: { option: () => false },
  packageName: 'demo',
  version: '1.2.3',
  features: ['std'],
  variables: {},
  readFile: () => undefined,
};

const settings = { ...defaultSettings.inlayHints, drops: true, size: true, offset: true, variantSize: true };

/** All answers on a file, as one text to compare, and the first that tells a defect of ours. */
async function answers(files: MemoryFiles, path: string): Promise<{ all: string; defect?: string }> {
  const analysis = Analysis.open(await testPlatform(files), path, { edition: '2021' });
  if (isUnknown(analysis)) return { all: analysis.reason };
  return ask(analysis, path);
}

async function ask(analysis: Analysis, path: string): Promise<{ all: string; defect?: string }> {
  const { engine, project } = analysis;
  const told: unknown[] = [];
  for (const crate of project.graph.roots) {
    told.push(listLayouts(crate, engine, (at) => at));
    const { schedules } = dropsOf(engine);
    told.push(listDrops(engine.resolver.functionsIn(crate), schedules, (at) => at));
  }
  const cx = fileContext(analysis, await testParser(), path);
  if (cx) {
    const text = analysis.units.text(path) ?? '';
    const range = { start: 0, end: text.length };
    told.push([...inlayHints(cx, range, settings)], [...dropHints(cx, range, settings)]);
    told.push([...diagnostics(cx, range, { ...defaultSettings.diagnostics, level: 'hint' })]);
    for (let at = 0; at < text.length; at += Math.max(97, text.length >> 4)) {
      told.push(hoverAt(cx, at)?.markdown, dropHoverAt(cx, at)?.markdown);
      told.push(codeActions(cx, { start: at, end: at }).length);
    }
  }
  const all = JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1);
  const defect = /a defect of rust-memory-layout[^"]*/.exec(all)?.[0];
  return { all, ...(defect !== undefined && { defect }) };
}

/** After each edit the answers must be those of an analysis that knows nothing else. */
async function compareEdits(texts: readonly string[]): Promise<string | undefined> {
  const path = '/main.rs';
  const parser = await testParser();
  const files = new MemoryFiles([[path, texts[0] ?? '']]);
  const analysis = Analysis.open(await testPlatform(files), path, { edition: '2021' });
  if (isUnknown(analysis)) return undefined;
  for (const [step, text] of texts.entries()) {
    analysis.edit(path, text, () => parser.items(text));
    const grown = await ask(analysis, path);
    const fresh = await answers(new MemoryFiles([[path, text]]), path);
    if (grown.defect !== undefined) return grown.defect;
    if (grown.all === fresh.all) continue;
    const [a, b] = [grown.all.split('\n'), fresh.all.split('\n')];
    const line = a.findIndex((got, i) => got !== b[i]);
    return `after edit ${step}: ${a[line]?.trim()} instead of ${b[line]?.trim()}`;
  }
  return undefined;
}

const methods = [
  'textDocument/hover',
  'textDocument/inlayHint',
  'textDocument/codeAction',
  'textDocument/diagnostic',
  'textDocument/didChange',
  'textDocument/didClose',
  'textDocument/didOpen',
  'workspace/didChangeConfiguration',
  'workspace/didChangeWatchedFiles',
  'rustMemoryLayout/layout',
  'rustMemoryLayout/drops',
  '$/cancelRequest',
  'no/such',
];

function message(random: Random): string {
  const odd = [-1, 0, 1, 3, 2 ** 31, 1e300, null, '', 'x', '/main.rs', [], {}, true];
  const uri = random.pick([
    'file:///main.rs',
    'file:///main.rs',
    'untitled:a',
    '%',
    'file://',
    'x'.repeat(3000),
  ]);
  const position = { line: random.pick([0, 1, 7, ...odd]), character: random.pick([0, 2, 9, ...odd]) };
  const range = { start: position, end: { line: random.below(60), character: random.below(40) } };
  const params = {
    textDocument: { uri, version: random.pick(odd), text: 'struct A(u8);', languageId: 'rust' },
    uri,
    position,
    range,
    context: random.pick([{}, { diagnostics: [] }, null]),
    contentChanges: [{ range, text: random.pick(['a', '{', '', '\n']) }],
    settings: { rustMemoryLayout: random.pick(odd) },
    changes: [{ uri, type: random.pick([1, 2, 3, 9]) }],
    id: random.below(5),
  };
  return JSON.stringify([random.pick(methods), random.below(9) === 0 ? random.pick(odd) : params]);
}

/** Whatever it was told, the server answers a good question afterwards. */
async function talk(text: string, messages: readonly string[]): Promise<string | undefined> {
  const client = await TestClient.start(`//- /main.rs\n\n//- /other.rs\nstruct Other { a: u8, b: u32 }`);
  try {
    await client.open('file:///main.rs', text);
    for (const written of messages) {
      const [method, params] = JSON.parse(written) as [string, unknown];
      const isRequest = !/did|\$/.test(method);
      const options = params as object;
      if (isRequest) await client.connection.sendRequest(method, options).catch(() => undefined);
      else await client.connection.sendNotification(method, options).catch(() => undefined);
    }
    await client.open('file:///other.rs');
    const hover = await client.hover('file:///other.rs', 0, 8);
    return hover?.startsWith('**8 bytes**') ? undefined : `no right hover afterwards: ${hover}`;
  } finally {
    client.dispose();
  }
}
