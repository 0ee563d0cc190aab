import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import type { AnalysisOptions } from '../engine/analysis.ts';

/** The user's settings from what a client sends: whatever is missing or of another type is the default. */
export function readSettings(sent: unknown): Settings {
  return merged(defaultSettings, sent);
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

/** The part of the settings that decides what is built. */
export function analysisOptions({ target, nearestRelease, cargo }: Settings): AnalysisOptions {
  return { ...cargo, nearestRelease, ...(target.trim() !== '' && { target: target.trim() }) };
}
