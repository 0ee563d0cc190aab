import assert from 'node:assert/strict';
import { openProject } from '../support/projects.ts';

function check(title: string, manifest: string, files: string, expected: string) {
  it(title, () => {
    const fixture = [`//- /ws/Cargo.toml\n[package]\nname = "my-top"\n${manifest}`];
    for (const file of files.split(' ')) fixture.push(`//- /ws/${file}`);
    const { graph } = openProject(fixture.join('\n'));
    const found = graph.roots.map((id) => {
      const { kind, name, root, edition } = graph.crate(id);
      return `${kind} ${name} ${root.replace('/ws/', '')} ${edition}`;
    });
    assert.equal(found.join('; '), expected);
  });
}

describe('targets', () => {
  check('library, edition 2015', '', 'src/lib.rs', 'lib my_top src/lib.rs 2015');
  check('binary', 'edition = "2021"', 'src/main.rs', 'bin my_top src/main.rs 2021');
  check(
    'found by place',
    'edition = "2021"',
    'src/lib.rs src/bin/one.rs src/bin/two/main.rs examples/e.rs tests/t.rs benches/b.rs build.rs',
    'lib my_top src/lib.rs 2021; bin one src/bin/one.rs 2021; bin two src/bin/two/main.rs 2021; ' +
      'example e examples/e.rs 2021; test t tests/t.rs 2021; bench b benches/b.rs 2021; ' +
      'build-script build_script_build build.rs 2021',
  );
  check(
    'autobins off',
    'edition = "2021"\nautobins = false',
    'src/lib.rs src/bin/a.rs',
    'lib my_top src/lib.rs 2021',
  );
  check(
    '2015: a list switches discovery off',
    '[[bin]]\nname = "a"',
    'src/bin/a.rs src/bin/b.rs',
    'bin a src/bin/a.rs 2015',
  );
  check('lib path and name', '[lib]\npath = "l.rs"\nname = "other"', 'l.rs', 'lib other l.rs 2015');
  check('proc macro', '[lib]\nproc-macro = true', 'src/lib.rs', 'proc-macro my_top src/lib.rs 2015');
  check(
    'proc macro by crate type',
    '[lib]\ncrate-type = ["proc-macro"]',
    'src/lib.rs',
    'proc-macro my_top src/lib.rs 2015',
  );
  check('edition of a target', '[lib]\nedition = "2018"', 'src/lib.rs', 'lib my_top src/lib.rs 2018');
  check('no build script', 'build = false', 'src/lib.rs build.rs', 'lib my_top src/lib.rs 2015');
  check(
    'named build script',
    'build = "b/x.rs"',
    'src/lib.rs b/x.rs',
    'lib my_top src/lib.rs 2015; build-script build_script_build b/x.rs 2015',
  );
  check(
    'required features',
    '[features]\nf = []\n[[example]]\nname = "e"\nrequired-features = ["f"]',
    'src/lib.rs examples/e.rs',
    'lib my_top src/lib.rs 2015',
  );
});
