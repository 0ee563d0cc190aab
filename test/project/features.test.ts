import assert from 'node:assert/strict';
import type { Selection } from '../../server/src/project/crateGraph.ts';
import { openProject, show } from '../support/projects.ts';

const packages = `
//- /ws/a/Cargo.toml
[package]
name = "a"
version = "0.1.0"
edition = "2021"
[features]
default = ["std"]
std = []
extra = []
//- /ws/a/src/lib.rs
//- /ws/b/Cargo.toml
[package]
name = "b"
version = "0.1.0"
edition = "2021"
[dependencies]
a = { path = "../a", features = ["extra"] }
//- /ws/b/src/lib.rs
`;

function check(title: string, manifest: string, path: string, expected: string, selection: Selection = {}) {
  it(title, () => {
    const own = manifest.includes('[package]') ? '' : '[package]\nname = "top"\nedition = "2021"\n';
    const root = `//- /ws/Cargo.toml\n${own}${manifest}\n//- /ws/src/lib.rs\n${packages}`;
    assert.equal(show(openProject(root, selection), path), expected);
  });
}

const old = '[package]\nname = "top"\nedition = "2018"\n';

describe('features', () => {
  check('default features are on', '[dependencies]\na.path = "a"', 'a', 'a 0.1.0 [default std]');
  check(
    'default features can be off',
    '[dependencies]\na = { path = "a", default-features = false }',
    'a',
    'a 0.1.0 []',
  );
  check(
    'dependents add up',
    '[dependencies]\na = { path = "a", default-features = false }\nb.path = "b"',
    'a',
    'a 0.1.0 [default extra std]',
  );
  check('an optional dependency is off', '[dependencies]\na = { path = "a", optional = true }', 'a', 'none');
  check(
    'it is on by its implicit feature',
    '[dependencies]\na = { path = "a", optional = true }',
    'a',
    'a 0.1.0 [default std]',
    { features: ['a'] },
  );
  check(
    '`dep:` switches it on and hides the implicit feature',
    '[dependencies]\na = { path = "a", optional = true }\n[features]\ngo = ["dep:a"]',
    '',
    'top 0.0.0 [go]',
    { features: ['go', 'a'] },
  );
  check(
    '`a/extra` switches the dependency and its implicit feature on',
    '[dependencies]\na = { path = "a", optional = true }\n[features]\ngo = ["a/extra"]',
    '',
    'top 0.0.0 [a go]',
    { features: ['go'] },
  );
  check(
    '`a?/extra` does not switch the dependency on',
    '[dependencies]\na = { path = "a", optional = true }\n[features]\ngo = ["a?/extra"]',
    'a',
    'none',
    { features: ['go'] },
  );
  check(
    '`a?/extra` counts once something else does, in either order',
    '[dependencies]\na = { path = "a", optional = true }\n[features]\ngo = ["a?/extra"]\nz = ["dep:a"]',
    'a',
    'a 0.1.0 [default extra std]',
    { features: ['go', 'z'] },
  );
  check(
    'all features, none by default',
    '[features]\ndefault = ["x"]\nx = []\ny = []',
    '',
    'top 0.0.0 [default x y]',
    { allFeatures: true },
  );
  check('no default features', '[features]\ndefault = ["x"]\nx = []', '', 'top 0.0.0 []', {
    noDefaultFeatures: true,
  });
  check(
    'features of a dependency from the command line',
    '[dependencies]\na = { path = "a", default-features = false }',
    'a',
    'a 0.1.0 [extra]',
    { features: ['a/extra'] },
  );
  check(
    'a build dependency has features of its own (resolver 2)',
    '[dependencies]\na = { path = "a", default-features = false }\n[build-dependencies]\nb.path = "b"',
    'a',
    'a 0.1.0 []',
  );
  check(
    'a build dependency shares them (resolver 1)',
    `${old}[dependencies]\na = { path = "a", default-features = false }\n[build-dependencies]\nb.path = "b"`,
    'a',
    'a 0.1.0 [default extra std]',
  );
  check(
    'a dev-dependency adds nothing to the library (resolver 2)',
    '[dependencies]\na = { path = "a", default-features = false }\n[dev-dependencies]\nb.path = "b"',
    'a',
    'a 0.1.0 []',
  );
  check(
    'a dev-dependency adds (resolver 1)',
    `${old}[dependencies]\na = { path = "a", default-features = false }\n[dev-dependencies]\nb.path = "b"`,
    'a',
    'a 0.1.0 [default extra std]',
  );
  check(
    "another platform's dependency adds nothing (resolver 2)",
    '[dependencies]\na = { path = "a", default-features = false }\n[target."cfg(windows)".dependencies]\nb.path = "b"',
    'a',
    'a 0.1.0 []',
  );
  check(
    "another platform's dependency adds (resolver 1) but is not there",
    `${old}resolver = "1"\n[dependencies]\na = { path = "a", default-features = false }\n[target.'cfg(windows)'.dependencies]\nb.path = "b"`,
    'a',
    'a 0.1.0 [default extra std]',
  );
  check(
    'the platform can be a triple',
    "[target.x86_64-pc-windows-msvc.dependencies]\nb.path = 'b'",
    'b::a',
    'a 0.1.0 [default extra std]',
    { target: 'x86_64-pc-windows-msvc' },
  );
  check(
    'a renamed dependency',
    '[dependencies]\nother = { path = "a", package = "a" }',
    'other',
    'a 0.1.0 [default std]',
  );
  check('its old name is gone', '[dependencies]\nother = { path = "a", package = "a" }', 'a', 'none');

  it('the test crates see what dev-dependencies switch on', () => {
    const project = openProject(`
//- /ws/Cargo.toml
[package]
name = "top"
edition = "2021"
[dependencies]
a = { path = "a", default-features = false }
[dev-dependencies]
b.path = "b"
//- /ws/src/lib.rs
//- /ws/tests/t.rs
${packages}`);
    const [library, test] = project.graph.roots;
    assert.equal(show(project, 'a', library), 'a 0.1.0 []');
    assert.equal(show(project, 'b', library), 'none');
    assert.equal(show(project, 'a', test), 'a 0.1.0 [default extra std]');
    assert.equal(show(project, 'top::a', test), 'a 0.1.0 [default extra std]');
  });
});
