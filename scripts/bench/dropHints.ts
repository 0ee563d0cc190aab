import { readFileSync } from 'node:fs';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { Bodies } from '../../server/src/bodies/bodies.ts';
import { Analysis } from '../../server/src/engine/analysis.ts';
import { fileParts, rangeInPart } from '../../server/src/engine/fileContext.ts';
import { dropHints } from '../../server/src/features/hints/dropHints.ts';
import { createNodePlatform } from '../../server/src/node/nodePlatform.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Fixture } from './fixture.ts';
import { LanguageServer, screenLines } from './languageServer.ts';
import { timed } from './statistics.ts';

const settings = { inlayHints: { drops: true, minimumDrops: 1 } };
/** A place inside a string of a function's body. */
const typedBehind = '{tag:?}';

/** Milliseconds from each of so many keystrokes in a function's body to the drop hints on the screen around it. */
export async function timeDropHints(
  command: readonly string[],
  fixture: Fixture,
  runs: number,
): Promise<readonly number[]> {
  const { line, character } = bodyPlace(fixture.text);
  const server = await LanguageServer.start(command, fixture, settings);
  const labels = async () => JSON.stringify(await server.hints(topOf(line)));
  if (!(await labels()).includes('drops ')) throw new Error('no drop hints in the fixture');
  const values = await timed(runs, async () => {
    await server.type(line, character, 'x');
    await labels();
  });
  await server.stop();
  return values;
}

/** Bodies that are analysed for the drop hints of a screen after a keystroke in one, and how many the file has. */
export async function countBodies(fixture: Fixture): Promise<{ analysed: number; all: number }> {
  const platform = await createNodePlatform();
  const analysis = Analysis.open(platform, fixture.file, { edition: '2021' });
  if (isUnknown(analysis)) throw new Error(analysis.reason);
  const { line } = bodyPlace(fixture.text);
  const bodiesFor = (text: string): ReadonlySet<unknown> => {
    analysis.edit(fixture.file, text, () => platform.parser.items(text));
    return bodiesAsked(() => hintsOnScreen(analysis, platform, fixture.file, line));
  };
  const before = bodiesFor(fixture.text);
  const after = bodiesFor(fixture.text.replace(typedBehind, `${typedBehind}x`));
  const crate = analysis.crateOf(fixture.file);
  return {
    // What was asked for before is remembered.
    analysed: [...after].filter((def) => !before.has(def)).length,
    all: crate === undefined ? 0 : analysis.engine.resolver.functionsIn(crate).length,
  };
}

/** The functions whose bodies somebody asks for. */
function bodiesAsked(during: () => void): ReadonlySet<unknown> {
  const asked = new Set<unknown>();
  const original = Bodies.prototype.analyseBody;
  Bodies.prototype.analyseBody = function (def) {
    asked.add(def);
    return original.call(this, def);
  };
  try {
    during();
  } finally {
    Bodies.prototype.analyseBody = original;
  }
  return asked;
}

function hintsOnScreen(
  analysis: Analysis,
  { parser }: Awaited<ReturnType<typeof createNodePlatform>>,
  file: string,
  line: number,
): void {
  const text = readFileSync(file, 'utf8');
  const offsetOf = (at: number) => text.split('\n').slice(0, at).join('\n').length;
  const range = { start: offsetOf(topOf(line)), end: offsetOf(topOf(line) + screenLines) };
  const shown = { ...defaultSettings.inlayHints, ...settings.inlayHints };
  const hints = fileParts(analysis, parser, file).flatMap((part) => {
    const inPart = rangeInPart(part, range);
    return inPart ? [...dropHints(part.cx, inPart, shown)].flat() : [];
  });
  if (hints.length === 0) throw new Error('no drop hints on the screen');
}

/** The function stands in the middle of the screen. */
function topOf(line: number): number {
  return Math.max(0, line - screenLines / 2);
}

/** Where is typed, zero-based: in the first function. */
function bodyPlace(text: string): { line: number; character: number } {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes(typedBehind));
  return { line, character: (lines[line] ?? '').indexOf(typedBehind) + typedBehind.length };
}
