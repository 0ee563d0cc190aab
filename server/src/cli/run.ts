import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { NodePlatform } from '../node/nodePlatform.ts';
import { checkCommand, summaryCommand } from './check/checkCommand.ts';
import { initCommand } from './check/initCommand.ts';
import { REPORT_FORMATS } from './check/report.ts';
import { CliError } from './cliError.ts';
import { dropsCommand } from './dropsCommand.ts';
import { layoutCommand } from './layoutCommand.ts';
import type { Terminal } from './options.ts';

/** Runs one command line and returns the exit status: 0 done, 1 a check failed, 2 the input can't be used. */
export async function run(
  args: readonly string[],
  platform: () => Promise<NodePlatform>,
  terminal: Terminal,
): Promise<number> {
  const program = createProgram(platform, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const message = error instanceof Error ? error.message : String(error);
    const known = error instanceof CliError;
    // A defect shall look like one, and still be one clear line.
    terminal.err(known ? `error: ${message}\n` : `error: a defect of rust-memory-layout: ${message}\n`);
    return known ? error.status : 2;
  }
}

function createProgram(platform: () => Promise<NodePlatform>, terminal: Terminal): Command {
  const program = new Command('rust-memory-layout')
    .description('Exact memory layouts of Rust types, without a build')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // One clear line, whatever went wrong.
      writeErr: (text) => terminal.err(text),
    });
  projectOptions(program.command('layout'))
    .description('print the layout of every type of a crate, or of one type')
    .argument('[path]', 'a .rs file, a crate or a workspace', '.')
    .option('--type <name>', 'one type, with arguments if it is generic: `Foo`, `module::Foo<u32>`')
    .option('--futures', 'the futures of async functions and blocks, and what they hold at each await')
    .option('--json', 'print rust-layout/1')
    .action(async (path: string, options) => layoutCommand(path, options, await platform(), terminal));
  projectOptions(program.command('drops'))
    .description('print where each function drops what, in which order')
    .argument('[path]', 'a .rs file, a crate or a workspace', '.')
    .option('--function <name>', 'one function, by its name')
    .option('--json', 'print rust-drops/1')
    .action(async (path: string, options) => dropsCommand(path, options, await platform(), terminal));
  projectOptions(program.command('check'))
    .description('hold types to budgets, and against a base; exit status 1 where one fails')
    .argument('[path]', 'a .rs file, a crate or a workspace', '.')
    .option('--base <revision>', 'a git revision such as origin/main, or a file of `check --format json`')
    .option('--allow-growth', 'report what grew against the base, and let it pass')
    .option('--config <file>', 'the budgets; else rust-memory-layout.toml or the manifest’s metadata')
    .addOption(new Option('--format <format>', 'how to print it').choices(REPORT_FORMATS).default('text'))
    .action(async (path: string, options) => checkCommand(path, options, await platform(), terminal));
  projectOptions(program.command('summary'))
    .description('print the types that waste most, and the sums')
    .argument('[path]', 'a .rs file, a crate or a workspace', '.')
    .option('--count <number>', 'how many types', wholeNumber, 10)
    .action(async (path: string, options) => summaryCommand(path, options, await platform(), terminal));
  program
    .command('init')
    .description('write a commented rust-memory-layout.toml')
    .exitOverride()
    .argument('[path]', 'the folder', '.')
    .action((path: string) => initCommand(path, terminal));
  program
    .command('server')
    .description('run the language server, for any editor')
    .exitOverride()
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(startServer);
  return program;
}

/** The channel keeps the process alive. */
async function startServer(): Promise<void> {
  const { superviseInNode } = await import('../node/supervise.ts');
  await superviseInNode(['--stdio']);
}

function list(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(/[\s,]+/).filter((part) => part !== '')];
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

function addOne(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function toolchain(value: string): string {
  if (!/^[\w.+-]+$/.test(value))
    throw new InvalidArgumentError(
      'A release looks like 1.95 or 1.95.0; the name of a toolchain, like nightly, will do too.',
    );
  return value;
}

export function projectOptions(command: Command): Command {
  return command
    .exitOverride()
    .option('--target <triple>', 'lay out for this target')
    .option(
      '--rustc <release>',
      'lay out as this release of rustc (1.95), or as this toolchain (nightly)',
      toolchain,
    )
    .option(
      '--no-nearest',
      'say nothing where the release is not described, rather than what the nearest one does',
    )
    .addOption(
      new Option(
        '--facts <from>',
        "what is known of std: shipped, read from the toolchain's source, or what fits",
      )
        .choices(['shipped', 'source', 'auto'])
        .default('auto'),
    )
    .option('--sysroot <dir>', "the toolchain's folder, or one with std's source, for --facts source")
    .addOption(new Option('--edition <year>', 'of a single file').choices(['2015', '2018', '2021', '2024']))
    .addOption(new Option('--panic <strategy>', 'of a single file').choices(['unwind', 'abort']))
    .option('--features <names>', 'comma-separated, as for cargo', list)
    .option('--all-features', 'all features')
    .option('--no-default-features', 'without the default feature')
    .option('-p, --package <name>', 'of a workspace', list)
    .option('--workspace', 'all members of the workspace')
    .option('--lib', 'the library alone')
    .option('--bin <name>', 'a binary', list)
    .option('--bins', 'all binaries')
    .option('--example <name>', 'an example', list)
    .option('--examples', 'all examples')
    .option('--test <name>', 'an integration test', list)
    .option('--tests', 'all integration tests')
    .option('--bench <name>', 'a benchmark', list)
    .option('--benches', 'all benchmarks')
    .option('--all-targets', 'all of these; without any, the libraries and binaries')
    .option('--profile <name>', 'of cargo, such as release')
    .option('--cfg <option>', 'a further option for conditional compilation, as for rustc', addOne)
    .option('--test-cfg', 'libraries and binaries as `cargo test` compiles them, with cfg(test)');
}
