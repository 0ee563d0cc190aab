import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../cliError.ts';
import type { Terminal } from '../options.ts';
import { CONFIGURATION_FILE } from './checkCommand.ts';

const template = `# Budgets that \`rust-memory-layout check\` holds types to. Numbers are bytes, the most that is allowed.
# A comment on a type does the same where it stands:   // layout: size <= 64, padding <= 0, no drop

# For every type of the workspace:
[all]
# size = 4096
# padding = 16
# largest-variant = 256     # what an enum's largest variant may need beyond the next one

# For the future of every async function:
[futures]
# size = 16384

# For single types, by their name or the end of their path:
# [type."net::Peer"]
# size = 64
# align = 8
# padding = 0
# copy = false
# needs-drop = true

# For one target, in place of what stands above:
# [target.thumbv7em-none-eabihf.type."net::Peer"]
# size = 32
`;

/** `init [PATH]`: writes a commented configuration, and never over one that is there. */
export function initCommand(given: string, terminal: Terminal): void {
  const file = path.join(path.resolve(terminal.cwd, given), CONFIGURATION_FILE);
  if (existsSync(file)) throw new CliError(`${path.join(given, CONFIGURATION_FILE)} is there already`);
  try {
    writeFileSync(file, template, { flag: 'wx' });
  } catch (error) {
    throw new CliError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  terminal.out(`wrote ${path.join(given, CONFIGURATION_FILE)}\n`);
}
