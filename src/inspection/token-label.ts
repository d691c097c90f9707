/**
 * Tokens as something to look at: nothing in them is invisible, nothing acts on the text around it, and no byte is guessed.
 */

/** A piece of a label. Only `text` is what the token says itself; the others stand for something. */
export interface LabelPart {
  readonly kind: 'text' | 'space' | 'bytes' | 'code-point' | 'special';
  readonly text: string;
}

const MARKS: ReadonlyMap<string, string> = new Map([
  [' ', '·'],
  ['\t', '→'],
  ['\n', '↵'],
  ['\r', '␍'],
]);
// Control, format (bidirectional and zero-width), surrogate, private and unassigned characters, odd spaces, and what fonts leave out.
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const COMBINING = /^\p{M}/u;

/**
 * The label of a token.
 * @param bytes its bytes; of a control token the UTF-8 of its name
 */
export function tokenLabel(bytes: Uint8Array, isControl: boolean): readonly LabelPart[] {
  if (isControl) return [{ kind: 'special', text: new TextDecoder().decode(bytes) }];
  const parts: { kind: LabelPart['kind']; text: string }[] = [];
  const invalid: number[] = [];
  let run = { character: '', count: 0 };
  const push = (kind: LabelPart['kind'], text: string) => {
    const last = parts.at(-1);
    if (kind === 'text' && last?.kind === 'text') last.text += text;
    else parts.push({ kind, text: kind === 'text' && COMBINING.test(text) ? `◌${text}` : text });
  };
  const endRun = () => {
    if (run.count > 0) push('space', MARKS.get(run.character)! + (run.count > 1 ? `×${run.count}` : ''));
    run = { character: '', count: 0 };
  };
  const endBytes = () => {
    if (invalid.length > 0) push('bytes', `[${hex(invalid)}]`);
    invalid.length = 0;
  };
  for (const { character, byte } of characters(bytes)) {
    if (character === undefined) {
      endRun();
      invalid.push(byte);
      continue;
    }
    endBytes();
    if (character !== run.character) endRun();
    if (MARKS.has(character)) run = { character, count: run.count + 1 };
    else if (INVISIBLE.test(character)) push('code-point', codePoint(character));
    else push('text', character);
  }
  endRun();
  endBytes();
  return parts;
}

/** The label of a text. */
export function textLabel(text: string): readonly LabelPart[] {
  return tokenLabel(new TextEncoder().encode(text), false);
}

/** A name in which everything can be seen; its spaces stay. */
export function visible(name: string): string {
  return Array.from(name, (character) => (character === ' ' || !INVISIBLE.test(character) ? character : codePoint(character))).join('');
}

/** A label as one text, where it can not be styled. */
export function plainLabel(parts: readonly LabelPart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** Bytes as two digits each, `E2 96`. */
export function hex(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

/** What would be a run of marks, such as `·` and `↵`, as the characters they stand for. */
export function withoutMarks(text: string): string {
  return [...MARKS].reduce((result, [character, mark]) => result.replaceAll(mark, character), text);
}

/** How many bytes at the end of these are the beginning of a character that goes on. */
export function openBytes(bytes: Uint8Array): number {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    const byte = bytes[bytes.length - count]!;
    if ((byte & 0xc0) === 0x80) continue;
    return lengthOf(byte) > count ? count : 0;
  }
  return 0;
}

function* characters(bytes: Uint8Array): Generator<{ readonly character?: string; readonly byte: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    const length = lengthOf(byte);
    const character = length > 0 && at + length <= bytes.length ? decoded(decoder, bytes.subarray(at, at + length)) : undefined;
    if (character === undefined) {
      yield { byte };
      at++;
    } else {
      yield { character, byte };
      at += length;
    }
  }
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes of a character by the first of them; 0 if none begins so. */
function lengthOf(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
