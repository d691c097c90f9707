/**
 * The part of a suggestion that can be shown while the rest is still being decoded: whole lines, or whole words of the first line.
 * Of the first line a dot or a bracket alone says nothing.
 * @returns '' when there is none yet
 */
export function usefulBeginning(text: string): string {
  const line = text.trimEnd().lastIndexOf('\n');
  if (line > 0 && text.slice(0, line).trim() !== '') return text.slice(0, line).trimEnd();
  const words = text.replace(/[\p{L}\p{N}\p{M}_$]+$/u, '');
  return /[\p{L}\p{N}_$]/u.test(words) ? words.trimEnd() : '';
}
