import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import type { TypedBody } from '../../server/src/bodies/typedBody.ts';
import { Analysis } from '../../server/src/engine/analysis.ts';
import { createNodePlatform } from '../../server/src/node/nodePlatform.ts';
import type { Def } from '../../server/src/resolve/model/def.ts';
import { displayTy } from '../../server/src/types/terms/displayTy.ts';
import { memoryFiles } from './memoryFiles.ts';

let platform: ReturnType<typeof createNodePlatform> | undefined;

/** The body of function `name` (`main` unless told) of a fixture that is one file. */
export async function typedBody(
  fixture: string,
  edition: '2018' | '2021' | '2024' = '2021',
  name = 'main',
): Promise<TypedBody> {
  platform ??= createNodePlatform();
  const analysis = Analysis.open({ ...(await platform), files: memoryFiles(fixture) }, '/main.rs', {
    edition,
  });
  assert.ok(!isUnknown(analysis), 'the fixture opens');
  const { resolver, bodies } = analysis.engine;
  const root = resolver.rootModule(analysis.project.graph.roots[0]!);
  assert.ok(!isUnknown(root), 'the fixture has a root module');
  const owner = functionsOf(resolver.moduleItems(root)).find((def) => def.name === name);
  assert.ok(owner, `the fixture has \`fn ${name}\``);
  const body = bodies.analyseBody(owner);
  assert.ok(!isUnknown(body), `\`${name}\` has a body`);
  return body;

  function functionsOf(defs: readonly Def[]): readonly Def[] {
    return defs.flatMap((def) =>
      def.kind === 'impl' || def.kind === 'trait'
        ? functionsOf(resolver.membersOf(def))
        : def.kind === 'fn'
          ? [def]
          : [],
    );
  }
}

/**
 * Checks the types of expressions and variables against comments: `//^^^ type` marks, in the line above, what
 * stands over the carets; `// ^^^ type` likewise. The widest expression that ends and starts there counts.
 */
export async function checkTypes(
  fixture: string,
  edition?: '2018' | '2021' | '2024',
  name?: string,
): Promise<void> {
  const body = await typedBody(fixture, edition, name);
  const { text } = body.unit;
  const found: string[] = [];
  const wanted: string[] = [];
  let offset = 0;
  let above = 0;
  for (const line of text.split('\n')) {
    const mark = /^\s*\/\/\s*(\^+) (.*)$/.exec(line);
    if (mark) {
      const start = above + line.indexOf('^');
      const span = { start, end: start + mark[1]!.length };
      const source = text.slice(span.start, span.end);
      wanted.push(`${source}: ${mark[2]}`);
      found.push(`${source}: ${typeAt(body, span) ?? 'nothing'}`);
    } else above = offset;
    offset += line.length + 1;
  }
  assert.deepEqual(found, wanted);
}

function typeAt(body: TypedBody, span: { start: number; end: number }): string | undefined {
  for (const local of body.locals)
    if (local.unit === body.unit && local.span.start === span.start && local.span.end === span.end)
      return displayTy(local.ty);
  for (const [expr, { unit, ty }] of body.exprs)
    if (unit === body.unit && expr.span.start === span.start && expr.span.end === span.end)
      return displayTy(ty);
  return undefined;
}

/** What the closures of a body capture, each as `x by ref`, with the closure's kind in front. */
export function closuresOf(body: TypedBody): readonly string[] {
  return [...body.closures.values()].map(({ kind, captures }) => {
    if (isUnknown(captures)) return captures.reason;
    const list = captures.map(({ local, projections, by }) => {
      const place = projections.reduce(
        (at, p) => (p.kind === 'deref' ? `(*${at})` : `${at}.${p.name}`),
        local.name,
      );
      return `${place} by ${by}`;
    });
    return `${kind}: ${list.join(', ')}`;
  });
}
