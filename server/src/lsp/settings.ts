import { defaultSettings, type Settings, settingsSection } from '../../../shared/settings.ts';
import { dirname, isAbsolute, join } from '../base/paths.ts';
import type { WorkspaceOptions } from './analyses.ts';
import { overlaid, type SettingsTree, undotted } from './settingsTree.ts';

/** rust-analyzer's settings, which count where ours say nothing. */
export const rustAnalyzerSection = 'rust-analyzer';

/** The user's settings from what a client sends: whatever is missing or of another type is the default. */
export function readSettings(sent: unknown): Settings {
  const settings = merged(defaultSettings, undotted(sent));
  const { level } = settings.diagnostics;
  if (levels.includes(level)) return settings;
  return { ...settings, diagnostics: { ...settings.diagnostics, level: defaultSettings.diagnostics.level } };
}

const levels: readonly string[] = ['off', 'hint', 'information', 'warning'];

/**
 * What a client pushes (`initializationOptions`, `workspace/didChangeConfiguration`) by sections. Many clients send ours
 * bare, without the section that it stands in; whoever names rust-analyzer's section, names ours too.
 */
export function sectionsOf(sent: unknown): SettingsTree {
  const tree = undotted(sent);
  if (settingsSection in tree || rustAnalyzerSection in tree) return tree;
  const ours = Object.entries(tree).filter(([key]) => Object.hasOwn(defaultSettings, key));
  return ours.length === 0 ? {} : { [settingsSection]: Object.fromEntries(ours) };
}

/** A section of pushed settings with what the client answered for it on top; a client that answers null says nothing. */
export function layered(pushed: SettingsTree, section: string, ...answers: readonly unknown[]): SettingsTree {
  return [pushed[section], ...answers].map((layer) => undotted(layer)).reduce(overlaid, {});
}

function merged<T>(fallback: T, sent: unknown): T {
  if (Array.isArray(fallback)) {
    const strings = Array.isArray(sent) && sent.every((s) => typeof s === 'string');
    return strings ? (sent as T) : fallback;
  }
  if (typeof fallback === 'object' && fallback !== null) {
    const given = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>) : {};
    const entries = Object.entries(fallback).map(([key, value]) => [key, merged(value, given[key])]);
    return Object.fromEntries(entries) as T;
  }
  return typeof sent === typeof fallback ? (sent as T) : fallback;
}

/** What rust-analyzer's settings say of the build; the section is `rust-analyzer`. */
export interface RustAnalyzerSettings {
  readonly features: readonly string[] | 'all';
  readonly noDefaultFeatures: boolean;
  readonly target: string;
  readonly cfgs: readonly string[];
  readonly setTest: boolean;
  readonly linkedProjects: readonly string[];
}

/** Reads rust-analyzer's settings as a client sends them; those that are missing say nothing. */
export function readRustAnalyzerSettings(given: unknown): RustAnalyzerSettings {
  const sent = undotted(given);
  const at = (...keys: readonly string[]): unknown =>
    keys.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      sent,
    );
  const strings = (value: unknown) =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const features = at('cargo', 'features');
  const target = at('cargo', 'target');
  return {
    features: features === 'all' ? 'all' : strings(features),
    noDefaultFeatures: at('cargo', 'noDefaultFeatures') === true,
    target: typeof target === 'string' ? target : '',
    // Its own defaults are no cfg of rustc's, or rustc's already; one with `!` is switched off.
    cfgs: strings(at('cargo', 'cfgs')).filter((cfg) => !/^(debug_assertions|miri|!.*)$/.test(cfg)),
    setTest: at('cfg', 'setTest') !== false,
    linkedProjects: strings(at('linkedProjects')),
  };
}

/**
 * The part of the settings that decides what is built. Where ours says nothing, rust-analyzer's counts.
 *
 * @param folder that relative paths start in
 */
export function analysisOptions(
  settings: Settings,
  other: RustAnalyzerSettings,
  folder: string | undefined,
): WorkspaceOptions {
  const { cargo } = settings;
  const target = chosen(settings.target, 'target', other.target, 'cargo.target');
  const release = /^1\.\d+(\.\d+)?(-\w+)?$/.exec(settings.rustc.trim())?.[0];
  const own = cargo.features.length > 0 || cargo.allFeatures || cargo.noDefaultFeatures;
  const named = own ? cargo.features : other.features === 'all' ? [] : other.features;
  const linked = settings.linkedProjects.length > 0 ? settings.linkedProjects : other.linkedProjects;
  return {
    features: named,
    allFeatures: own ? cargo.allFeatures : other.features === 'all',
    noDefaultFeatures: own ? cargo.noDefaultFeatures : other.noDefaultFeatures,
    cfgs: cargo.cfgs.length > 0 ? cargo.cfgs : other.cfgs,
    test: cargo.test && other.setTest,
    nearestRelease: settings.nearestRelease,
    ...(target && { target: target.value, targetFrom: `the setting \`${target.name}\`` }),
    ...(release !== undefined && { rustc: release }),
    ...(linked.length > 0 && { linkedProjects: linked.map((path) => absolute(path, folder)) }),
  };
}

/** For people: the settings that take part in what is built, with their sections. */
export function settingsInForce(settings: Settings, other: RustAnalyzerSettings): readonly string[] {
  const { cargo } = settings;
  const own = cargo.features.length > 0 || cargo.allFeatures || cargo.noDefaultFeatures;
  const ours: readonly (readonly [string, boolean])[] = [
    ['target', settings.target.trim() !== ''],
    ['rustc', settings.rustc.trim() !== ''],
    ['linkedProjects', settings.linkedProjects.length > 0],
    ['cargo.features', cargo.features.length > 0],
    ['cargo.allFeatures', cargo.allFeatures],
    ['cargo.noDefaultFeatures', cargo.noDefaultFeatures],
    ['cargo.cfgs', cargo.cfgs.length > 0],
    ['cargo.test', !cargo.test],
  ];
  const theirs: readonly (readonly [string, boolean])[] = [
    ['cargo.target', settings.target.trim() === '' && other.target !== ''],
    ['linkedProjects', settings.linkedProjects.length === 0 && other.linkedProjects.length > 0],
    ['cargo.features', !own && other.features.length > 0],
    ['cargo.noDefaultFeatures', !own && other.noDefaultFeatures],
    ['cargo.cfgs', cargo.cfgs.length === 0 && other.cfgs.length > 0],
    ['cfg.setTest', cargo.test && !other.setTest],
  ];
  const names = (section: string, list: typeof ours) =>
    list.filter(([, isSet]) => isSet).map(([name]) => `${section}.${name}`);
  return [...names(settingsSection, ours), ...names(rustAnalyzerSection, theirs)];
}

function chosen(ours: string, ourName: string, theirs: string, theirName: string) {
  if (ours.trim() !== '') return { value: ours.trim(), name: `${settingsSection}.${ourName}` };
  return theirs.trim() === '' ? undefined : { value: theirs.trim(), name: `rust-analyzer.${theirName}` };
}

function absolute(path: string, folder: string | undefined): string {
  const at = isAbsolute(path) || folder === undefined ? join(path) : join(folder, path);
  return at.endsWith('.json') || at.endsWith('Cargo.toml') ? at : join(at, 'Cargo.toml');
}

/** The nearest of some folders that holds a path. */
export function folderOf(folders: readonly string[], path: string): string | undefined {
  const holds = (folder: string) =>
    path === folder || dirname(path) === folder || path.startsWith(`${folder}/`);
  return folders.filter(holds).toSorted((a, b) => b.length - a.length)[0];
}
