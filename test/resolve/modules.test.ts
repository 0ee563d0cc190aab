import assert from 'node:assert/strict';
import { meaning, testResolver } from '../support/resolve.ts';

type Options = Parameters<typeof meaning>[2];

async function check(fixture: string, path: string, expected: string, options: Options = {}) {
  assert.equal(await meaning(fixture, path, options), expected);
}

/** The file in which the module at a path of the first crate was found, or the reason why none was. */
async function fileOf(fixture: string, ...names: string[]): Promise<string> {
  const { resolver, main } = await testResolver(fixture);
  const found = resolver.resolveNames(
    { crate: main, module: rootOf(resolver, main) },
    [...names, 'S'],
    'type',
  );
  return found.kind === 'def' && found.def.origin === 'source' ? found.def.unit.path : JSON.stringify(found);
}

function rootOf(resolver: Awaited<ReturnType<typeof testResolver>>['resolver'], crate: string) {
  const root = resolver.rootModule(crate);
  assert.ok('origin' in root);
  return root;
}

describe('module files', () => {
  it('lie beside the root', async () => {
    assert.equal(await fileOf('//- /main.rs\nmod a;\n//- /a.rs\nstruct S;', 'a'), '/a.rs');
    assert.equal(await fileOf('//- /main.rs\nmod a;\n//- /a/mod.rs\nstruct S;', 'a'), '/a/mod.rs');
  });
  it('lie in a folder named like their parent, or beside mod.rs', async () => {
    assert.equal(
      await fileOf('//- /main.rs\nmod a;\n//- /a.rs\nmod b;\n//- /a/b.rs\nstruct S;', 'a', 'b'),
      '/a/b.rs',
    );
    assert.equal(
      await fileOf('//- /main.rs\nmod a;\n//- /a/mod.rs\nmod b;\n//- /a/b.rs\nstruct S;', 'a', 'b'),
      '/a/b.rs',
    );
  });
  it('lie in folders for inline modules', () =>
    fileOf('//- /main.rs\nmod a { mod b; }\n//- /a/b.rs\nstruct S;', 'a', 'b').then((path) =>
      assert.equal(path, '/a/b.rs'),
    ));
  it('are named by a path attribute', async () => {
    assert.equal(
      await fileOf(
        '//- /main.rs\n#[path = "x/y.rs"] mod a;\n//- /x/y.rs\nmod b;\n//- /x/b.rs\nstruct S;',
        'a',
        'b',
      ),
      '/x/b.rs',
    );
    const nested =
      '//- /main.rs\nmod a;\n//- /a.rs\nmod inline { #[path = "other.rs"] mod inner; }\n//- /a/inline/other.rs\nstruct S;';
    assert.equal(await fileOf(nested, 'a', 'inline', 'inner'), '/a/inline/other.rs');
    const inline =
      '//- /main.rs\n#[path = "thread_files"] mod thread { #[path = "tls.rs"] mod local_data; }\n//- /thread_files/tls.rs\nstruct S;';
    assert.equal(await fileOf(inline, 'thread', 'local_data'), '/thread_files/tls.rs');
  });
  it('are named by a path attribute behind cfg_attr', () =>
    fileOf(
      '//- /main.rs\n#[cfg_attr(x, path = "x.rs")] #[cfg_attr(not(x), path = "y.rs")] mod a;\n//- /y.rs\nstruct S;',
      'a',
    ).then((path) => assert.equal(path, '/y.rs')));
  it('take raw identifiers without r#', () =>
    fileOf('//- /main.rs\nmod r#type;\n//- /type.rs\nstruct S;', 'type').then((path) =>
      assert.equal(path, '/type.rs'),
    ));
  it('may be missing', () =>
    check('mod a;', 'a::S', 'unknown: there is no file for module `a`: neither /a.rs nor /a/mod.rs'));
  it('may not contain themselves', () =>
    check(
      '//- /main.rs\n#[path = "main.rs"] mod a;',
      'a::a::S',
      'unknown: the module `a` contains itself: /main.rs',
    ));
  it('may not contain themselves through a link', async () => {
    const { resolver, memory, main } = await testResolver(
      '//- /main.rs\nmod a;\n//- /a/mod.rs\nmod a;\nstruct S;',
    );
    memory.link('/a/a', '/a');
    const root = rootOf(resolver, main);
    const found = resolver.resolveNames({ crate: main, module: root }, ['a', 'a', 'S'], 'type');
    assert.match(found.kind === 'unknown' ? found.reason : '', /contains itself/);
  });
});

