import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { NodeFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import type { CrateId, Project } from '../../server/src/project/crateGraph.ts';
import { openProject } from '../support/projects.ts';

const hasCargo = spawnSync('cargo', ['--version']).status === 0;

const files: Readonly<Record<string, string>> = {
  'Cargo.toml': '[workspace]\nmembers = ["top", "lib-*"]\nresolver = "1"\n',
  'top/Cargo.toml': `[package]\nname = "top"\nedition = "2021"\n[features]\ndefault = ["more"]\nmore = ["lib-a?/y", "dep:lib-b"]\n
[dependencies]\nlib-a = { path = "../lib-a", optional = true }\nlib-b = { path = "../lib-b", optional = true }\nren = { package = "lib-c", path = "../lib-c", default-features = false }\n
[build-dependencies]\nren = { package = "lib-c", path = "../lib-c", features = ["z"] }\n[dev-dependencies]\nlib-a = { path = "../lib-a" }\n`,
  'top/src/lib.rs': '',
  'top/build.rs': 'fn main() {}',
  // A test, as it alone sees the dev-dependencies.
  'top/tests/t.rs': '',
  'lib-a/Cargo.toml':
    '[package]\nname = "lib-a"\nversion = "1.0.0"\n[features]\nx = []\ny = []\ndefault = ["x"]\n',
  'lib-a/src/lib.rs': '',
  'lib-b/Cargo.toml':
    '[package]\nname = "lib-b"\nversion = "2.0.0"\n[dependencies]\nlib-a = { path = "../lib-a", default-features = false, features = ["y"] }\n',
  'lib-b/src/lib.rs': '',
  'lib-c/Cargo.toml':
    '[package]\nname = "lib-c"\nversion = "3.0.0"\n[lib]\nname = "see"\n[features]\ndefault = ["w"]\nw = []\nz = ["lib-b"]\n[dependencies]\nlib-b = { path = "../lib-b", optional = true }\n',
  'lib-c/src/lib.rs': '',
};

interface Metadata {
  readonly packages: readonly { readonly id: string; readonly name: string; readonly version: string }[];
  readonly resolve: {
    readonly nodes: readonly {
      readonly id: string;
      readonly features: readonly string[];
      readonly deps: readonly { readonly name: string; readonly pkg: string }[];
    }[];
  };
}

/** Every package that the roots reach: its features and its dependencies' names, as text. */
function ours(project: Project): string[] {
  const { graph } = project;
  const found = new Map<string, { features: readonly string[]; names: Set<string> }>();
  const seen = new Set<CrateId>(graph.roots);
  for (const id of seen) {
    const { packageName, version, features } = graph.crate(id);
    const node = found.get(`${packageName} ${version}`) ?? { features, names: new Set() };
    found.set(`${packageName} ${version}`, node);
    for (const { name, crate } of graph.dependencies(id)) {
      assert.ok(!isUnknown(crate));
      if (graph.crate(crate).packageName === packageName) continue;
      node.names.add(name);
      seen.add(crate);
    }
  }
  return [...found].map(([key, { features, names }]) => `${key} [${features}] ${[...names].sort()}`).sort();
}

function cargos(folder: string): string[] {
  const run = spawnSync('cargo', ['metadata', '--offline', '--format-version=1'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  const { packages, resolve } = JSON.parse(run.stdout) as Metadata;
  return resolve.nodes
    .map((node) => {
      const { name, version } = packages.find(({ id }) => id === node.id)!;
      return `${name} ${version} [${[...node.features].sort()}] ${node.deps.map((dependency) => dependency.name).sort()}`;
    })
    .sort();
}

describe('beside cargo', () => {
  it('versions, features and edges of a workspace are as `cargo metadata` says', function () {
    if (!hasCargo) this.skip();
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'crate-graph-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      const expected = cargos(folder);
      const project = openProject(new NodeFileSystem(), {}, { path: folder.replaceAll('\\', '/') });
      assert.deepEqual(ours(project), expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }).timeout(20000);
});
