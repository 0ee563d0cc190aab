import assert from 'node:assert/strict';
import type { FileSystem } from '../../server/src/base/fileSystem.ts';
import { isUnknown } from '../../server/src/base/unknown.ts';
import { expandFolders } from '../../server/src/project/manifest/globs.ts';
import { memoryFiles } from '../support/memoryFiles.ts';
import { openProject, show, tryProject } from '../support/projects.ts';

function reason(fixture: string, path = '/ws', selection = {}): string {
  const project = tryProject(fixture, selection, { path });
  return isUnknown(project)
    ? project.reason
    : `opened; ${project.problems.map((problem) => problem.reason).join('; ')}`;
}

const top = (rest: string) => `//- /ws/Cargo.toml\n[package]\nname = "top"\n${rest}\n//- /ws/src/lib.rs\n`;

describe('bad input', () => {
  it('no manifest', () => assert.equal(reason(''), 'there is no Cargo.toml in /ws'));
  it('a manifest that is not TOML', () =>
    assert.match(reason(top('oops')), /^\/ws\/Cargo\.toml is not TOML: line 3/));
  it('a manifest of 900,000 features', () => {
    const features = Array.from({ length: 900_000 }, (_, i) => `f${i} = []`).join('\n');
    assert.equal(reason(top(`[features]\n${features}`)), '/ws/Cargo.toml is too large: more than 4 MB');
  });
  it('a feature that switches 200,000 others on', () => {
    const names = Array.from({ length: 200_000 }, (_, i) => `f${i}`);
    const project = openProject(
      top(
        `[features]\ndefault = [${names.slice(0, 150_000).map((f) => `"${f}"`)}]\n${names
          .slice(0, 150_000)
          .map((f) => `${f} = []`)
          .join('\n')}`,
      ),
    );
    assert.equal(project.graph.crate(project.graph.roots[0]!).features.length, 150_001);
  });
  it('patterns of members that leave the workspace', () => {
    const fs = memoryFiles(
      '//- /ws/Cargo.toml\n//- /ws/a/Cargo.toml\n//- /ws/.git/x\n//- /other/b/Cargo.toml\n//- /ws2/Cargo.toml\n',
    );
    assert.deepEqual(expandFolders(fs, '/ws', '../**'), []);
    assert.deepEqual(expandFolders(fs, '/ws', '/**'), ['/ws', '/ws/a']);
    assert.deepEqual(expandFolders(fs, '/ws', '**'), ['/ws', '/ws/a']);
    assert.deepEqual(expandFolders(fs, '/ws', '../other/*'), ['/other/b']);
    assert.deepEqual(expandFolders(fs, '/ws', `${'*'.repeat(50)}a${'*'.repeat(50)}b`), []);
  });
  it('a manifest of nothing', () =>
    assert.match(reason('//- /ws/Cargo.toml\n'), /neither a package nor members/));
  it('a .rs file that is not there', () => assert.match(reason('', '/x.rs'), /cannot be read/));
  it('an unknown target', () =>
    assert.match(
      reason(top(''), '/ws', { target: 'z80' }),
      /the target `z80` \(--target\) is no target that rustc knows/,
    ));
  it('an unknown feature', () =>
    assert.match(
      reason(top(''), '/ws', { features: ['f'] }),
      /none of the selected packages has a feature `f`/,
    ));
  it('a lock file that is not TOML', () =>
    assert.match(
      reason(`${top('')}//- /ws/Cargo.lock\n<<<<\n`),
      /opened; .*Cargo\.lock is not TOML: line 1/,
    ));
  it('a lock file of the future', () =>
    assert.match(reason(`${top('')}//- /ws/Cargo.lock\nversion = 99\n`), /has format 99/));
  it('a lock file of another world', () =>
    assert.match(
      reason(`${top('')}//- /ws/Cargo.lock\nversion = 3\n[[package]]\nname = "other"\nversion = "1.0.0"\n`),
      /lacks packages of the workspace/,
    ));
  it('a missing path dependency', () => {
    const project = openProject(top('[dependencies]\na.path = "nowhere"'));
    assert.match(
      show(project, 'a'),
      /path dependency `a` cannot be read: there is no \/ws\/nowhere\/Cargo\.toml/,
    );
  });
  it('a path dependency with another name', () => {
    const project = openProject(
      `${top('[dependencies]\na.path = "b"')}//- /ws/b/Cargo.toml\n[package]\nname = "b"\n`,
    );
    assert.match(show(project, 'a'), /holds `b`, not `a`/);
  });
  it('a requirement that is none', () =>
    assert.match(
      show(openProject(top('[dependencies]\na = "newest"')), 'a'),
      /`newest`.* is no version requirement/,
    ));
  it('a dependency without a library', () => {
    const project = openProject(
      `${top('[dependencies]\na.path = "a"')}//- /ws/a/Cargo.toml\n[package]\nname = "a"\n//- /ws/a/src/main.rs\n`,
    );
    assert.match(show(project, 'a'), /`a` has no library/);
  });
  it('path dependencies in a circle', () => {
    const project = openProject(
      `${top('[dependencies]\na.path = "a"')}//- /ws/a/Cargo.toml\n[package]\nname = "a"\n[dependencies]\ntop.path = ".."\n//- /ws/a/src/lib.rs\n`,
    );
    assert.equal(show(project, 'a::top::a::top'), 'top 0.0.0 []');
  });
  it('features in a circle', () =>
    assert.equal(
      show(openProject(top('[features]\ndefault = ["a"]\na = ["b"]\nb = ["a"]')), ''),
      'top 0.0.0 [a b default]',
    ));
  it('a chain of 20000 features', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `f${i} = ["f${(i + 1) % 20_000}"]`);
    assert.match(show(openProject(top(`[features]\ndefault = ["f7"]\n${chain.join('\n')}`)), ''), / f6 /);
  });
  it('folders in a circle through links', () => {
    const files = memoryFiles(
      `//- /ws/Cargo.toml\n[workspace]\nmembers = ["**"]\n//- /ws/a/Cargo.toml\n[package]\nname = "a"\n//- /ws/a/src/lib.rs\n`,
    );
    files.link('/ws/a/loop', '/ws');
    assert.equal(openProject(files).graph.roots.length, 1);
  });
  it('a pattern that leads to folders without end', () => {
    const entries = ['a', 'b', 'c'].map((name) => ({ name, kind: 'directory' as const }));
    const endless: FileSystem = { readFile: () => undefined, readDirectory: () => entries };
    for (const pattern of ['**', '**/*', '*/*/*/*/*/*/*/*/*/*/*/*'])
      assert.ok(expandFolders(endless, '/ws', pattern).length < 10_000);
  });
  it('a manifest of wrong types', () => {
    const project = openProject(
      top('version = 1\nedition = 7\n[dependencies]\na = 3\n[features]\nf = "x"\n[[bin]]\nname = 1'),
    );
    assert.equal(show(project, ''), 'top 0.0.0 []');
  });
  it('broken cargo configuration is a problem, no end', () =>
    assert.match(
      reason(`${top('')}//- /ws/.cargo/config.toml\n[build\n`),
      /opened; .*config\.toml is not TOML/,
    ));
});

describe('a file alone', () => {
  it('is a crate of its own with the edition given', () => {
    const project = openProject(
      '//- /x/my-file.rs\nstruct S;',
      { edition: '2018' },
      { path: '/x/my-file.rs' },
    );
    const { name, edition, root } = project.graph.crate(project.graph.roots[0]!);
    assert.deepEqual([name, edition, root], ['my_file', '2018', '/x/my-file.rs']);
  });
});
