import assert from 'node:assert/strict';
import type { FileSystem } from '../../server/src/base/fileSystem.ts';
import { isUnknown, type Unknown } from '../../server/src/base/unknown.ts';
import type { CrateId, Environment, Project, Selection } from '../../server/src/project/crateGraph.ts';
import { loadProject } from '../../server/src/project/project.ts';
import { memoryFiles } from './memoryFiles.ts';

const cfgs: Readonly<Record<string, readonly string[]>> = {
  'x86_64-unknown-linux-gnu': [
    'panic="unwind"',
    'target_arch="x86_64"',
    'target_feature="fxsr"',
    'target_feature="sse"',
    'target_feature="sse2"',
    'target_os="linux"',
    'target_pointer_width="64"',
    'unix',
  ],
  'x86_64-pc-windows-msvc': ['panic="unwind"', 'target_arch="x86_64"', 'target_os="windows"', 'windows'],
};

/** An environment with two targets, Linux being the host. */
export const environment: Environment = {
  home: '/home/me',
  host: 'x86_64-unknown-linux-gnu',
  targetCfg: (triple) => cfgs[triple],
};

/** Opens `/ws` of a fixture; a failure to do so fails the test. */
export function openProject(
  fixture: string | FileSystem,
  selection: Selection = {},
  more: Partial<Environment> & { readonly path?: string } = {},
): Project {
  const project = tryProject(fixture, selection, more);
  assert.ok(!isUnknown(project), isUnknown(project) ? project.reason : '');
  return project;
}

/** Opens `/ws` of a fixture, or says why not. */
export function tryProject(
  fixture: string | FileSystem,
  selection: Selection = {},
  more: Partial<Environment> & { readonly path?: string } = {},
): Project | Unknown {
  const files = typeof fixture === 'string' ? memoryFiles(fixture) : fixture;
  return loadProject(files, more.path ?? '/ws', selection, { ...environment, ...more });
}

/** The crate that a path of extern names leads to from the first root: `a::b`. */
export function follow(
  project: Project,
  path: string,
  root = project.graph.roots[0]!,
): CrateId | Unknown | undefined {
  let at: CrateId | Unknown | undefined = root;
  for (const name of path.split('::').filter((part) => part !== '')) {
    if (at === undefined || isUnknown(at)) return at;
    at = project.graph.dependency(at, name);
  }
  return at;
}

/** `name version [features]` of the crate that a path leads to; a reason in parentheses; `none` without one. */
export function show(project: Project, path: string, root?: CrateId): string {
  const found = follow(project, path, root);
  if (found === undefined) return 'none';
  if (isUnknown(found)) return `(${found.reason})`;
  const { name, version, features } = project.graph.crate(found);
  return `${name} ${version} [${features.join(' ')}]`;
}
