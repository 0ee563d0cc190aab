import { asTable, booleanAt, stringAt, type TomlTable, tableAt } from '../manifest/toml.ts';
import { type CargoConfig, configEntries } from './cargoConfig.ts';

/** What a profile decides that code can see. */
export interface ProfileSettings {
  readonly debugAssertions: boolean;
  readonly overflowChecks: boolean;
  readonly panic: string | undefined;
}

/** Reads one profile for one package (Cargo Book, "Profiles"), overrides of packages and of build code included. */
export function profileSettings(
  root: TomlTable | undefined,
  config: CargoConfig,
  profile: string,
  crate: { readonly packageName: string; readonly isMember: boolean; readonly forHost: boolean },
): ProfileSettings {
  const chain = profileChain(root, config, profile);
  const overrides = chain.flatMap((table) => {
    const packages = asTable(table.package);
    const own = asTable(packages?.[crate.packageName]);
    const others = crate.isMember ? undefined : asTable(packages?.['*']);
    const build = crate.forHost ? asTable(table['build-override']) : undefined;
    return [own, others, build].filter((part) => part !== undefined);
  });
  const tables = [...overrides, ...chain];
  const isDebug = !releaseLike(root, config, profile);
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

function profileChain(
  root: TomlTable | undefined,
  config: CargoConfig,
  profile: string,
): readonly TomlTable[] {
  const chain: TomlTable[] = [];
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name); ) {
    seen.add(name);
    const tables: readonly TomlTable[] = profileTables(root, config, name);
    chain.push(...tables);
    const parent: string | undefined = tables
      .map((table) => stringAt(table, 'inherits'))
      .find((value) => value !== undefined);
    name = parent ?? (name === 'test' ? 'dev' : name === 'bench' ? 'release' : undefined);
  }
  return chain;
}

/** The tables of one profile; the configuration's wins over the manifest's. */
function profileTables(root: TomlTable | undefined, config: CargoConfig, name: string): readonly TomlTable[] {
  const configured = configEntries(config, 'profile').get(name)?.table;
  return [configured, tableAt(root, 'profile', name)].filter((table) => table !== undefined);
}

function releaseLike(root: TomlTable | undefined, config: CargoConfig, profile: string): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name); ) {
    if (name === 'release' || name === 'bench') return true;
    seen.add(name);
    const tables: readonly TomlTable[] = profileTables(root, config, name);
    name = tables.map((table) => stringAt(table, 'inherits')).find((value) => value !== undefined);
  }
  return false;
}
