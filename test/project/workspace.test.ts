import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import type { Selection } from '../../server/src/project/crateGraph.ts';
import { openProject, show, tryProject } from '../support/projects.ts';

const virtual = `
//- /ws/Cargo.toml
[workspace]
members = ["crates/*"]
exclude = ["crates/out"]
resolver = "2"
[workspace.package]
version = "3.1.4"
edition = "2021"
[workspace.dependencies]
two = { path = "crates/two", default-features = false, features = ["x"] }
//- /ws/crates/one/Cargo.toml
[package]
name = "one"
version.workspace = true
edition = { workspace = true }
[dependencies]
two = { workspace = true, features = ["y"] }
//- /ws/crates/one/src/lib.rs
//- /ws/crates/two/Cargo.toml
[package]
name = "two"
version = "2.0.0"
[features]
default = []
x = []
y = []
z = []
//- /ws/crates/two/src/lib.rs
//- /ws/crates/out/Cargo.toml
[package]
name = "out"
//- /ws/crates/out/src/lib.rs
//- /ws/crates/README.md
`;

function roots(fixture: string, selection: Selection = {}, path = '/ws'): string[] {
  const project = openProject(fixture, selection, { path });
  return project.graph.roots.map((id) => `${project.graph.crate(id).kind} ${project.graph.crate(id).name}`);
}

describe('workspaces', () => {
  it('a virtual one builds all members', () => assert.deepEqual(roots(virtual), ['lib one', 'lib two']));
  it('a member folder builds that member', () =>
    assert.deepEqual(roots(virtual, {}, '/ws/crates/one'), ['lib one']));
  it('--package chooses', () => assert.deepEqual(roots(virtual, { packages: ['two'] }), ['lib two']));
  it('an excluded package is on its own', () =>
    assert.deepEqual(roots(virtual, {}, '/ws/crates/out'), ['lib out']));
  it('default-members choose', () => {
    const some = virtual.replace('resolver', 'default-members = ["crates/two"]\nresolver');
    assert.deepEqual(roots(some), ['lib two']);
    assert.deepEqual(roots(some, { workspace: true }), ['lib one', 'lib two']);
  });
  it('an unknown package has a reason', () => {
    const project = tryProject(virtual, { packages: ['none'] });
    assert.ok(isUnknown(project) && /no member .* is named `none`/.test(project.reason));
  });
  it('members are listed', () =>
    assert.deepEqual(openProject(virtual).members, [
      '/ws/crates/one/Cargo.toml',
      '/ws/crates/two/Cargo.toml',
    ]));
  it('package keys and dependencies are inherited, features join', () => {
    const project = openProject(virtual, {}, { path: '/ws/crates/one' });
    assert.equal(show(project, ''), 'one 3.1.4 []');
    assert.equal(project.graph.crate(project.graph.roots[0]!).edition, '2021');
    assert.equal(show(project, 'two'), 'two 2.0.0 [x y]');
  });
  it('a path dependency below the root is a member', () => {
    const project = openProject(`
      //- /ws/Cargo.toml
      [package]
      name = "top"
      [workspace]
      [dependencies]
      sub.path = "sub"
      //- /ws/src/lib.rs
      //- /ws/sub/Cargo.toml
      [package]
      name = "sub"
      //- /ws/sub/src/lib.rs`);
    assert.deepEqual(project.members, ['/ws/Cargo.toml', '/ws/sub/Cargo.toml']);
  });
  it('`package.workspace` names the root', () => {
    const project = openProject(
      `
      //- /ws/Cargo.toml
      [workspace]
      members = ["../far"]
      [workspace.package]
      version = "7.0.0"
      //- /far/Cargo.toml
      [package]
      name = "far"
      version.workspace = true
      workspace = "../ws"
      //- /far/src/lib.rs`,
      {},
      { path: '/far' },
    );
    assert.equal(project.workspaceRoot, '/ws');
    assert.equal(show(project, ''), 'far 7.0.0 []');
  });
  it('finds the crates of a file', () => {
    const project = openProject(`
      //- /ws/Cargo.toml
      [package]
      name = "top"
      edition = "2021"
      //- /ws/src/lib.rs
      //- /ws/src/main.rs
      //- /ws/src/bin/tool/main.rs
      //- /ws/build.rs
      //- /ws/tests/t.rs`);
    const kinds = (path: string) =>
      project.crateOfFile(path).map((id) => {
        const { kind, name } = project.graph.crate(id);
        return `${kind} ${name}`;
      });
    assert.equal(kinds('/ws/src/main.rs')[0], 'bin top');
    assert.equal(kinds('/ws/src/deep/mod.rs')[0], 'lib top');
    assert.equal(kinds('/ws/src/bin/tool/args.rs')[0], 'bin tool');
    assert.equal(kinds('/ws/tests/t.rs')[0], 'test t');
    assert.deepEqual(kinds('/elsewhere/x.rs'), []);
  });
  it('a member that is not selected is looked at alone', () => {
    const project = openProject(virtual, { packages: ['two'] });
    const [one] = project.crateOfFile('/ws/crates/one/src/lib.rs');
    assert.equal(show(project, 'two', one), 'two 2.0.0 [x y]');
    assert.equal(show(project, ''), 'two 2.0.0 [default]');
  });
});
