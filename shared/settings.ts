/**
 * The user's settings, as the client sends them and the server asks for them (`workspace/configuration`, section
 * `rustMemoryLayout`). package.json declares the same names with their descriptions; a test holds the two together.
 */

/** The section that all settings stand in. */
export const settingsSection = 'rustMemoryLayout';

export interface Settings {
  /** Target triple; empty: what `.cargo/config.toml` builds for, else the machine that the server runs on. */
  readonly target: string;
  /** Where the release isn't described: show the nearest one's figures, marked `≈`, rather than none. */
  readonly nearestRelease: boolean;
  /** Release of rustc, such as `1.95`; empty: that of the toolchain that cargo would use. */
  readonly rustc: string;
  /** Paths of Cargo.toml and rust-project.json files besides those that lie above a file. */
  readonly linkedProjects: readonly string[];
  readonly cargo: CargoSettings;
  readonly hover: HoverSettings;
  readonly inlayHints: InlayHintSettings;
  readonly diagnostics: DiagnosticSettings;
  readonly panel: PanelSettings;
}

/** As cargo's options of the same names. */
export interface CargoSettings {
  readonly features: readonly string[];
  readonly allFeatures: boolean;
  readonly noDefaultFeatures: boolean;
  /** Options as for rustc's `--cfg`: `name`, `name=value`. */
  readonly cfgs: readonly string[];
  /** Whether the workspace's own libraries and binaries are looked at as `cargo test` compiles them. */
  readonly test: boolean;
}

export interface HoverSettings {
  readonly enable: boolean;
}

export interface InlayHintSettings {
  /** A hole between two fields, behind the field which it follows in memory. */
  readonly padding: boolean;
  /** The hole behind the last field. */
  readonly trailingPadding: boolean;
  /** How far apart the sizes of an enum's variants are. */
  readonly variantSpread: boolean;
  readonly offset: boolean;
  readonly size: boolean;
  readonly variantSize: boolean;
  /** What is dropped where a scope ends. */
  readonly drops: boolean;
  /** Holes of fewer bytes get no hint. */
  readonly minimumPadding: number;
  /** Spreads of fewer bytes get no hint. */
  readonly minimumVariantSpread: number;
  /** Scope ends that drop fewer values get no hint. */
  readonly minimumDrops: number;
}

export interface DiagnosticSettings {
  readonly level: 'off' | 'hint' | 'information' | 'warning';
  /** Bytes by which an enum's largest variant must pass the next one to be reported. */
  readonly largeVariant: number;
  /** Bytes from which on an array on the stack is reported. */
  readonly largeArray: number;
  /** Bytes from which on the `Err` of a returned `Result` is reported. */
  readonly largeError: number;
}

export interface PanelSettings {
  readonly followCursor: boolean;
}

/** What holds where the user has set nothing. */
export const defaultSettings: Settings = {
  target: '',
  nearestRelease: true,
  rustc: '',
  linkedProjects: [],
  cargo: { features: [], allFeatures: false, noDefaultFeatures: false, cfgs: [], test: true },
  hover: { enable: true },
  inlayHints: {
    padding: true,
    trailingPadding: true,
    variantSpread: true,
    offset: false,
    size: false,
    variantSize: false,
    drops: false,
    minimumPadding: 1,
    minimumVariantSpread: 200,
    minimumDrops: 2,
  },
  diagnostics: { level: 'off', largeVariant: 200, largeArray: 16384, largeError: 128 },
  panel: { followCursor: true },
};
