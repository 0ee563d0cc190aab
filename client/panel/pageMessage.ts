import type { FromAnyPage, FromLayoutPage } from '../../shared/webviewMessages.ts';

/**
 * A message of a page as it has to be, or undefined for any other. The page is ours, and yet it draws what stands in the
 * user's files: should something there ever speak for it, it can ask for nothing but what the page itself may ask for.
 * The texts that it sends are checked by whoever takes them: a file name is cleaned, and the user picks the folder.
 */
export function pageMessage(message: unknown): FromAnyPage | FromLayoutPage | undefined {
  if (!isRecord(message)) return undefined;
  return isValid(message) ? (message as unknown as FromAnyPage | FromLayoutPage) : undefined;
}

function isValid(message: Readonly<Record<string, unknown>>): boolean {
  switch (message.kind) {
    case 'ready':
      return true;
    case 'select':
      return isPlace(message.place);
    case 'setFollowing':
      return typeof message.following === 'boolean';
    case 'setTypeArguments':
      return Array.isArray(message.typeArguments) && message.typeArguments.every(isText);
    case 'setComparison':
      return message.target === undefined || isText(message.target);
    case 'save':
      return (
        isText(message.format) &&
        ['svg', 'png', 'markdown', 'json'].includes(message.format) &&
        isText(message.name) &&
        typeof message.data === 'string'
      );
    case 'copy':
      return typeof message.text === 'string';
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Of a length that a name or a type can have. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 10_000;
}

function isPlace(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return isText(value.path) && isOffset(value.start) && isOffset(value.end);
}

function isOffset(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
