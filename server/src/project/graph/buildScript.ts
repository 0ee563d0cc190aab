import type { FileSystem } from '../../base/fileSystem.ts';
import { basename, join } from '../../base/paths.ts';
import type { BuildScriptOutput } from '../crateGraph.ts';
import { subfolders } from '../manifest/globs.ts';

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

/** The names in `cfg(a, values("b"))` items, as `check-cfg` lists and `rustc-check-cfg` hold them. */
export function checkCfgNames(items: readonly string[]): ReadonlySet<string> {
  return new Set(
    items.flatMap((item) => {
      const inner = /cfg\s*\(([\s\S]*)\)/.exec(item)?.[1] ?? '';
      return inner.replace(/values\s*\([^)]*\)/g, '').match(/[\p{XID_Start}_][\p{XID_Continue}]*/gu) ?? [];
    }),
  );
}