describe('conditional compilation', () => {
  it('removes items', () =>
    check('#[cfg(x)] struct S;', 'S', 'unknown: there is no name `S` in crate `main`'));
  it('keeps items', () =>
    check('#[cfg(feature = "a")] struct S;', 'S', 'struct main::S', {
      crates: { main: { cfg: ['feature="a"'] } },
    }));
  it('keeps an item under an unknown cfg, with the reason', () =>
    check('#[cfg(x)] struct S;', 'S', 'struct main::S if cfg `x` is set by a build script', {
      crates: { main: { cfg: ['?x'] } },
    }));
  it('does not choose between two items under an unknown cfg', () =>
    check(
      '#[cfg(x)] struct S; #[cfg(not(x))] struct S;',
      'S',
      'unknown: `S` has several meanings: cfg `x` is set by a build script',
      {
        crates: { main: { cfg: ['?x'] } },
      },
    ));
  it('prefers what is certain', () =>
    check('#[cfg(all(x, y))] struct S; #[cfg(not(y))] struct S;', 'S', 'struct main::S', {
      crates: { main: { cfg: ['?x'] } },
    }));
  it('applies to imports', () =>
    check(
      'mod a { pub struct S; } mod b { pub struct S; } #[cfg(x)] use a::S; #[cfg(not(x))] use b::S;',
      'S',
      'struct main::b::S',
    ));
  it('applies to variants and members', async () => {
    const { resolver, main } = await testResolver(
      'enum E { A, #[cfg(x)] B, C } trait T { #[cfg(x)] fn f(); fn g(); }',
    );
    const members = resolver
      .moduleItems(rootOf(resolver, main))
      .map((def) => resolver.membersOf(def).map(({ name }) => name));
    assert.deepEqual(members, [['A', 'C'], ['g']]);
  });
});

describe('conditionOf', () => {
  async function condition(fixture: string, name: string, cfg: readonly string[] = []) {
    const crates = { main: { cfg, dependencies: ['pm'] }, pm: { root: '/pm.rs', isProcMacro: true } };
    const pm =
      '#[proc_macro_derive(Known, attributes(helper))] pub fn d(i: TokenStream) -> TokenStream { i }';
    const { resolver, main } = await testResolver(`//- /main.rs\n${fixture}\n//- /pm.rs\n${pm}`, crates);
    const found = resolver.definitionsIn(main).find(({ def }) => def.name === name);
    return found && resolver.conditionOf(found.def);
  }
  it('is silent for attributes of the compiler, tools and derives', async () => {
    const text = '#[derive(Debug, pm::Known)] #[repr(C)] #[helper(x)] #[rustfmt::skip] #[allow(x)] struct S;';
    assert.equal(await condition(text, 'S'), undefined);
  });
  it('names attribute macros that are not known', async () => {
    assert.equal(
      await condition('#[pm::odd] struct S;', 'S'),
      'the attribute macro `#[pm::odd]` may change `S`: no macro of this name is found',
    );
    assert.equal(
      await condition('#[helper] struct S;', 'S'),
      'the attribute macro `#[helper]` may change `S`: no macro of this name is found',
    );
  });
  it('comes from what is around', async () => {
    assert.equal(
      await condition('#[pm::bridge] mod m { struct S; }', 'S'),
      'the attribute macro `#[pm::bridge]` may change `m`: no macro of this name is found',
    );
    assert.equal(
      await condition('#[cfg(x)] mod m { struct S; }', 'S', ['?x']),
      'cfg `x` is set by a build script',
    );
  });
});
