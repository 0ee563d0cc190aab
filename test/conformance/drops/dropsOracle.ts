// Drop orders from rustc's MIR, for every function of a file or a crate's library.
//
// `-Zdump-mir=ElaborateDrops` writes each body before and after drop elaboration, with equal block numbers. Before has every
// scheduled drop; after says what became of it (kept; gone = moved; behind a flag; opened into fields). The `SimplifyCfg` passes that
// run earlier are switched off, since they merge the `goto` that carries an early exit's position.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { OracleFailure, requireRustc, run } from '../oracle/process.ts';
import { type OracleOptions, planCrate, planFile, type RustcPlan } from '../oracle/rustcPlan.ts';
import { cfgSet } from './cfgSet.ts';
import { dropPoints } from './dropPoints.ts';
import { Elaboration } from './elaboration.ts';
import { locateBody } from './locateBody.ts';
import { type MirBody, parseMir } from './mirText.ts';
import { PlaceNames } from './placeNames.ts';
import { PointPresenter } from './presentPoints.ts';
import type { DropFunction, OracleDrops } from './rustDrops.ts';
import { SourceFiles } from './sourceFiles.ts';

const PASSES = ['initial', 'promote-consts', 'remove-false-edges', 'post-analysis'].map(
  (pass) => `-SimplifyCfg-${pass}`,
);

/** Asks the rustc on the PATH. Throws `OracleFailure` where the crate does not compile. */
export function dropsOracle(options: OracleOptions): OracleDrops {
  const temp = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'drops-oracle-'));
  try {
    const plan = fs.statSync(options.input).isDirectory()
      ? planCrate(options, temp)
      : planFile(options, temp);
    const dump = path.join(temp, 'mir');
    compile(plan, dump, temp);
    return {
      schema: 'rust-drops/1',
      source: 'rustc-mir',
      rustc: requireRustc().release,
      ...summary(plan),
      ...readDump(plan, dump),
    };
  } finally {
    fs.rmSync(temp, { recursive: true, force: true });
  }
}

const summary = ({
  crate,
  version,
  edition,
}: RustcPlan): Pick<OracleDrops, 'crate' | 'version' | 'edition'> => ({
  crate,
  version,
  edition,
});

/** Runs the plan's command as far as drop elaboration. Not incremental: a cached query would dump nothing. */
function compile(plan: RustcPlan, dump: string, temp: string): void {
  const args: string[] = [];
  for (let i = 0; i < plan.args.length; i++) {
    const arg = plan.args[i]!;
    if (['--out-dir', '--emit', '--cap-lints'].includes(arg)) i++;
    else if (!/^--(error-format|json|diagnostic-width|color|cap-lints|emit|out-dir)(=|$)/.test(arg))
      args.push(arg);
  }
  const flags = [
    ...[
      '--emit=metadata',
      '--out-dir',
      path.join(temp, 'out'),
      '--cap-lints=allow',
      '-Zalways-encode-mir',
      '-Zthreads=1',
    ],
    ...[
      '-Zmir-include-spans',
      '-Zmir-opt-level=0',
      '-Zdump-mir=ElaborateDrops',
      '-Zdump-mir-exclude-pass-number',
    ],
    ...[
      '-Zdump-mir-exclude-alloc-bytes',
      `-Zdump-mir-dir=${dump}`,
      `-Zmir-enable-passes=${PASSES.join(',')}`,
    ],
  ];
  const env = { ...process.env, ...plan.env, RUSTC_BOOTSTRAP: '1' };
  const { ok, stderr } = run(plan.program, [...args, ...flags], { cwd: plan.cwd, env });
  if (!ok) throw new OracleFailure(stderr.toString().slice(-4000));
}

function readDump(plan: RustcPlan, dump: string): Pick<OracleDrops, 'functions' | 'skipped'> {
  const files = new SourceFiles(plan.cwd, cfgSet(plan.args));
  const names = fs.existsSync(dump) ? fs.readdirSync(dump) : [];
  const before = names.filter(
    (f) => f.endsWith('.ElaborateDrops.before.mir') && !/-promoted\[\d+\]\./.test(f),
  );
  const bodies = before.map((name) => ({
    name,
    body: parseMir(fs.readFileSync(path.join(dump, name), 'utf8')),
  }));
  // Field names come from all files: read them before the first body.
  for (const { body } of bodies)
    for (const span of body.declarations.values()) if (span) files.get(span.file);
  const functions: DropFunction[] = [];
  const skipped: Record<string, number> = {};
  for (const { name, body } of bodies) {
    const after = path.join(dump, name.replace('.before.', '.after.'));
    const found =
      fs.existsSync(after) && body.blocks.size ? readBody(plan, files, body, after) : 'not a function';
    if (typeof found === 'string') skipped[found] = (skipped[found] ?? 0) + 1;
    else functions.push(found);
  }
  return { functions: functions.sort(byPosition), skipped };
}

/** A body's function, or the reason why it is left out. */
function readBody(
  plan: RustcPlan,
  files: SourceFiles,
  before: MirBody,
  afterFile: string,
): DropFunction | string {
  const fn = locateBody(before, files);
  if ('skip' in fn) return fn.skip;
  const after = parseMir(fs.readFileSync(afterFile, 'utf8'));
  const elaboration = new Elaboration(before, after);
  const names = new PlaceNames(before, after, fn, files);
  const [line, column] = fn.source.position(fn.at);
  return {
    name: fn.name,
    kind: fn.kind,
    path: before.path,
    file: path.relative(plan.root, path.resolve(plan.cwd, fn.file)),
    line,
    column,
    endLine: fn.source.position(fn.end - 1)[0],
    scopes: new PointPresenter(names, fn, elaboration).present(dropPoints(elaboration, fn)),
    locals: names.locals(),
  };
}

function byPosition(a: DropFunction, b: DropFunction): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0) || ((a.path ?? '') < (b.path ?? '') ? -1 : 1);
}
