/**
 * The part of a suggestion that can be shown while the rest is still being decoded: whole lines, or whole words of the first line.
 * @returns '' when there is none yet
 */
export function usefulBeginning(text: string): string {
  const line = text.trimEnd().lastIndexOf('\n');
  const whole = line > 0 && text.slice(0, line).trim() !== '' ? text.slice(0, line) : text.replace(/[\p{L}\p{N}\p{M}_$]+$/u, '');
  return whole.trim() === '' ? '' : whole.trimEnd();
}
