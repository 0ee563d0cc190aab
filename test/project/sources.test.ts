import assert from 'node:assert/strict';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { memoryFiles } from '../support/memoryFiles.ts';
import { follow, openProject, show } from '../support/projects.ts';

const index = 'registry+https://github.com/rust-lang/crates.io-index';

function pkg(folder: string, name: string, version: string, more = ''): string {
  return `//- ${folder}/Cargo.toml\n[package]\nname = "${name}"\nversion = "${version}"\n${more}\n//- ${folder}/src/lib.rs\n`;
}

const cache = '/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f';
const top = (dependencies: string) => pkg('/ws', 'top', '0.1.0', `[dependencies]\n${dependencies}`);
const lock = (text: string) => `//- /ws/Cargo.lock\n${text}\n`;
const locked = (name: string, version: string, source = index, more = '') =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${source}"\n${more}\n`;
const topLocked = (dependencies: string) =>
  `version = 4\n[[package]]\nname = "top"\nversion = "0.1.0"\ndependencies = [${dependencies}]\n`;

describe('sources of packages', () => {
  it('the registry of cargo home, in the version that is locked', () => {
    const project = openProject(
      top('a = "1"') +
        lock(topLocked('"a"') + locked('a', '1.1.0')) +
        pkg(`${cache}/a-1.1.0`, 'a', '1.1.0') +
        pkg(`${cache}/a-1.2.0`, 'a', '1.2.0'),
    );
    assert.equal(show(project, 'a'), 'a 1.1.0 []');
    assert.equal(
      project.graph.crate(project.graph.dependency(project.graph.roots[0]!, 'a') as string).origin,
      'registry',
    );
  });

  it('two versions of one package under two names', () => {
    const both = '"a 0.9.0", "a 1.1.0"';
    const project = openProject(
      top('a = "1"\nolder = { package = "a", version = "0.9" }') +
        lock(topLocked(both) + locked('a', '0.9.0') + locked('a', '1.1.0')) +
        pkg(`${cache}/a-0.9.0`, 'a', '0.9.0') +
        pkg(`${cache}/a-1.1.0`, 'a', '1.1.0'),
    );
    assert.equal(show(project, 'a'), 'a 1.1.0 []');
    assert.equal(show(project, 'older'), 'a 0.9.0 []');
  });

  it('reads the oldest lock format', () => {
    const old = `[root]\nname = "top"\nversion = "0.1.0"\ndependencies = [\n "a 1.1.0 (${index})",\n]\n${locked('a', '1.1.0')}[metadata]\n"checksum a 1.1.0 (${index})" = "00"\n`;
    const project = openProject(top('a = "1"') + lock(old) + pkg(`${cache}/a-1.1.0`, 'a', '1.1.0'));
    assert.equal(show(project, 'a'), 'a 1.1.0 []');
    assert.deepEqual(project.problems, []);
  });

  it('says what is missing on this machine', () => {
    const project = openProject(top('a = "1"') + lock(topLocked('"a"') + locked('a', '1.1.0')));
    assert.match(show(project, 'a'), /the source of `a 1\.1\.0` is not on this machine.*cargo fetch/);
    assert.equal(show(project, 'b'), 'none');
  });

  it('vendored sources', () => {
    const config =
      '//- /ws/.cargo/config.toml\n[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n';
    const project = openProject(
      top('a = "1"') +
        config +
        lock(topLocked('"a"') + locked('a', '1.1.0')) +
        pkg('/ws/vendor/a', 'a', '1.1.0'),
    );
    assert.equal(show(project, 'a'), 'a 1.1.0 []');
    assert.equal(project.graph.crate(follow(project, 'a') as string).origin, 'vendored');
  });

  it('a source that is replaced by itself has a reason', () => {
    const config =
      '//- /ws/.cargo/config.toml\n[source.crates-io]\nreplace-with = "v"\n[source.v]\nreplace-with = "crates-io"\n';
    const project = openProject(top('a = "1"') + config + lock(topLocked('"a"') + locked('a', '1.1.0')));
    assert.match(show(project, 'a'), /replaced by itself/);
  });

  it('a git checkout, by commit and wherever the package lies in it', () => {
    const source = 'git+https://example.org/x/repo.git?branch=main#0123456789abcdef0123456789abcdef01234567';
    const checkout = '/home/me/.cargo/git/checkouts/repo-00aa/0123456';
    const project = openProject(
      top('g = { git = "https://example.org/x/repo.git", branch = "main" }') +
        lock(
          topLocked('"g"') +
            locked('g', '0.2.0', source, 'dependencies = ["h"]') +
            locked('h', '0.3.0', source),
        ) +
        pkg(`${checkout}/crates/g`, 'g', '0.2.0', '[dependencies]\nh = { path = "../h" }') +
        pkg(`${checkout}/crates/h`, 'h', '0.3.0'),
    );
    assert.equal(show(project, 'g'), 'g 0.2.0 []');
    assert.equal(show(project, 'g::h'), 'h 0.3.0 []');
  });

  it('a patched package', () => {
    const patched = top('a = "1"').replace(
      '//- /ws/src',
      '[patch.crates-io]\na = { path = "fork" }\n//- /ws/src',
    );
    const entry = '[[package]]\nname = "a"\nversion = "1.5.0"\n';
    const project = openProject(patched + lock(topLocked('"a"') + entry) + pkg('/ws/fork', 'a', '1.5.0'));
    assert.equal(show(project, 'a'), 'a 1.5.0 []');
    const fresh = openProject(
      patched + pkg('/ws/fork', 'a', '1.5.0') + pkg(`${cache}/a-1.9.0`, 'a', '1.9.0'),
    );
    assert.equal(show(fresh, 'a'), 'a 1.5.0 []');
  });

  it('without a lock file the newest fitting version, one for each compatible range', () => {
    const project = openProject(
      top('a = "1"\nb = "1"') +
        pkg(`${cache}/a-1.1.0`, 'a', '1.1.0') +
        pkg(`${cache}/a-1.3.0`, 'a', '1.3.0') +
        pkg(`${cache}/a-2.0.0`, 'a', '2.0.0') +
        pkg(
          `${cache}/b-1.0.0`,
          'b',
          '1.0.0',
          '[dependencies]\na = "1.0, <1.3"\nold = { package = "a", version = "2" }',
        ),
    );
    assert.equal(show(project, 'a'), 'a 1.1.0 []');
    assert.equal(show(project, 'b::a'), 'a 1.1.0 []');
    assert.equal(show(project, 'b::old'), 'a 2.0.0 []');
  });

  it('without anything else the packages beside a package', () => {
    const files =
      pkg('/r/top-0.1.0', 'top', '0.1.0', '[dependencies]\na = "1"') + pkg('/r/a-1.0.0', 'a', '1.0.0');
    assert.equal(show(openProject(files, {}, { path: '/r/top-0.1.0' }), 'a'), 'a 1.0.0 []');
  });

  it("Debian's packages", () => {
    assert.equal(
      show(openProject(top('a = "1"') + pkg('/usr/share/cargo/registry/a-1.0.0', 'a', '1.0.0')), 'a'),
      'a 1.0.0 []',
    );
  });

  it('a library with a name of its own', () => {
    const project = openProject(top('x-y.path = "x"') + pkg('/ws/x', 'x-y', '0.1.0', '[lib]\nname = "zed"'));
    assert.equal(show(project, 'zed'), 'zed 0.1.0 []');
    assert.equal(show(project, 'x_y'), 'none');
    assert.deepEqual(
      project.graph.dependencies(project.graph.roots[0]!).map(({ name }) => name),
      ['zed'],
    );
  });

  it('opens only what a question needs', () => {
    const count = 60;
    const names = Array.from({ length: count }, (_, i) => `p${i}`);
    const files = memoryFiles(
      top(names.map((name) => `${name} = "1"`).join('\n')) +
        lock(
          topLocked(names.map((name) => `"${name}"`).join(',')) +
            names.map((name) => locked(name, '1.0.0')).join(''),
        ) +
        names.map((name) => pkg(`${cache}/${name}-1.0.0`, name, '1.0.0')).join(''),
    );
    const project = openProject(files);
    const id = project.graph.dependency(project.graph.roots[0]!, 'p7');
    assert.ok(id !== undefined && !isUnknown(id) && project.graph.crate(id).features.length === 0);
    assert.deepEqual(
      files.read.filter((path) => path.startsWith(cache)),
      [`${cache}/p7-1.0.0/Cargo.toml`],
    );
  });

  it('does not look for optional dependencies that are off', () => {
    const off = '[dependencies]\nb = { version = "1", optional = true }';
    const files = memoryFiles(
      top('a = "1"') +
        lock(topLocked('"a"') + locked('a', '1.0.0')) +
        pkg(`${cache}/a-1.0.0`, 'a', '1.0.0', off) +
        pkg(`${cache}/b-1.0.0`, 'b', '1.0.0'),
    );
    const project = openProject(files);
    assert.equal(show(project, 'a'), 'a 1.0.0 []');
    assert.equal(show(project, 'a::b'), 'none');
    assert.ok(!files.read.includes(`${cache}/b-1.0.0/Cargo.toml`));
  });
});
