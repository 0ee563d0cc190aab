import { dataLayoutOf, targetFacts } from '../base/targets.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import { releaseSwitches } from '../layout/abi/releases.ts';
import { parseDataLayout } from '../layout/abi/targetData.ts';
import { loadSysroot, type SysrootGraph } from '../project/sysroot/sysrootGraph.ts';
import { Resolver } from '../resolve/resolver.ts';
import { FileUnits } from '../resolve/units/fileUnits.ts';
import type { Platform } from './analysis.ts';
import { BuildScriptReader } from './buildScripts.ts';
import { chooseRelease } from './chooseRelease.ts';
import { type OwnEngine, tieTogether } from './tieTogether.ts';

/** Which standard library is read from source, and for what. */
export interface SysrootOptions {
  /** The folder with `core`, `alloc` and `std`. */
  readonly library: string;
  readonly target: string;
  /** `1.98.1` */
  readonly release: string;
}

/** The layers over the standard library's own source: no facts are asked. */
export interface SysrootEngine {
  readonly graph: SysrootGraph;
  readonly engine: OwnEngine;
}

/** Opens the source of a standard library; unknown where there is none, or the target isn't known. */
export function openSysroot(platform: Platform, options: SysrootOptions): SysrootEngine | Unknown {
  const { files, parser } = platform;
  const [, minor = 0, patch = 0] = options.release.split(/[.-]/).map(Number);
  const target = targetFacts(options.target);
  if (!target) return unknown(`the target \`${options.target}\` is not known`);
  const dl = parseDataLayout(dataLayoutOf(target, minor), target.cEnumMinBits);
  if (dl.kind === 'error')
    return unknown(`the data layout of \`${options.target}\` can't be read: ${dl.message}`);
  const { variables: _, ...environment } = platform.environment;
  const scripts = new BuildScriptReader(files, parser, environment, () => options.release);
  const { intAlign } = dl.dataLayout;
  const alignBits = (width: number) => {
    const bytes = width / 8;
    return bytes in intAlign ? intAlign[bytes as keyof typeof intAlign] * 8 : undefined;
  };
  const graph = loadSysroot(
    files,
    { library: options.library, target: options.target, minor, alignBits },
    {
      ...environment,
      decideBuildScriptCfg: (question) => scripts.decides(question),
      generatedFolder: (question) => scripts.folder(question),
    },
  );
  if (isUnknown(graph)) return graph;
  const units = new FileUnits(scripts.withGenerated(), parser, platform.items);
  const resolver = new Resolver({ graph, files: units, parser, facts: undefined, stdMacros: [] });
  const cx = { dl: dl.dataLayout, release: releaseSwitches(minor, patch) };
  const release = chooseRelease(options.release, undefined, undefined);
  const inputs = { resolver, parser, facts: undefined, cx, release, showNearest: true };
  return { graph, engine: tieTogether(inputs) };
}
