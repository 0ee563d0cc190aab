import type { Environment } from '../crateGraph.ts';

/**
 * A key of cargo's configuration as an environment variable, which wins over all files (Cargo Book, "Configuration",
 * "Environment variables"): `target.thumbv7em-none-eabihf.rustflags` is `CARGO_TARGET_THUMBV7EM_NONE_EABIHF_RUSTFLAGS`.
 */
export function configVariable(environment: Environment, ...keys: readonly string[]): string | undefined {
  const name = ['cargo', ...keys].map((key) => key.toUpperCase().replace(/[-.]/g, '_')).join('_');
  return environment.variables?.[name];
}

/** As `configVariable`, for a list: words between white space. */
export function configVariableWords(
  environment: Environment,
  ...keys: readonly string[]
): readonly string[] | undefined {
  return configVariable(environment, ...keys)
    ?.split(/\s+/)
    .filter((word) => word !== '');
}

/** As `configVariable`, for a boolean; undefined where it is neither `true` nor `false`. */
export function configVariableFlag(
  environment: Environment,
  ...keys: readonly string[]
): boolean | undefined {
  const text = configVariable(environment, ...keys);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
