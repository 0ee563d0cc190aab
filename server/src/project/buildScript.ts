import type { FileSystem } from '../base/fileSystem.ts';
import { basename, join } from '../base/paths.ts';
import type { BuildScriptOutput } from './crateGraph.ts';
import { subfolders } from './globs.ts';

/** Where finished builds can lie and for which package. */
export interface OutputQuestion {
  readonly targetFolder: string;
  /** Folders in the target folder, the likeliest first: `debug`, `TRIPLE/debug`. */
  readonly profileFolders: readonly string[];
  readonly packageName: string;
  readonly version: string;
  readonly packageRoot: string;
  /** Whether the project has several packages of this name, so that the name alone doesn't tell. */
  readonly isNameShared: boolean;
}

/**
 * What the newest finished run of a package's build script left: `build/NAME-HASH/output`. The folder
 * tells the name only; where a project has several versions of a package the output must mention the
 * package's own folder to count.
 */
export function findBuildScriptOutput(
  fs: FileSystem,
  question: OutputQuestion,
): BuildScriptOutput | undefined {
  const { targetFolder, profileFolders, packageName } = question;
  const shape = new RegExp(`^${packageName.replace(/[^\w-]/g, '')}-[0-9a-f]{16}$`);
  for (const profile of profileFolders) {
    const runs = subfolders(fs, join(targetFolder, profile, 'build'))
      .filter((folder) => shape.test(basename(folder)))
      .map((folder) => ({ folder, path: join(folder, 'output') }))
      .map((run) => ({ ...run, mtime: fs.stat?.(run.path)?.mtime ?? 0 }))
      .sort((a, b) => b.mtime - a.mtime);
    for (const { folder, path } of runs) {
      const text = fs.readFile(path);
      if (text !== undefined && isForPackage(text, question)) return readOutput(path, folder, text);
    }
  }
  return undefined;
}

function isForPackage(
  text: string,
  { isNameShared, packageName, version, packageRoot }: OutputQuestion,
): boolean {
  return !isNameShared || text.includes(packageRoot) || text.includes(`${packageName}-${version}`);
}

/** Reads the lines `cargo:KEY=VALUE` and `cargo::KEY=VALUE` (Cargo Book, "Outputs of the Build Script"). */
function readOutput(path: string, folder: string, text: string): BuildScriptOutput {
  const cfgs: string[] = [];
  const env = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value = ''] = /^cargo::?([\w-]+)=(.*)$/.exec(line) ?? [];
    if (key === 'rustc-cfg') cfgs.push(value.trim());
    const equals = value.indexOf('=');
    if (key === 'rustc-env' && equals > 0) env.set(value.slice(0, equals), value.slice(equals + 1));
  }
  return { path, outDir: join(folder, 'out'), cfgs, env };
}

/** What a build script's text shows of the options that it can set. */
export interface ScriptEmissions {
  /** Whether the script can set `name` or `name = "value"`. */
  canSet(name: string, value: string | undefined): boolean;
}

/**
 * Reads a build script's text for the options that it can set. A script makes a name from what it
 * holds: it stands in it as a word, or is put together by a format string such as `"has_{}"`. So a name
 * that neither occurs in the script nor fits one of its format strings cannot be set by it; the
 * same is asked of the crates that help it (`autocfg`), whose strings alone count.
 */
export function readEmissions(script: string, helpers: readonly string[]): ScriptEmissions {
  const words = new Set(withoutComments(script).match(/[\p{XID_Start}_][\p{XID_Continue}]*/gu) ?? []);
  const emitting = helpers.filter((text) => text.includes('rustc-cfg')).map(withoutComments);
  for (const literal of emitting.flatMap(stringLiterals)) {
    for (const word of literal.match(/^[\p{XID_Start}_][\p{XID_Continue}]*$/u) ?? []) words.add(word);
  }
  const shapes = [script, ...emitting]
    .flatMap((text) => stringLiterals(withoutComments(text)))
    .flatMap(formatShape);
  const setsFeatures = /rustc-cfg=feature|feature\s*=\s*\\"/.test(script);
  return {
    canSet(name, value) {
      if (name === 'feature')
        return setsFeatures && (words.has(value ?? '') || script.includes(`${value}\\"`));
      return words.has(name) || shapes.some((shape) => shape.test(name));
    },
  };
}

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (piece) =>
    piece.startsWith('"') ? piece : ' ',
  );
}

function stringLiterals(text: string): readonly string[] {
  return (text.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map((literal) => literal.slice(1, -1));
}

/** A format string as a pattern for names; none where nothing but the placeholder is left of it. */
function formatShape(literal: string): readonly RegExp[] {
  const name = literal.replace(/^.*rustc-cfg=/, '').replace(/=.*$/, '');
  if (!/\{[^{}]*\}/.test(name)) return [];
  const fixed = name.replace(/\{[^{}]*\}/g, '');
  if (!/^[\w]+$/.test(fixed)) return [];
  return [new RegExp(`^${name.replace(/\{[^{}]*\}/g, '\\w+')}$`)];
}

/** The names in `cfg(a, values("b"))` items, as `check-cfg` lists and `rustc-check-cfg` hold them. */
export function checkCfgNames(items: readonly string[]): ReadonlySet<string> {
  return new Set(
    items.flatMap((item) => {
      const inner = /cfg\s*\(([\s\S]*)\)/.exec(item)?.[1] ?? '';
      return inner.replace(/values\s*\([^)]*\)/g, '').match(/[\p{XID_Start}_][\p{XID_Continue}]*/gu) ?? [];
    }),
  );
}
