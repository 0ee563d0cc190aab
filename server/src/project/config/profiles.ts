import type { Environment } from '../crateGraph.ts';
import { asTable, booleanAt, stringAt, type TomlTable, tableAt } from '../manifest/toml.ts';
import { type CargoConfig, configEntries } from './cargoConfig.ts';
import { configVariable, configVariableFlag } from './variables.ts';

/** What a profile decides that code can see. */
export interface ProfileSettings {
  readonly debugAssertions: boolean;
  readonly overflowChecks: boolean;
  readonly panic: string | undefined;
}

/** Where profiles are looked up. */
export interface ProfileSources {
  /** The root manifest of the workspace. */
  readonly root: TomlTable | undefined;
  readonly config: CargoConfig;
  readonly environment: Environment;
}

/** Reads one profile for one package (Cargo Book, "Profiles"), overrides of packages and of build code included. */
export function profileSettings(
  sources: ProfileSources,
  profile: string,
  crate: { readonly packageName: string; readonly isMember: boolean; readonly forHost: boolean },
): ProfileSettings {
  const chain = profileChain(sources, profile);
  const overrides = chain.flatMap((table) => {
    const packages = asTable(table.package);
    const own = asTable(packages?.[crate.packageName]);
    const others = crate.isMember ? undefined : asTable(packages?.['*']);
    const build = crate.forHost ? asTable(table['build-override']) : undefined;
    return [own, others, build].filter((part) => part !== undefined);
  });
  const tables = [...overrides, ...chain];
  const isDebug = !releaseLike(sources, profile);
  const flag = (key: string) =>
    tables.map((table) => booleanAt(table, key)).find((value) => value !== undefined);
  const panic = chain.map((table) => stringAt(table, 'panic')).find((value) => value !== undefined);
  // Build scripts and proc macros, and all that they use, unwind whatever the profile says.
  return {
    debugAssertions: flag('debug-assertions') ?? isDebug,
    overflowChecks: flag('overflow-checks') ?? isDebug,
    panic: crate.forHost ? undefined : panic,
  };
}

function profileChain(sources: ProfileSources, profile: string): readonly TomlTable[] {
  const chain: TomlTable[] = [];
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name); ) {
    seen.add(name);
    const tables: readonly TomlTable[] = profileTables(sources, name);
    chain.push(...tables);
    const parent: string | undefined = tables
      .map((table) => stringAt(table, 'inherits'))
      .find((value) => value !== undefined);
    name = parent ?? (name === 'test' ? 'dev' : name === 'bench' ? 'release' : undefined);
  }
  return chain;
}

/** The tables of one profile: variables win over the configuration's files, and these over the manifest. */
function profileTables({ root, config, environment }: ProfileSources, name: string): readonly TomlTable[] {
  const configured = configEntries(config, 'profile').get(name)?.table;
  const tables = [profileVariables(environment, name), configured, tableAt(root, 'profile', name)];
  return tables.filter((table) => table !== undefined);
}

/** `CARGO_PROFILE_DEV_PANIC`, `CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG_ASSERTIONS` and their like, as a table. */
function profileVariables(environment: Environment, name: string): TomlTable {
  const table: TomlTable = settingVariables(environment, ['profile', name]);
  const override = settingVariables(environment, ['profile', name, 'build-override']);
  if (Object.keys(override).length > 0) table['build-override'] = override;
  const inherits = configVariable(environment, 'profile', name, 'inherits');
  if (inherits !== undefined) table.inherits = inherits;
  return table;
}

function settingVariables(environment: Environment, keys: readonly string[]): TomlTable {
  const table: TomlTable = {};
  for (const key of ['debug-assertions', 'overflow-checks']) {
    const flag = configVariableFlag(environment, ...keys, key);
    if (flag !== undefined) table[key] = flag;
  }
  const panic = configVariable(environment, ...keys, 'panic');
  if (panic !== undefined) table.panic = panic;
  return table;
}

function releaseLike(sources: ProfileSources, profile: string): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name); ) {
    if (name === 'release' || name === 'bench') return true;
    seen.add(name);
    const tables: readonly TomlTable[] = profileTables(sources, name);
    name = tables.map((table) => stringAt(table, 'inherits')).find((value) => value !== undefined);
  }
  return false;
}
