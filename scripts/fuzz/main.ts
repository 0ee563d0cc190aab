import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Corpus, type Input, kinds } from './subjects.ts';
import type { Report, Task } from './worker.ts';

/** What an input may take: seconds of CPU, and megabytes on top of a process that has just started. */
const MAX_CPU = 5;
const MAX_MEGABYTES = 500;
/** Wall time without a word, in milliseconds, after which an input is taken not to end. */
const PATIENCE = 60_000;
/** A process is replaced after so many inputs: its memory then is that of the last ones. */
const INPUTS_EACH = 400;
const SHRINKS = 120;

const root = path.join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    try: { type: 'string' },
  },
});

interface Finding {
  readonly input: Input;
  readonly wrong: string;
}

const corpus = readCorpus();
const seed = Number(values.seed);
if (values.try) {
  const input = JSON.parse(readFileSync(values.try, 'utf8')) as Input;
  const wrong = await tryOnce(input);
  console.log(wrong ?? 'nothing wrong');
  process.exit(wrong === undefined ? 0 : 1);
}
process.exit((await fuzz(Date.now() + Number(values.minutes) * 60_000)) ? 1 : 0);

/** Tries inputs until the time is over; whether something was found. */
async function fuzz(until: number): Promise<boolean> {
  const tried = new Map<string, number>();
  const found: string[] = [];
  let slowest = 0;
  let number = 0;
  while (Date.now() < until) {
    const { next, cpu, counts, finding } = await runBatch(number, until);
    slowest = Math.max(slowest, cpu);
    for (const [kind, count] of counts) tried.set(kind, (tried.get(kind) ?? 0) + count);
    number = next;
    if (!finding) continue;
    const small = await shrink(finding, until);
    found.push(store(small));
    console.log(`${small.input.kind}: ${small.wrong.split('\n')[0]}\n  ${found.at(-1)}`);
  }
  const total = [...tried.values()].reduce((sum, count) => sum + count, 0);
  const each = kinds.map((kind) => `${tried.get(kind) ?? 0} ${kind}`).join(', ');
  console.log(
    `seed ${seed}: ${total} inputs (${each}), slowest ${slowest.toFixed(1)} s, ${found.length} found`,
  );
  return found.length > 0;
}

interface Batch {
  readonly next: number;
  readonly cpu: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly finding?: Finding;
}

function runBatch(from: number, until: number): Promise<Batch> {
  const counts = new Map<string, number>();
  let cpu = 0;
  let next = from;
  return runWorker({ corpus, seed, from }, (report, input) => {
    if (report.what === 'start') return undefined;
    next = report.number + 1;
    cpu = Math.max(cpu, report.cpu);
    counts.set(input.kind, (counts.get(input.kind) ?? 0) + 1);
    const wrong = verdict(report);
    if (wrong !== undefined) return { input, wrong };
    return next - from >= INPUTS_EACH || Date.now() > until ? 'enough' : undefined;
  }).then((end) => {
    if (end === 'enough') return { next, cpu, counts };
    // Ended by us or by itself: the input that it was at is to blame.
    return { next: Math.max(next, end.number + 1), cpu, counts, finding: end };
  });
}

function verdict(report: Extract<Report, { what: 'end' }>): string | undefined {
  if (report.wrong !== undefined) return report.wrong;
  if (report.cpu > MAX_CPU) return `${report.cpu.toFixed(1)} s of CPU`;
  if (report.megabytes > MAX_MEGABYTES) return `${report.megabytes.toFixed(0)} MB`;
  return undefined;
}

type Judge = (report: Report, input: Input) => Finding | 'enough' | undefined;

function runWorker(task: Task, judge: Judge): Promise<(Finding & { readonly number: number }) | 'enough'> {
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=1000'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  return new Promise((resolve) => {
    let at: Extract<Report, { what: 'start' }> | undefined;
    let timer: ReturnType<typeof setTimeout>;
    const end = (how: Finding | 'enough') => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.kill('SIGKILL');
      resolve(how === 'enough' ? how : { ...how, number: at?.number ?? task.from });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(blame(`no end after ${PATIENCE / 1000} s`)), PATIENCE);
    };
    const blame = (wrong: string): Finding => ({ input: at?.input ?? { kind: 'crate', texts: [] }, wrong });
    child.on('message', (report: Report) => {
      wait();
      if (report.what === 'start') at = report;
      const found = at && judge(report, at.input);
      if (found !== undefined) end(found);
    });
    child.on('exit', (code, signal) => end(blame(`the process ended: ${signal ?? code}`)));
    wait();
    child.send(task);
  });
}

async function tryOnce(input: Input): Promise<string | undefined> {
  const end = await runWorker({ corpus, seed, from: 0, again: input }, (report) => {
    if (report.what === 'start') return undefined;
    const wrong = verdict(report);
    return wrong === undefined ? 'enough' : { input, wrong };
  });
  return end === 'enough' ? undefined : end.wrong;
}

/** Takes away lines, then tokens, as long as something is still wrong. */
async function shrink(finding: Finding, until: number): Promise<Finding> {
  let best = finding;
  let tries = 0;
  for (const [index] of finding.input.texts.entries()) {
    for (const split of [/(?<=\n)/, /(?<=\b)/]) {
      for (let size = parts(best, index, split).length >> 1; size >= 1; size >>= 1) {
        for (let start = 0; start < parts(best, index, split).length; ) {
          if (++tries > SHRINKS || Date.now() > until + 120_000) return best;
          const left = parts(best, index, split);
          left.splice(start, size);
          const texts = best.input.texts.with(index, left.join(''));
          const input = { ...best.input, texts };
          const wrong = await tryOnce(input);
          if (wrong === undefined) start += size;
          else best = { input, wrong };
        }
      }
    }
  }
  return best;
}

function parts({ input }: Finding, index: number, split: RegExp): string[] {
  return input.texts[index]!.split(split);
}

function store({ input, wrong }: Finding): string {
  const folder = path.join(root, '.cache/fuzz');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${input.kind}-${seed}-${Date.now()}.json`);
  writeFileSync(file, JSON.stringify({ ...input, wrong }, null, 1));
  return path.relative(root, file);
}

/** The sources of this project's tests and lessons, and of crates that cargo has on this machine. */
function readCorpus(): Corpus {
  const cargoHome = process.env.CARGO_HOME ?? path.join(os.homedir(), '.cargo');
  const folders = [
    path.join(root, 'test/conformance/files'),
    path.join(root, 'examples/lessons'),
    ...foldersIn(path.join(cargoHome, 'registry/src')).flatMap(foldersIn).slice(0, 60),
  ];
  const files = folders.flatMap(filesIn);
  const read = (test: RegExp, most: number) =>
    files
      .filter((file) => test.test(file))
      .slice(0, most)
      .map((file) => readFileSync(file, 'utf8'))
      .filter((text) => text.length < 200_000);
  return {
    sources: read(/(?<!build)\.rs$/, 600),
    manifests: read(/Cargo\.toml$/, 80),
    scripts: [...read(/build\.rs$/, 80), 'fn main() { println!("cargo:rustc-cfg=a"); }'],
  };
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
}
