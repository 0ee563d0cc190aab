import { isUnknown } from '../../server/src/base/unknown.ts';
import { Bodies } from '../../server/src/bodies/bodies.ts';
import { Analysis } from '../../server/src/features/analysis.ts';
import { dropHints } from '../../server/src/features/drops/dropHints.ts';
import { fileContext } from '../../server/src/features/fileContext.ts';
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
  hintsOnScreen(analysis, platform, fixture.file, line);
  analysis.edit(fixture.file, fixture.text.replace(typedBehind, `${typedBehind}x`));
  const asked = new Set<unknown>();
  const original = Bodies.prototype.analyseBody;
  Bodies.prototype.analyseBody = function (def) {
    asked.add(def);
    return original.call(this, def);
  };
  try {
    hintsOnScreen(analysis, platform, fixture.file, line);
  } finally {
    Bodies.prototype.analyseBody = original;
  }
  const crate = analysis.crateOf(fixture.file);
  return {
    analysed: asked.size,
    all: crate === undefined ? 0 : analysis.engine.resolver.functionsIn(crate).length,
  };
}

function hintsOnScreen(
  analysis: Analysis,
  { parser }: Awaited<ReturnType<typeof createNodePlatform>>,
  file: string,
  line: number,
): void {
  const cx = fileContext(analysis, parser, file);
  if (!cx) throw new Error('the fixture is in no crate');
  const offsetOf = (at: number) => cx.unit.text.split('\n').slice(0, at).join('\n').length;
  const range = { start: offsetOf(topOf(line)), end: offsetOf(topOf(line) + screenLines) };
  const hints = [...dropHints(cx, range, { ...defaultSettings.inlayHints, ...settings.inlayHints })].flat();
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
