import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The types that rustc gives to the variables of a file or crate, from its MIR as built. */
export interface CompilerLocals {
  /** By `file:line:column name`; two bodies may share a place (a macro's text), so there may be several. */
  readonly types: ReadonlyMap<string, readonly string[]>;
  readonly error?: string;
}

const FLAGS = ['-Zmir-include-spans=on', '-Zdump-mir=built', '-Awarnings'];

/** A package without what only its tests need, so that nothing more than its own dependencies is fetched. */
function copyPackage(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const manifest = join(to, 'Cargo.toml');
  const sections = readFileSync(manifest, 'utf8').split(/^(?=\[)/m);
  const kept = sections.filter(
    (s) => !/^\[+(?:target\.[^\]]*\.)?(?:dev-dependencies|bench|test|example|workspace)\b/.test(s),
  );
  writeFileSync(manifest, `${kept.join('')}\n[workspace]\n`);
  rmSync(join(to, 'Cargo.lock'), { force: true });
}

/** Asks the compiler on the PATH. `input` is a `.rs` file or a package's folder, which is copied first. */
export function compilerLocals(input: string, edition: string): CompilerLocals {
  const work = mkdtempSync(join(tmpdir(), 'bodies-'));
  try {
    const dump = join(work, 'mir');
    const env = { ...process.env, RUSTC_BOOTSTRAP: '1' };
    const isFile = statSync(input).isFile();
    const cwd = isFile ? dirname(input) : join(work, 'crate');
    if (!isFile) copyPackage(input, cwd);
    const own = [...FLAGS, `-Zdump-mir-dir=${dump}`];
    const done = isFile
      ? spawnSync(
          'rustc',
          ['--edition', edition, ...own, '--emit', 'metadata', '--out-dir', work, basename(input)],
          { cwd, env },
        )
      : spawnSync(
          'cargo',
          ['rustc', '--lib', '--profile', 'check', '--target-dir', join(work, 'target'), '--', ...own],
          { cwd, env },
        );
    const types = readDump(dump);
    if (done.status === 0) return { types };
    return { types, error: String(done.stderr).split('\n').slice(0, 6).join('\n') };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function readDump(folder: string): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  let names: string[] = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.built.after.mir'));
  } catch {
    return types;
  }
  for (const name of names) readBody(readFileSync(join(folder, name), 'utf8'), types);
  return types;
}

function readBody(text: string, into: Map<string, string[]>): void {
  const slots = new Map<string, string>();
  const header = /^(?:fn|const|static)[^\n]*/m.exec(text)?.[0] ?? '';
  for (const [slot, ty] of headerParams(header)) slots.set(slot, ty);
  for (const [, slot, ty] of text.matchAll(/^\s*let (?:mut )?(_\d+): (.*?);\s+\/\/ in scope/gm))
    slots.set(slot!, ty!.replace(/ as UserTypeProjection.*$/, ''));
  for (const [, name, slot, file, place] of text.matchAll(
    /^\s*debug (\S+) => (_\d+);\s+\/\/ in scope \d+ at (.*?):(\d+:\d+):/gm,
  )) {
    const ty = slots.get(slot!);
    if (ty === undefined) continue;
    const key = `${file}:${place} ${name}`;
    into.set(key, [...(into.get(key) ?? []), ty]);
  }
}

/** `_1: T, _2: U` in `fn f(_1: T, _2: U) -> R {`. */
function headerParams(header: string): [string, string][] {
  const out: [string, string][] = [];
  const start = header.indexOf('(_1:');
  if (start < 0) return out;
  let depth = 0;
  let from = start + 1;
  for (let i = start + 1; i < header.length; i++) {
    const c = header[i]!;
    if ('([{<'.includes(c)) depth++;
    else if (c === '>' && header[i - 1] === '-') continue;
    else if (')]}>'.includes(c) && depth-- === 0) {
      out.push(param(header.slice(from, i)));
      break;
    } else if (c === ',' && depth === 0) {
      out.push(param(header.slice(from, i)));
      from = i + 1;
    }
  }
  return out;
}

function param(text: string): [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** A type's text without paths, lifetimes and what the two sides print differently; undefined for `impl Trait`. */
export function plainType(text: string): string | undefined {
  let out = text
    .replace(/for<[^>]*> /g, '')
    .replace(/\{closure@[^{}]*\}|\{closure in [^{}]*\}/g, '{closure}')
    .replace(/\{async (?:block|closure)(?:@| in )[^{}]*\}|\{async closure body@[^{}]*\}/g, '{async}')
    .replace(/\{async fn body of [^{}]*\}|\{async fn in [^{}]*\}/g, '{async}')
    .replace(
      /(?:unsafe )?(?:extern "[^"]*" )?fn\([^{}]*?\)(?: -> [^{}]*?)? \{([^{}]*)\}/g,
      (_, path: string) =>
        `fn{${path
          .replace(/::<.*$/, '')
          .split('::')
          .at(-1)}}`,
    )
    .replace(/'(?:_|[a-z]\w*)(?:, | )?/g, '')
    .replace(/ \+ (?=[,>)\]]|$)/g, '')
    .replace(/<>/g, '')
    .replace(/(?:\b\w+::)+(?=\w)/g, '')
    // Items in a method's body, which rustc prints behind the impl's type.
    .replace(/<[^<>]*(?:<[^<>]*>)? as [^<>]*>::(?=\w+<)|\b\w+<[^<>]*(?:<[^<>]*>[^<>]*)*>::(?=\w+<)/g, '')
    // An alias from 1.96 on.
    .replace(/\bAtomic<bool>/g, 'AtomicBool')
    .replace(/unsafe |extern "[^"]*" /g, '');
  if (/\bimpl\b/.test(out)) return undefined;
  while (/, (?:Global|RandomState)(?=>)|<Global>/.test(out))
    out = out.replace(/, (?:Global|RandomState)(?=>)|<Global>/, '');
  return out
    .replace(/\s+/g, ' ')
    .replace(/\(dyn ([^()]*)\)/g, 'dyn $1')
    .replace(/\bmut \(([^()]*)\)/g, 'mut $1')
    .trim();
}
